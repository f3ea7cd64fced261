#!/bin/sh
# SPDX-License-Identifier: MIT
# Damaged trees: `dmaspace boot` and `dmaspace run` end by themselves, with a
# status of theirs, and say a line when there is no board.
. test/tools/tap.sh

for driver in axi-cdma rmem; do
	$dmaspace cc "drivers/$driver/$driver.c" -o "$work/$driver.so" || exit 1
done

# judge COMMAND...: its status, and its line where there has to be one.
judge()
{
	status=0
	timeout -s KILL 30 "$@" >"$work/out" 2>"$work/err" </dev/null ||
		status=$?
	case $status in
	0 | 1) return ;;
	2 | 3) grep -q '^dmaspace' "$work/err" && return ;;
	esac
	echo "status $status: $*"
	head -n 3 "$work/err"
}

each()
{
	for tree in "$work"/*.dtb; do
		judge "$@" "$tree"
	done
}

for tree in test/boards/board.dts test/dts/zynqmp.dts test/boards/of.dts; do
	rm -f "$work"/*.dtb
	dtc -q -O dtb "$tree" -o "$work/whole"
	test/tools/mutate "$work/whole" 70 "$work"
	is "70 damaged trees of $tree, boot" 0 '^$' each $dmaspace boot
	is "70 damaged trees of $tree, run" 0 '^$' each $dmaspace run \
		"$work/axi-cdma.so" "$work/rmem.so" --board
done

# dts NAME TEXT: a tree with some RAM and TEXT; phandles as numbers.
dts()
{
	printf '/dts-v1/;\n/ { #address-cells = <2>; #size-cells = <2>;
		memory@80000000 { device_type = "memory";
			reg = <0 0x80000000 0 0x10000000>; };\n%s\n};\n' \
		"$2" >"$work/$1.dts"
}

dts parents 'a { phandle = <1>; interrupt-parent = <2>; #interrupt-cells = <1>; };
	b { phandle = <2>; interrupt-parent = <1>; #interrupt-cells = <1>; };
	dma@10000000 { compatible = "xlnx,axi-cdma-1.00.a";
		reg = <0 0x10000000 0 0x1000>;
		interrupt-parent = <1>; interrupts = <1>; };'
dts map 'a { phandle = <1>; #interrupt-cells = <1>; #address-cells = <0>;
		interrupt-map-mask = <0>; interrupt-map = <0 1 0>; };
	dma@10000000 { compatible = "xlnx,axi-cdma-1.00.a";
		reg = <0 0x10000000 0 0x1000>;
		interrupt-parent = <1>; interrupts = <1>; };'
dts itself 'reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
		pool@88000000 { phandle = <7>; memory-region = <7>; no-map;
			compatible = "shared-dma-pool", "test,sample";
			reg = <0 0x88000000 0 0x1000000>; }; };
	bus { compatible = "simple-bus"; interrupt-parent = <8>; phandle = <8>;
		ranges; };'
dts region 'reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
		pool: pool@88000000 { compatible = "shared-dma-pool"; no-map;
			reg = <0 0x88000000 0xfffff000 0>; }; };
	sample@1000 { compatible = "test,sample"; memory-region = <&pool>;
		reg = <0 0x1000 0 0x1000>; };'
dts cells 'bus { compatible = "simple-bus"; #address-cells = <0xffffffff>;
		#size-cells = <0x7fffffff>; ranges = <1 2 3>;
		dma@1 { compatible = "xlnx,axi-cdma-1.00.a"; reg = <0 1 0 1>; };
	};'
dts all 'memory@0 { device_type = "memory";
		reg = <0 0 0xffffffff 0xffffffff>; };'
dts none 'reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
		all@80000000 { reg = <0 0x80000000 0 0x10000000>; }; };'

for name in parents map itself region cells; do
	is "a hostile tree: $name" 0 '^$' judge $dmaspace run \
		--board "$work/$name.dts" "$work/axi-cdma.so" "$work/rmem.so"
done
is 'RAM everywhere' 3 '/memory: the bank of 0x.*1 TiB' \
	$dmaspace run --board "$work/all.dts"
is 'all RAM reserved' 3 'does not start: .*: no memory' \
	$dmaspace run --board "$work/none.dts"
many()
{
	echo '/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
		memory@80000000 { device_type = "memory";
			reg = <0x80000000 0x10000000>; };'
	seq -f 'd@%.0f000 { compatible = "x"; };' 10000 29999
	echo '};'
}
many >"$work/many.dts"
is 'twenty thousand devices' 0 '^$' judge $dmaspace run --board "$work/many.dts"
# A sanitizer needs more than that to start.
prlimit --data=8000000 $dmaspace --version >/dev/null 2>&1 &&
is 'no memory of the process' 3 'no memory' \
	prlimit --data=8000000 $dmaspace run --quiet --board test/boards/board.dts
finish
