# SPDX-License-Identifier: MIT
"""Real boards' memory on QEMU's arm64 board: the description of a graft, and
the tree that is made of it.

A description is facts: the cells of the root, how much RAM, the reservations
of the tree's header, and for each node of /reserved-memory its name and those
properties that the kernel looks at, as numbers.  As text:

	tree qcom/x.dtb cells=2,2 ram=100000000 moved=0 args="cma=32M"
		memreserve 80000000+1000
		reserved-memory #address-cells=2 #size-cells=2 ranges
		hyp@85800000 reg=0,85800000,0,600000 no-map

Numbers are hexadecimal; "a","b" are strings; [0102] are bytes.
"""
import re
from dataclasses import dataclass, field

import fdt
from fdt import Node, cells, text, wide

RAM = 0x40000000                # where virt has it
KEPT = ('#address-cells', '#size-cells', 'ranges', 'reg', 'size', 'alignment',
        'alloc-ranges', 'compatible', 'no-map', 'reusable', 'status',
        'linux,cma-default', 'linux,dma-default')
ARGS = 'console=ttyAMA0 earlycon=pl011,0x9000000 panic=-1'


@dataclass
class Graft:
    name: str
    cells: tuple
    ram: int
    moved: int = 0
    args: str = ''
    memreserve: list = field(default_factory=list)
    nodes: list = field(default_factory=list)   # /reserved-memory, children

    def content(self):
        """What makes two of them the same."""
        return repr((self.cells, self.ram, self.args, self.memreserve,
                     [(n.name, n.props) for n in self.nodes]))


# --- from a real tree --------------------------------------------------------

def pairs(value, na, ns):
    """(address, size) of each entry; what is left over is left out."""
    one = 4 * (na + ns)
    for i in range(0, len(value) - one + 1, one):
        yield (int.from_bytes(value[i:i + 4 * na], 'big'),
               int.from_bytes(value[i + 4 * na:i + one], 'big'))


def move(value, na, ns, by):
    if len(value) % (4 * (na + ns)):
        return value
    return b''.join(wide((a + by) % (1 << 32 * na), na) + wide(s, ns)
                    for a, s in pairs(value, na, ns))


def banks(root, na, ns):
    return [bank for c in root.children if c.name.split('@')[0] == 'memory'
            for bank in pairs(c.props.get('reg', b''), na, ns) if bank[1]]


def size_ram(found, first, ns):
    """How much RAM at RAM reaches as far as the board's own does."""
    end = max([a + s for a, s in found], default=first + (4 << 30))
    most = (8 << 30) if ns > 1 else (3 << 30)
    return min(max(end - RAM, 512 << 20), most) & ~0x1fffff


def keep(node, na, ns, by):
    props = {k: v for k, v in node.props.items() if k in KEPT}
    for word in ('reg', 'alloc-ranges'):
        if word in props:
            props[word] = move(props[word], na, ns, by)
    return Node(node.name, props)


def of_tree(name, blob):
    """The graft of a real tree; None: it reserves nothing."""
    root, reserved = fdt.read(blob)
    na, ns = root.cell('#address-cells', 2), root.cell('#size-cells', 1)
    rmem = root.child('reserved-memory')
    if rmem is None or not rmem.children or (na, ns) not in (
            (1, 1), (2, 1), (2, 2)):
        return None
    ram = banks(root, na, ns)
    starts = [a for a, s in ram] or [
        a for c in rmem.children
        for a, s in pairs(c.props.get('reg', b''), na, ns)]
    by = RAM if min(starts, default=RAM) < RAM else 0
    return Graft(name, (na, ns),
                 size_ram([(a + by, s) for a, s in ram], RAM, ns), by, '',
                 [(a + by, s) for a, s in reserved],
                 [keep(n, na, ns, by) for n in [rmem, *rmem.children]])


# --- as text -----------------------------------------------------------------

def show_value(word, value):
    if not value:
        return word
    if word in ('compatible', 'status'):
        return word + '=' + ','.join('"%s"' % s for s in fdt.strings(value))
    if len(value) % 4:
        return '%s=[%s]' % (word, value.hex())
    return word + '=' + ','.join('%x' % int.from_bytes(value[i:i + 4], 'big')
                                 for i in range(0, len(value), 4))


