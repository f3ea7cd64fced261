#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace boot: forms of input, options, what bad input is told, exit status.
. test/tools/tap.sh

good=test/dts/post2.dts
bad=test/dts/post4.dts

dtc -q -O dtb "$good" -o "$work/good.dtb"
head -c 300 "$work/good.dtb" >"$work/cut.dtb"
printf '/dts-v1/;\n/ {\n\tfoo = <1 2;\n};\n' >"$work/wrong.dts"
printf '/dts-v1/;\n#include "board.h"\n/ { };\n' >"$work/cpp.dts"
printf 'reserved-memory { };\n' >"$work/part.dtsi"
printf '/dts-v1/;\n/ {\n/include/ "part.dtsi"\n};\n' >"$work/whole.dts"
: >"$work/empty.dtb"

from_input() { $dmaspace boot - <"$1"; }
lines() { $dmaspace boot --no-iomem "$@" | wc -l; }
pipes() { dtc -q -O dtb "$1" | $dmaspace boot --iomem -; }

is 'a source' 0 'created CMA memory pool' $dmaspace boot "$good"
is 'a blob' 0 'created CMA memory pool' $dmaspace boot "$work/good.dtb"
is 'a source on standard input' 0 'created DMA' from_input "$good"
is 'a blob on standard input' 0 '^00000000-37ffffff : System RAM' pipes "$good"
is 'includes beside the source' 1 'unsupported' $dmaspace boot "$work/whole.dts"
is '6.12 says the format twice' 0 '^6$' lines "$bad"
is '6.1 says it once' 0 '^5$' lines --linux=6.1 "$bad"
is '6.1 has words of its own' 1 'OF: fdt: Reserved' \
	$dmaspace boot --linux=6.1 "$bad"
is 'iomem alone' 0 '^00000000-37ffffff' $dmaspace boot --iomem "$good"
is 'rejected is status 1, alone too' 1 'System RAM' $dmaspace boot --iomem "$bad"
is 'the place of a syntax error' 2 'wrong.dts:3' $dmaspace boot "$work/wrong.dts"
is 'a file that is not there for #include' 2 'cpp.dts:2:10: .*board.h' $dmaspace boot "$work/cpp.dts"
is 'a blob that is cut off' 2 '300: the file is cut off' \
	$dmaspace boot "$work/cut.dtb"
is 'an empty blob' 2 '0 bytes' $dmaspace boot "$work/empty.dtb"
is 'no file' 2 'No such file' $dmaspace boot "$work/none.dts"
is 'a folder' 2 'directory' $dmaspace boot test
is 'no argument' 2 'one FILE is needed' $dmaspace boot
is 'two arguments' 2 'one FILE is needed' $dmaspace boot "$good" "$good"
is 'a version that there is not' 2 '6.12 or 7.2' \
	$dmaspace boot --linux=5.4 "$good"
is 'memory by a boot loader' 0 '^100000000-13fffffff : System RAM' \
	$dmaspace boot --memory=1G@0x100000000 "$good"
is 'memory of no size' 2 'expected SIZE@BASE' \
	$dmaspace boot --memory=0@0 "$good"
is 'memory without a base' 2 'expected SIZE@BASE' \
	$dmaspace boot --memory=1G "$good"
is 'a kernel where a region is to be' 1 'failed to reserve.*38000000' \
	$dmaspace boot --loaded=32M@0x37000000 "$good"
is 'a kernel beside it' 0 'System RAM' \
	$dmaspace boot --loaded=32M@0x36000000 "$good"
is 'loaded without a base' 2 'expected SIZE@BASE' \
	$dmaspace boot --loaded=1G "$good"
is 'an unknown option' 2 '^dmaspace boot: .*--fast' $dmaspace boot --fast "$good"
is 'an empty source' 2 'syntax error' $dmaspace boot /dev/null
is 'help' 0 'usage: dmaspace boot' $dmaspace boot --help
finish
