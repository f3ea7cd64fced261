# SPDX-License-Identifier: MIT
"""Flattened device trees (DT spec 5): read, write.

A node is a Node; property values are bytes.  What is written depends on the
nodes alone, so that its hash is the same everywhere.
"""
import struct

MAGIC, BEGIN, END, PROP, NOP, FINISH = 0xd00dfeed, 1, 2, 3, 4, 9


class Node:
    def __init__(self, name='', props=None, children=None):
        self.name = name
        self.props = props or {}
        self.children = children or []

    def child(self, name):
        """The child of that name, with or without a unit address."""
        for c in self.children:
            if name in (c.name, c.name.split('@')[0]):
                return c
        return None

    def cell(self, name, default=None):
        value = self.props.get(name)
        return default if value is None else int.from_bytes(value[:4], 'big')


def cells(*numbers):
    return b''.join(struct.pack('>I', n) for n in numbers)


def wide(number, count):
    """A number in count cells."""
    return number.to_bytes(4 * count, 'big')


def text(*strings):
    return b''.join(s.encode('latin1') + b'\0' for s in strings)


def strings(value):
    return [s.decode('latin1') for s in value.split(b'\0')[:-1]]


def read(blob):
    """(root, [(address, size) of each memory reservation])"""
    head = struct.unpack('>10I', blob[:40])
    if head[0] != MAGIC:
        raise ValueError('no flattened device tree')
    names = blob[head[3]:head[3] + head[8]]
    at, reserved = head[4], []
    while True:
        entry = struct.unpack('>QQ', blob[at:at + 16])
        at += 16
        if entry == (0, 0):
            break
        reserved.append(entry)
    return read_nodes(blob, head[2], names), reserved


def read_nodes(blob, at, names):
    open_nodes = [Node()]
    while True:
        token, = struct.unpack('>I', blob[at:at + 4])
        at += 4
        if token == BEGIN:
            end = blob.index(b'\0', at)
            node = Node(blob[at:end].decode('latin1'))
            open_nodes[-1].children.append(node)
            open_nodes.append(node)
            at = (end + 4) & ~3
        elif token == PROP:
            size, name = struct.unpack('>II', blob[at:at + 8])
            word = names[name:names.index(b'\0', name)].decode('latin1')
            open_nodes[-1].props[word] = blob[at + 8:at + 8 + size]
            at = (at + 8 + size + 3) & ~3
        elif token == END:
            open_nodes.pop()
        elif token == FINISH:
            return open_nodes[0].children[0]
        elif token != NOP:
            raise ValueError('token %d' % token)


class Writer:
    def __init__(self):
        self.struct = b''
        self.names = b''
        self.known = {}

    def name(self, word):
        if word not in self.known:
            self.known[word] = len(self.names)
            self.names += text(word)
        return self.known[word]

    def put(self, data):
        self.struct += data + bytes(-len(data) % 4)

    def node(self, node):
        self.put(cells(BEGIN) + text(node.name))
        for word, value in node.props.items():
            self.put(cells(PROP, len(value), self.name(word)) + value)
        for child in node.children:
            self.node(child)
        self.put(cells(END))


def write(root, reserved=()):
    w = Writer()
    w.node(root)
    w.put(cells(FINISH))
    rsv = b''.join(struct.pack('>QQ', *r) for r in [*reserved, (0, 0)])
    at = 40 + len(rsv)
    names = at + len(w.struct)
    head = cells(MAGIC, names + len(w.names), at, names, 40, 17, 16, 0,
                 len(w.names), len(w.struct))
    return head + rsv + w.struct + w.names
