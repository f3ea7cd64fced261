#!/bin/sh
# SPDX-License-Identifier: MIT
# SWIOTLB: the default pool of each kernel and command line, its lines, and
# drivers that are right when all of it bounces, too.
. test/tools/tap.sh

board=test/boards/board.dts
lines() { $dmaspace run --board "$board" "$@" 2>&1 |
	sed -n 's/.*software IO TLB: //p' | tr '\n' ';'; }

# 1.5 GiB that all devices reach: what small kmalloc() buffers need, from 6.5 on.
is '6.12: 1 MiB a GiB, as many as areas divide' 0 'adjusted to 1MB;area num 2\.;SWIOTLB bounce buffer size roundup to 2MB;mapped \[mem 0x00000000bfe00000-0x00000000c0000000\] \(2MB\);$' lines
is '7.2: the same' 0 'mapped .*\(2MB\);$' lines --linux=7.2
is '6.1: none' 0 '^$' lines --linux=6.1
is '6.1: with force, all of it' 0 'mapped .*\(64MB\);$' \
	lines --linux=6.1 --cmdline=swiotlb=force
is 'noforce: none' 0 '^[^;]* adjusted to 1MB;$' lines --cmdline=swiotlb=noforce
is 'slots, areas, force' 0 '^area num 4\.;mapped .*\(2MB\);$' lines --cmdline=swiotlb=1000,3,force
is 'an area for each CPU' 0 'area num 8\.' lines --cpus=5
is 'halved until there is memory' 0 \
	'^area num 2\.;swiotlb_memblock_alloc: Failed to allocate 1073741824 bytes tlb structure;SWIOTLB bounce buffer size adjusted 524288 -> 262144 slabs;mapped .*\(512MB\);$' lines --cmdline=swiotlb=524288,2
board=test/boards/swiotlb.dts
is 'memory behind the DMA zone: 64 MiB in it' 0 \
	'mapped \[mem 0x0000000078000000-0x000000007c000000\] \(64MB\);$' lines

$dmaspace run --board "$board" test/drivers/bounce-lines.c >"$work/log" 2>&1
count() { grep -cE "$1" "$work/log" || :; }
is 'full, but not with NO_WARN' 0 '^1$' count \
	'low-snoops: swiotlb buffer is full \(sz: 262145 bytes\), total 32768 \(slots\), used 0 \(slots\)$'
is 'a slot out of reach, once' 0 '^1$' count \
	'swiotlb addr 0x[0-9a-f]{16}\+4096 overflow \(mask fffffff, bus limit 7fffffff\)\.$'
is 'too long is cut' 0 '^1$' count \
	'Buffer overflow detected\. Allocation size: 1000\. Mapping size: 1500\.$'
is 'and reported' 0 '^1$' count 'dma-sync-unknown: the driver syncs beyond'

# A pool of less than a slot, one that begins between pages.
sed 's/0x51000000 0x0 0x41000/0x51000000 0x0 0x400/
	s/0x50000000 0x0 0x100000/0x50000100 0x0 0x100000/' "$board" \
	>"$work/odd.dts"
is 'a pool without a slot' 1 \
	"alone: Can not allocate SWIOTLB buffer earlier and can't now provide" \
	$dmaspace run --board "$work/odd.dts" test/unit/swiotlb_test.c
is 'no page of a pool is aligned' 1 \
	'guest: swiotlb buffer is full \(sz: 4096 bytes\), total 512 \(slots\), used 0' \
	$dmaspace run --board "$work/odd.dts" test/unit/swiotlb_test.c

many() { $dmaspace run --quiet "$@" 2>&1 | tail -n 1; }
is 'an engine, as chance has it' 0 '^25 seeds: 25 clean' \
	many --seeds=25 --board "$board" test/unit/swiotlb_engine_test.c
is 'the same, none snoops' 0 '^25 seeds: 25 clean' \
	many --seeds=25 --cache=lazy --board "$board" \
	test/unit/swiotlb_engine_test.c
for twin in missing-sync-for-cpu missing-sync-for-device unmap-size \
	unmap-direction leak; do
	is "dma-$twin-ok.c, all of it bounced" 0 '^8 seeds: 8 clean' \
		many --seeds=8 --cmdline=swiotlb=force \
		--board test/boards/board.dts "test/bugs/dma-$twin-ok.c"
done
for bug in missing-sync-for-cpu missing-sync-for-device; do
	is "dma-$bug.c, all of it bounced" 0 "1 different" \
		many --cmdline=swiotlb=force \
		--board test/boards/board.dts "test/bugs/dma-$bug.c"
done
finish
