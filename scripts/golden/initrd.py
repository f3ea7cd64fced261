# SPDX-License-Identifier: MIT
"""An initial RAM disk whose init prints /proc/iomem and ends: a few arm64
instructions in an ELF file in a cpio archive, so that no compiler for another
machine is needed."""
import struct

LOAD = 0x400000
MOUNT, OPENAT, READ, WRITE, EXIT = 40, 56, 63, 64, 93
BUFFER = 4096


class Code:
    """Instructions; labels are known at the second of two passes."""

    def __init__(self, labels):
        self.labels, self.here, self.words = labels, {}, b''

    def put(self, word):
        self.words += struct.pack('<I', word)

    def label(self, name):
        self.here[name] = len(self.words)

    def to(self, name):
        """How many bytes from here to a label."""
        return self.labels.get(name, 0) - len(self.words)

    def set(self, register, number):
        if number < 0:
            self.put(0x92800000 | ~number << 5 | register)      # movn
        else:
            self.put(0xd2800000 | number << 5 | register)       # movz

    def address(self, register, name):
        by = self.to(name)
        self.put(0x10000000 | (by & 3) << 29 | (by >> 2 & 0x7ffff) << 5 |
                 register)

    def copy(self, to, register):
        self.put(0xaa0003e0 | register << 16 | to)

    def jump_if_zero(self, register, name):
        self.put(0xb4000000 | (self.to(name) >> 2 & 0x7ffff) << 5 | register)

    def jump(self, name):
        self.put(0x14000000 | (self.to(name) >> 2 & 0x3ffffff))

    def call(self, number):
        self.set(8, number)
        self.put(0xd4000001)                                    # svc #0


def instructions(labels):
    c = Code(labels)
    for i, name in enumerate(('proc', 'folder', 'proc')):
        c.address(i, name)
    c.set(3, 0)
    c.set(4, 0)
    c.call(MOUNT)
    c.set(0, -100)                      # AT_FDCWD
    c.address(1, 'file')
    c.set(2, 0)
    c.set(3, 0)
    c.call(OPENAT)
    c.copy(19, 0)
    c.label('next')
    c.copy(0, 19)
    c.address(1, 'buffer')
    c.set(2, BUFFER)
    c.call(READ)
    c.jump_if_zero(0, 'end')
    c.copy(2, 0)
    c.set(0, 1)
    c.address(1, 'buffer')
    c.call(WRITE)
    c.jump('next')
    c.label('end')
    c.set(0, 0)
    c.call(EXIT)
    for name, text in (('proc', b'proc\0\0\0\0'), ('folder', b'/proc\0\0\0'),
                       ('file', b'/proc/iomem\0')):
        c.label(name)
        c.words += text
    c.label('buffer')
    return c


def program(of=instructions):
    """An ELF file of one segment."""
    code = of(of({}).here).words
    head = struct.pack('<16sHHIQQQIHHHHHH', b'\x7fELF\2\1\1', 2, 183, 1,
                       LOAD + 120, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    size = 120 + len(code)
    return head + struct.pack('<IIQQQQQQ', 1, 7, 0, LOAD, LOAD, size,
                              size + BUFFER, 4096) + code


def entry(name, mode, data=b'', device=(0, 0)):
    """One file of a cpio archive ("newc")."""
    name = name.encode() + b'\0'
    numbers = (1, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name), 0)
    head = b'070701' + b''.join(b'%08x' % n for n in numbers) + name
    return head + bytes(-len(head) % 4) + data + bytes(-len(data) % 4)


def archive():
    return (entry('dev', 0o040755) + entry('proc', 0o040755) +
            entry('dev/console', 0o020600, device=(5, 1)) +
            entry('init', 0o100755, program()) + entry('TRAILER!!!', 0))
