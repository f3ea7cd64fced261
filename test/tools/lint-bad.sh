#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace lint on what is no tree, or one that nobody would write: one line and
# status 2, or findings; never a hang, and never more memory than a compiler
# takes.
. test/tools/tap.sh

# Runs the rest of the command line: ends like it, says what it says.  20 s and
# 1 GiB are far above what any of these needs, with sanitizers, too.
cat >"$work/bounded" <<'END'
import resource, subprocess, sys
try:
    p = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                       timeout=20)
except subprocess.TimeoutExpired:
    sys.exit('no end after 20 s')
lines = p.stdout.count(b'\n')
sys.stdout.buffer.write(p.stdout[:4096])
print('(%d lines)' % lines)
if resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 1 << 20:
    sys.exit('more than 1 GiB')
sys.exit(p.returncode)
END
bounded() { python3 "$work/bounded" $dmaspace lint "$@"; }

# A tree that is refused: NAME TEXT FILE.
no() { is "$1" 2 "$2" one_line "$3"; }
one_line()
{
	said=$(bounded "$1")
	ended=$?
	echo "$said"
	echo "$said" | grep -q '^(1 lines)$' && return $ended
	return 99
}

# One that is not, whatever is found: NAME OPTION... FILE.
yes()
{
	name=$1
	shift
	is "$name" 0 'lines' findings "$@"
}
findings() { bounded "$@" || [ $? = 1 ]; }
beside() { (cd "$work" && bounded "$@"); }

python3 - "$work" <<'END'
import os, random, struct, sys
os.chdir(sys.argv[1])

class Tree:
    """A blob, written tag by tag."""
    def __init__(self):
        self.body, self.strings = bytearray(), bytearray()
        self.at = {}

    def begin(self, name):
        raw = name.encode('latin-1') + b'\0'
        self.body += struct.pack('>I', 1) + raw + b'\0' * (-len(raw) % 4)

    def end(self):
        self.body += struct.pack('>I', 2)

    def prop(self, name, *cells, raw=None):
        value = struct.pack('>%dI' % len(cells), *cells) if raw is None else raw
        if name not in self.at:
            self.at[name] = len(self.strings)
            self.strings += name.encode('latin-1') + b'\0'
        self.body += struct.pack('>III', 3, len(value), self.at[name])
        self.body += value + b'\0' * (-len(value) % 4)

    def write(self, path):
        body = bytes(self.body) + struct.pack('>I', 9)
        strings = 56 + len(body)
        total = strings + len(self.strings)
        head = struct.pack('>10I', 0xd00dfeed, total, 56, strings, 40, 17, 16,
                           0, len(self.strings), len(body))
        with open(path, 'wb') as f:
            f.write(head + b'\0' * 16 + body + self.strings)

def root():
    t = Tree()
    t.begin('')
    t.prop('#address-cells', 2)
    t.prop('#size-cells', 2)
    t.begin('memory@80000000')
    t.prop('device_type', raw=b'memory\0')
    t.prop('reg', 0, 0x80000000, 4, 0)
    t.end()
    return t

def reserved(t):
    t.begin('reserved-memory')
    t.prop('#address-cells', 2)
    t.prop('#size-cells', 2)
    t.prop('ranges')

# 10^5 nodes, and as many regions, users, levels as a blob of 2 MiB holds.
t = root()
for i in range(100000):
    t.begin('%x' % i)
    t.end()
t.end()
t.write('nodes.dtb')

t = root()
reserved(t)
for i in range(30000):
    t.begin('r%x' % i)
    t.prop('reg', 0, 0x80000000 + (i * 7919 % 30000 << 13), 0, 0x1000)
    t.end()
t.end()
t.end()
t.write('regions.dtb')

t = root()
reserved(t)
for i in range(20000):                  # all overlap
    t.begin('r%x' % i)
    t.prop('reg', 0, 0x90000000 - i, 0, 0x100000 + 2 * i)
    t.prop('no-map')
    t.end()
t.end()
t.end()
t.write('overlaps.dtb')

t = root()
reserved(t)
for i in range(2000):
    t.begin('r%x' % i)
    t.prop('size', 0, 0x1000)
    t.prop('phandle', i + 1)
    t.end()
t.end()
for i in range(40):                     # each names each
    t.begin('d%x' % i)
    t.prop('memory-region', *range(1, 2001))
    t.prop('iommu-map', *([0, 1, 0, 1] * 1000))
    t.end()
t.end()
t.write('users.dtb')

t = root()
for i in range(20000):
    t.begin('b')
for i in range(20001):
    t.end()
t.write('levels.dtb')

t = root()                              # dma-ranges in dma-ranges
for i in range(30):
    t.begin('b')
    t.prop('dma-ranges', *([0, 0, 0, 0, 0, 0x1000] * 1000))