def show(g):
    yield 'tree %s cells=%d,%d ram=%x moved=%x%s' % (
        g.name, *g.cells, g.ram, g.moved, g.args and ' args="%s"' % g.args)
    for a, s in g.memreserve:
        yield '\tmemreserve %x+%x' % (a, s)
    for n in g.nodes:
        yield '\t' + ' '.join([n.name, *(show_value(k, v)
                                         for k, v in n.props.items())])


def read_value(shown):
    if not shown:
        return b''
    if shown[0] == '"':
        return text(*re.findall(r'"([^"]*)"', shown))
    if shown[0] == '[':
        return bytes.fromhex(shown[1:-1])
    return cells(*(int(n, 16) for n in shown.split(',')))


def read_head(line):
    m = re.fullmatch(r'tree (\S+) cells=(\d),(\d) ram=(\w+) moved=(\w+)'
                     r'(?: args="(.*)")?', line)
    return Graft(m.group(1), (int(m.group(2)), int(m.group(3))),
                 int(m.group(4), 16), int(m.group(5), 16), m.group(6) or '')


def parse(lines):
    """The grafts of a description, in order."""
    grafts = []
    for line in lines:
        line = line.rstrip('\n')
        words = line.split()
        if not words or words[0] == '#':
            continue
        if line[0] != '\t':
            grafts.append(read_head(line))
        elif words[0] == 'memreserve':
            a, s = words[1].split('+')
            grafts[-1].memreserve.append((int(a, 16), int(s, 16)))
        else:
            props = [w.partition('=') for w in words[1:]]
            grafts[-1].nodes.append(
                Node(words[0], {k: read_value(v) for k, _, v in props}))
    return grafts


# --- as a tree ---------------------------------------------------------------

def reg(na, ns, *ranges):
    return b''.join(wide(a, na) + wide(s, ns) for a, s in ranges)


def machine(na, ns):
    """What a kernel needs of virt (gic-version=3) to come to its words."""
    return [
        Node('cpus', {'#address-cells': cells(1), '#size-cells': cells(0)}, [
            Node('cpu@0', {'device_type': text('cpu'), 'reg': cells(0),
                           'compatible': text('arm,cortex-a57')})]),
        Node('psci', {'compatible': text('arm,psci-1.0', 'arm,psci-0.2'),
                      'method': text('hvc')}),
        Node('interrupt-controller@8000000', {
            'compatible': text('arm,gic-v3'), 'phandle': cells(1),
            '#interrupt-cells': cells(3), 'interrupt-controller': b'',
            'reg': reg(na, ns, (0x8000000, 0x10000), (0x80a0000, 0xf60000))}),
        Node('timer', {
            'compatible': text('arm,armv8-timer'), 'always-on': b'',
            'interrupts': cells(1, 13, 4, 1, 14, 4, 1, 11, 4, 1, 10, 4)}),
        Node('clock', {
            'compatible': text('fixed-clock'), 'phandle': cells(2),
            '#clock-cells': cells(0), 'clock-frequency': cells(24000000)}),
        Node('serial@9000000', {
            'compatible': text('arm,pl011', 'arm,primecell'),
            'reg': reg(na, ns, (0x9000000, 0x1000)),
            'interrupts': cells(0, 1, 4), 'clocks': cells(2, 2),
            'clock-names': text('uartclk', 'apb_pclk')})]


def arguments(g):
    return ' '.join([ARGS, g.args]).strip()


def blob(g):
    """The flattened tree: virt, its RAM, the graft."""
    na, ns = g.cells
    root = Node('', {
        '#address-cells': cells(na), '#size-cells': cells(ns),
        'compatible': text('linux,dummy-virt'), 'model': text(g.name),
        'interrupt-parent': cells(1)})
    rmem = Node('reserved-memory', g.nodes[0].props, g.nodes[1:])
    root.children = [
        Node('chosen', {'bootargs': text(arguments(g)),
                        'stdout-path': text('/serial@9000000')}),
        Node('memory@%x' % RAM, {'device_type': text('memory'),
                                 'reg': reg(na, ns, (RAM, g.ram))}),
        *machine(na, ns), rmem]
    return fdt.write(root, g.memreserve)
