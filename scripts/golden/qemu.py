# SPDX-License-Identifier: MIT
"""A real arm64 kernel on QEMU's virt, until it has said what it thinks of
memory; then the machine is switched off."""
import os
import re
import select
import signal
import subprocess
import tempfile
import time

import initrd

COMMAND = ('qemu-system-aarch64 -machine virt,gic-version=3 -cpu cortex-a57 '
           '-accel tcg -smp 1 -nodefaults -no-user-config -display none '
           '-serial stdio -no-reboot').split()
IMAGE = 0x40200000              # where it loads the kernel,
SECOND = 0x48000000             # and the tree: here, or behind the RAM disk
TREE_SIZE = 0x6000              # with what it puts into it
# The atomic pools come after the areas are given to the page allocator.
LAST = re.compile(rb'DMA: (preallocated|failed) .*GFP_DMA|Kernel panic')
PANIC = re.compile(rb'Kernel panic')
STAMP = re.compile(r'\[ *\d+\.\d+\] ')


def loaded(image_size, has_disk):
    """(base, size) of what is in memory when the kernel starts."""
    where = [(IMAGE, image_size), (SECOND, TREE_SIZE)]
    if has_disk:
        where = [where[0], (SECOND, -(-len(initrd.archive()) // 4096) * 4096),
                 (SECOND + 0x200000, TREE_SIZE)]
    return where


def read_until(last, child, deadline):
    log = b''
    while time.monotonic() < deadline:
        ready, _, _ = select.select([child.stdout], [], [], 1)
        data = os.read(child.stdout.fileno(), 65536) if ready else b' '
        if not data:
            return log, True
        if ready:
            log += data
        if last.search(log[-65536 - 200:]):
            return log, True
    return log, False


def boot(kernel, blob, ram, args, iomem=False, seconds=120, disk=None):
    """The kernel's log, line by line, without time stamps, then /proc/iomem if
    wanted, or what the init of another disk says; None: it did not come to the
    end within that time."""
    with tempfile.NamedTemporaryFile(suffix='.dtb') as tree, \
            tempfile.NamedTemporaryFile(suffix='.cpio') as ram_disk:
        tree.write(blob)
        tree.flush()
        ram_disk.write(disk or initrd.archive())
        ram_disk.flush()
        child = subprocess.Popen(
            [*COMMAND, '-m', '%dM' % (ram >> 20), '-kernel', kernel,
             '-dtb', tree.name, '-append', args,
             *(['-initrd', ram_disk.name] if iomem else [])],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            log, ended = read_until(PANIC if iomem else LAST, child,
                                    time.monotonic() + seconds)
        finally:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    lines = log.decode('utf-8', 'replace').replace('\r', '').split('\n')
    return [STAMP.sub('', line, count=1) for line in lines] if ended else None