for i in range(30):
    t.end()
t.end()
t.write('ranges.dtb')

# References that go round.
t = root()
t.begin('a')
t.prop('phandle', 1)
t.prop('#iommu-cells', 1)
t.prop('#interconnect-cells', 0)
t.prop('interrupt-parent', 2)
t.prop('interrupts', 1)
t.prop('memory-region', 1, 2)
t.prop('iommus', 2, 0, 1, 0)
t.prop('iommu-map', 0, 1, 0, 1)
t.prop('interconnects', 2)
t.prop('interconnect-names', raw=b'dma-mem\0')
t.end()
t.begin('b')
t.prop('phandle', 2)
t.prop('#iommu-cells', 1)
t.prop('#interconnect-cells', 0)
t.prop('interrupt-parent', 1)
t.prop('interrupts', 1)
t.prop('memory-region', 1, 2)
t.prop('interconnects', 1)
t.prop('interconnect-names', raw=b'dma-mem\0')
t.end()
t.end()
t.write('cycle.dtb')

t = root()
t.begin('a\x1b[31mred')
t.end()
t.end()
t.write('escape.dtb')

good = root()
good.end()
good.write('good.dtb')
good = open('good.dtb', 'rb').read()
open('cut.dtb', 'wb').write(good[:-9])
open('short.dtb', 'wb').write(good[:17])
open('random.dtb', 'wb').write(good[:4] + random.Random(3).randbytes(5000))
open('random.dts', 'wb').write(random.Random(4).randbytes(5000))
huge = bytearray(good)
huge[4:8] = struct.pack('>I', 100 << 20)
open('huge.dtb', 'wb').write(huge)
os.truncate('huge.dtb', 100 << 20)
for name in 'zero.dtb', 'zero.dts':
    open(name, 'wb').close()
    os.truncate(name, 100 << 20)
with open('text.dts', 'w') as f:
    f.write('/dts-v1/;\n/ {\n')
    for i in range(100 << 8):
        f.write('\tp%x = <%s>;\n' % (i, '0 ' * 2040))
    f.write('};\n')
END

no 'a blob of 100 MiB' '.' "$work/huge.dtb"
no '100 MiB of zeros as a blob' '.' "$work/zero.dtb"
no '100 MiB of zeros as a source' '.' "$work/zero.dts"
no 'a source of 100 MiB' '.' "$work/text.dts"
no 'a file without end' '.' /dev/zero
no 'a blob that is cut off' 'cut off' "$work/cut.dtb"
no 'half a header' 'bytes' "$work/short.dtb"
no 'a blob of chance' '.' "$work/random.dtb"
no 'a source of chance' '.' "$work/random.dts"
no 'a terminal that would turn red' '/: byte 0x[0-9a-f]*: ' "$work/escape.dtb"
no '20000 levels' 'deep|levels|depth' "$work/levels.dtb"

printf '/dts-v1/;\n/include/ "loop.dts"\n' >"$work/loop.dts"
printf '/dts-v1/;\n#include "round.dts"\n' >"$work/round.dts"
printf '/dts-v1/;\n/include/ "b.dtsi"\n/ { };\n' >"$work/a.dts"
printf '/include/ "a.dts"\n' >"$work/b.dtsi"
printf '/dts-v1/;\n/ { p = "no end;\n};\n' >"$work/quote.dts"
{ printf '/dts-v1/;\n/ { p = <'; head -c 100000 /dev/zero | tr '\0' '('
} >"$work/open.dts"
no 'a source that includes itself' '.' "$work/loop.dts"
no 'with the preprocessor' '.' "$work/round.dts"
no 'two that include each other' '.' "$work/a.dts"
no 'a string without end' 'quote.dts:[23]' "$work/quote.dts"
no '100000 brackets' '.' "$work/open.dts"

# --- trees, odd ones
is '100000 nodes' 0 '^\(0 lines\)$' bounded "$work/nodes.dtb"
yes '30000 regions' "$work/regions.dtb"
yes '20000 regions that overlap' "$work/overlaps.dtb"
yes '80000 references' "$work/users.dtb"
yes '30000 windows' "$work/ranges.dtb"
yes 'references in a circle' --severity=note \
	"$work/cycle.dtb"

# --- names of files
for name in 'two words.dtb' '-dash.dtb' 'quote".dtb' "it's.dtb" '$(exit).dtb' \
	'ä.dtb' 'percent%s%n.dtb' 'back\slash.dtb' 'star*.dtb'; do
	cp "$work/good.dtb" "$work/$name"
	is "a file called $name" 0 '^\(0 lines\)$' bounded "$work/$name"
done
is 'one that begins with a dash, alone' 0 '^\(0 lines\)$' \
	beside -- -dash.dtb
finish
