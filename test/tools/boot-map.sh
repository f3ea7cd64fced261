#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace boot --map and --svg: what they draw, to the letter; that text of a
# picture never overlaps; options of the kernel; bad input.
. test/tools/tap.sh

dir=test/tools/boot-map
faults=$dir/faults.dts
unset COLUMNS NO_COLOR

# drawn EXPECTED OPTIONS...: the difference to what --map draws now.
drawn()
{
	expected=$1
	shift
	$dmaspace boot --map "$@" >"$work/map"
	diff "$expected" "$work/map"
}

# boxes TREE OPTIONS...: what is wrong with its picture.
boxes()
{
	tree=$1
	shift
	$dmaspace boot --svg="$work/picture.svg" "$@" "$tree" >/dev/null
	"$dir/boxes" "$work/picture.svg"
}

svg() { $dmaspace boot --svg=- "$@"; }
first_line() { $dmaspace boot --map "$@" | head -n 2; }
widest() { $dmaspace boot --map --ascii "$@" |
	awk '{ if (length($0) > n) n = length($0) } END { print n }'; }
twice() { svg "$1" >"$work/a"; svg "$1" >"$work/b"; cmp "$work/a" "$work/b"; }

# tree N: N regions, as near together as can be.
tree()
{
	printf '/dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
		memory@40000000 { device_type = "memory";
			reg = <0x40000000 0x40000000>; };
		reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;\n'
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++)
		printf "r%d@%x { reg = <0x%x 0x1000>; };\n",
			i, 1073741824 + i * 8192, 1073741824 + i * 8192 }'
	echo '}; };'
}
tree 60 >"$work/crowd.dts"
tree 3000 >"$work/many.dts"
echo '/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; };' \
	>"$work/no-ram.dts"
sed '/memory@40000000/,/};/d' test/dts/map.dts >"$work/filled-in.dts"

is 'a map in UTF-8' 0 '^$' env LC_ALL=C.UTF-8 sh -c \
	"$dmaspace boot --map test/dts/map.dts | diff $dir/map.txt -"
is 'a map in ASCII, of what went wrong' 0 '^$' \
	drawn "$dir/faults.txt" --ascii --cmdline=cma=0 "$faults"
is 'a locale without UTF-8 has ASCII' 0 '^$' env LC_ALL=C sh -c \
	"$dmaspace boot --map --cmdline=cma=0 $faults | diff $dir/faults.txt -"
is 'what is wrong is status 1' 1 'no-map failed' $dmaspace boot --map "$faults"
is 'a wide terminal has a wide bar' 0 '\+-{20}\+$' \
	env COLUMNS=160 "$dmaspace" boot --map --ascii test/dts/map.dts
is 'a map has 80 columns at most' 0 '^([1-7][0-9]|80)$' widest "$faults"
is 'no colour in a pipe' 1 '' sh -c \
	"$dmaspace boot --map test/dts/map.dts | grep -q '\[3'"
# A container may have no pseudo-terminals.
if script -qec true /dev/null >/dev/null 2>&1; then
is 'colour on a terminal' 0 '.\[34mdddd' env TERM=xterm script -qec \
	"$dmaspace boot --map --ascii test/dts/map.dts" /dev/null
is 'a terminal without colour' 1 '' sh -c "NO_COLOR=1 TERM=xterm script -qec \
	'$dmaspace boot --map test/dts/map.dts' /dev/null | grep -q '\[3'"
fi
is 'no RAM' 0 'No RAM in this tree: a boot loader' \
	$dmaspace boot --map "$work/no-ram.dts"
is 'regions without RAM' 0 'not known without RAM' \
	$dmaspace boot --map "$work/filled-in.dts"
is 'what a boot loader has loaded' 0 '32 MiB  reserved     \(loaded before\)' \
	$dmaspace boot --map --loaded=32M@0x40200000 test/dts/virt.dts
is 'thousands of regions' 0 'r2999@4176e000' \
	$dmaspace boot --map "$work/many.dts"

is 'the map of docs/boot.md' 0 '^$' sh -c \
	"sed -n '/^\`\`\`text/,/^\`\`\`\$/{/^\`/d;p}' docs/boot.md | diff $dir/map.txt -"
is 'the picture of docs/boot.md' 0 '^$' sh -c \
	"$dmaspace boot --svg=- test/dts/map.dts | diff docs/boot-map.svg -"
for name in map post2 post4 virt zynqmp; do
	is "no text overlaps: $name" 0 '^$' boxes "test/dts/$name.dts"
done
sed 's/Camera board/A board that has a name which is longer than any picture would be wide, so that it has to have two lines of its own/' \
	test/dts/map.dts >"$work/long.dts"
is 'no text overlaps: a long name' 0 '^$' boxes "$work/long.dts"
is 'no text overlaps: faults' 0 '^$' boxes "$faults"
is 'no text overlaps: 60 regions in a heap' 0 '^$' boxes "$work/crowd.dts"
is 'no text overlaps: thousands' 0 '^$' boxes "$work/many.dts"
is 'no text overlaps: no RAM' 0 '^$' boxes "$work/filled-in.dts"
is 'a picture of nothing' 0 '^$' boxes "$work/no-ram.dts"
is 'the same tree, the same bytes' 0 '^$' twice "$faults"
is 'names are escaped' 1 'B\\xc3\\xa4nk &lt;&quot;1&quot;&gt; &amp; co' \
	svg "$faults"
is 'the log goes on beside a file' 0 'created CMA memory pool' \
	$dmaspace boot --svg="$work/map.svg" test/dts/map.dts
is 'a picture where none can be' 3 'nowhere/map.svg: No such file' \
	$dmaspace boot --svg="$work/nowhere/map.svg" test/dts/map.dts
is 'a full disk' 3 '/dev/full: No space left' \
	$dmaspace boot --svg=/dev/full test/dts/map.dts
is '... and it stays' 0 '' test -c /dev/full
is 'a full disk behind a map' 3 'output: No space left' sh -c \
	"$dmaspace boot --map test/dts/map.dts >/dev/full"
is 'two drawings on one output' 2 'one of them' \
	$dmaspace boot --map --svg=- test/dts/map.dts

is 'a kernel by its version' 0 'Linux 7.2, arm64, 4 KiB' \
	first_line --linux=7.2 test/dts/map.dts
is 'pages of 64 KiB' 0 'Linux 6.12, arm64, 64 KiB' \
	first_line --page-size=64K test/dts/map.dts
is '32-bit ARM' 0 'Linux 6.1, arm, 4 KiB' \
	first_line --linux=6.1 --arch=arm test/dts/map.dts
is 'a command line' 0 '16 MiB  default CMA' $dmaspace boot --map --ascii \
	--cmdline=cma=16M@0x44000000 test/dts/virt.dts
is 'pages that there are not' 2 '4k, 16k or 64k' \
	$dmaspace boot --page-size=8k test/dts/map.dts
is 'pages that arm has not' 2 'pages of 4k' \
	$dmaspace boot --arch=arm --page-size=16k test/dts/map.dts
is 'an architecture that there is not' 2 'arm or arm64' \
	$dmaspace boot --arch=mips test/dts/map.dts
is 'two versions at a time' 2 'one version' \
	$dmaspace boot --linux=6.1,7.2 test/dts/map.dts
finish
