# SPDX-License-Identifier: MIT
"""An initial RAM disk whose init has every error of DMA-API debug told, loads
one module, and ends."""
import initrd

FINIT_MODULE = 273
WRITE_ONLY = 1


def instructions(labels):
    c = initrd.Code(labels)
    for i, name in enumerate(('debugfs', 'folder', 'debugfs')):
        c.address(i, name)
    c.set(3, 0)
    c.set(4, 0)
    c.call(initrd.MOUNT)
    c.set(0, -100)                      # AT_FDCWD
    c.address(1, 'all')
    c.set(2, WRITE_ONLY)
    c.set(3, 0)
    c.call(initrd.OPENAT)
    c.address(1, 'one')
    c.set(2, 1)
    c.call(initrd.WRITE)
    c.set(0, -100)
    c.address(1, 'module')
    c.set(2, 0)
    c.set(3, 0)
    c.call(initrd.OPENAT)
    c.address(1, 'nothing')
    c.set(2, 0)
    c.call(FINIT_MODULE)
    c.set(0, 0)
    c.call(initrd.EXIT)
    for name, text in (('debugfs', b'debugfs\0'), ('folder', b'/debug\0\0'),
                       ('all', b'/debug/dma-api/all_errors\0\0\0'),
                       ('one', b'1\0\0\0'), ('module', b'/test.ko\0\0\0\0'),
                       ('nothing', b'\0\0\0\0')):
        c.label(name)
        c.words += text
    return c


def archive(module):
    return (initrd.entry('dev', 0o040755) + initrd.entry('debug', 0o040755) +
            initrd.entry('dev/console', 0o020600, device=(5, 1)) +
            initrd.entry('test.ko', 0o100644, module) +
            initrd.entry('init', 0o100755, initrd.program(instructions)) +
            initrd.entry('TRAILER!!!', 0))
