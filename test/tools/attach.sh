#!/bin/sh
# SPDX-License-Identifier: MIT
# Lines of a device that attaches to reserved memory, and what the kernel's
# command line changes on a board that runs.
. test/tools/tap.sh

$dmaspace run --board=test/boards/of.dts --linux=6.1 \
	test/unit/attach_6_1_test.c >"$work/6.1" 2>&1
$dmaspace run --board=test/boards/of.dts --linux=6.12 \
	test/unit/attach_test.c >"$work/6.12" 2>&1
$dmaspace run --board=test/boards/of.dts --linux=7.2 \
	test/unit/attach_7_2_test.c >"$work/7.2" 2>&1

count() { grep -c "$1" "$work/$2" || :; }
boots() { $dmaspace run --board=test/boards/of.dts "$@"; }

for v in 6.1 6.12 7.2; do
	is "$v: a pool in RAM is told once" 0 '^1$' count \
		'memremap attempted on ram 0x00000000a3000000 size: 0x100000$' $v
	is "$v: a pool half in RAM" 0 '^1$' count \
		'mixed range 0x00000000bff00000 size: 0x200000$' $v
	is "$v: a restricted pool serves" 0 '^1$' count \
		'attach: assigned reserved memory node restricted@a6000000$' $v
done
far="attach: reserved memory is beyond device's set DMA address range"
is '6.1 warns of a pool out of reach' 0 '^1$' count "$far" 6.1
is '6.12 does not' 0 '^0$' count "$far" 6.12
is '7.2 does' 0 '^1$' count "$far" 7.2
second='attach: assigned reserved memory node outside@10000000'
is '6.1 has no second pool' 0 '^0$' count "$second" 6.1
is '6.12 says that it has' 0 '^1$' count "$second" 6.12
is '7.2 has none' 0 '^0$' count "$second" 7.2

# The buses of the tree end at 0xb0000000, and so does the DMA zone; 6.1 knows
# whole bits, and tells no node.
is 'the default area of a board' 0 \
	'cma: Reserved 64 MiB at 0x00000000a[0-9a-f]{7} on node -1' boots
is 'by 6.1' 0 'cma: Reserved 64 MiB at 0x00000000b[0-9a-f]{7}$' \
	boots --linux=6.1
is 'cma= of the command line' 0 'cma: Reserved 16 MiB at 0x0000000090000000' \
	boots --cmdline='quiet cma=16M@0x90000000'
is 'coherent_pool= of the command line' 0 \
	'preallocated 256 KiB GFP_KERNEL\|GFP_DMA pool' \
	boots --cmdline='coherent_pool=256K'
is 'the pools without a word' 0 'preallocated 128 KiB GFP_KERNEL pool' boots

pools() { $dmaspace run --board=test/boards/cdma.dts "$1" 2>&1 | grep -c prealloc; }
is '6.12: a pool for each zone, with memory or not' 0 '^3$' pools --linux=6.12
is '7.2: one for the zone that has some' 0 '^1$' pools --linux=7.2
finish
