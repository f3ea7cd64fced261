#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace lint: forms of input, options, outputs, fixes, suppressions, what bad
# input is told, exit status.
. test/tools/tap.sh

bad=test/dts/post4.dts
good=test/dts/post4-repaired.dts
lint() { $dmaspace lint "$@"; }
lines() { lint "$@" | wc -l; }

# --- input
dtc -q -O dtb "$bad" -o "$work/bad.dtb"
dtc -q -O dtb "$good" -o "$work/good.dtb"
mkdir -p "$work/folder/below" "$work/empty" "$work/inc"
cp "$work/bad.dtb" "$work/folder/below/b.dtb"
cp "$work/good.dtb" "$work/folder/a.dtb"
ln -s .. "$work/folder/below/up"
printf 'no tree\n' >"$work/folder/notes.txt"
from() { lint - <"$1"; }

is 'a source with a fault' 1 '^test/dts/post4.dts:6: error: /reserved-memory: ' \
	lint "$bad"
is 'five lines say what to fix' 0 '^[1-5]$' lines "$bad"
is 'kernels that say the same are told once' 1 \
	'^    Linux 6.12, 7.2: .*ignoring( \(twice\))?$' lint "$bad"
is 'and the fix' 1 '^    fix: ' lint "$bad"
is 'a source without one' 0 '^$' lint "$good"
is 'a blob' 1 "^$work/bad.dtb: error: " lint "$work/bad.dtb"
is 'a blob on standard input' 1 '^<stdin>: error: ' from "$work/bad.dtb"
sed 's/post4.dtsi/test\/dts\/post4.dtsi/' "$bad" >"$work/in.dts"
is 'a source on standard input' 1 '^<stdin>:6: error: ' from "$work/in.dts"
is 'a folder, and those below' 1 '^[^:]*/folder/below/b.dtb: error' \
	lint "$work/folder"
is 'a link to a folder is not followed' 0 '^1$' \
	sh -c "$dmaspace lint $work/folder | grep -c error"
is 'several files' 1 '^test/dts/post4.dts:6: error' lint "$good" "$bad"

ordered()
{
	lint --severity=note test/boards/of.dts | grep -oE '/[a-z-]+\.dts:[0-9]+' |
		cut -d: -f2 >"$work/numbers"
	[ "$(wc -l <"$work/numbers")" -gt 5 ] && uniq "$work/numbers" |
		awk '$1 + 5 < before { exit 1 } { before = $1 }'
}
is 'findings are in the order of the tree' 0 '' ordered

# --- the C preprocessor
cat >"$work/inc/board.h" <<'END'
#define CELLS 2
#define POOL(name, at) \
	name: pool@at { reg = <0x0 0x##at 0x0 0x100000>; }
END
cat >"$work/part.dtsi" <<'END'
/ {
	#address-cells = <CELLS>;
	#size-cells = <CELLS>;
	memory@40000000 {
		device_type = "memory";
		reg = <0x0 0x40000000 0x0 0x40000000>;
	};
	reserved-memory {
		#address-cells = <CELLS>;
		#size-cells = <1>;
		POOL(one, 50000000);
	};
};
END
printf '/dts-v1/;\n#include <board.h>\n#include "part.dtsi"\n' >"$work/cpp.dts"
is 'the line of an included file' 1 "^$work/part.dtsi:[0-9]+: error: " \
	lint -I "$work/inc" "$work/cpp.dts"
is 'includes that are not found' 2 'cpp.dts:2:[0-9]+: .*board.h' \
	lint "$work/cpp.dts"
is 'that is one line' 0 '^1$' sh -c "$dmaspace lint $work/cpp.dts 2>&1 | wc -l"
mkdir -p "$work/linux/include/dt-bindings" "$work/linux/boot"
cp "$work/inc/board.h" "$work/linux/include"
cp "$work/cpp.dts" "$work/part.dtsi" "$work/linux/boot"
is 'headers of a source tree like that of Linux' 1 'part.dtsi:[0-9]+: error' \
	lint "$work/linux/boot/cpp.dts"
cd "$work"
is 'beside the source comes before here' 1 '^linux/boot/part.dtsi:' \
	lint linux/boot/cpp.dts
cd "$OLDPWD"

# --- options
is 'one version' 1 '^    Linux 6.1: ' lint --linux=6.1 "$bad"
is 'one version alone' 1 '^0$' \
	sh -c "$dmaspace lint --linux=6.1 $bad | grep -c 6.12"
is 'two versions' 1 'Linux 7.2: ' lint --linux=6.1,7.2 "$bad"
is 'a version that there is not' 2 '6.1, 6.12 or 7.2' lint --linux=5 "$bad"
is 'no page size' 2 '4k, 16k or 64k' lint --page-size=8k "$bad"
is 'no architecture' 2 'arm or arm64' lint --arch=mips "$bad"
is 'no severity' 2 'error, warning or note' lint --severity=all "$bad"
is 'no format' 2 'text, json, sarif or github' lint --format=xml "$bad"
is 'an area without a base' 2 'NAME=SIZE@BASE' lint --area=tfa=1M "$bad"
is 'an area without a name' 2 'NAME=SIZE@BASE' lint --area==1M@0 "$bad"
is 'an area that wraps' 2 'NAME=SIZE@BASE' \
	lint --area=a=2M@0xffffffffffffffff "$bad"
is 'a need without a size' 2 'DEVICE=SIZE' lint --need=/dma "$bad"
is 'a mask of no bits' 2 'DEVICE=BITS' lint --mask=/dma=65 "$bad"
is 'good areas, needs and masks' 0 '^$' lint --area=a=1M@0x10000000 \
	--area b=4K@0x20000000 --need /sample=1M --mask /sample=32 "$good"
is 'a fix has no format' 2 'prints a diff' lint --fix --format=json "$bad"
is 'no file' 2 'a FILE or FOLDER is needed' lint
is 'help' 0 'usage: dmaspace lint' lint --help
is 'the rules' 0 '^reserved-format +error +[^ ]' lint --rules
is 'the rules are sorted' 0 '^$' sh -c "$dmaspace lint --rules | LC_ALL=C sort -c 2>&1"
is 'memory by a boot loader' 0 '' lint --memory=1G@0x80000000 "$good"
is 'memory of no form' 2 'expected SIZE@BASE' lint --memory=1G "$good"

fixed_filled()
{
	rm -rf "$work/fix"
	mkdir "$work/fix"
	cp "$work/bad.dtb" "$work/fix"
	(cd "$work/fix" && dtc -q -O dts bad.dtb >bad.dts &&
		{ lint --fix --memory=1G@0 bad.dtb >diff || :; } &&
		patch -sp1 <diff && grep -A3 'memory@8' bad.dts)
}
is 'memory that is filled in is not part of a fix' 0 'reg = <0x00 0x80000000' \
	fixed_filled
cpu()
{
	sed "/compatible = .arm,juno/a cpus { #address-cells = <1>;\\
		#size-cells = <0>; cpu@0 { compatible = \"$1\"; reg = <0>; }; };" \
		test/dts/post4.dtsi >"$work/post4.dtsi"
	sed '/no-map;/d' "$good" >"$work/cpu.dts"
	shift
	lint "$@" "$work/cpu.dts"
}
refused='regions without no-map are not yet supported'
is 'a tree for 32-bit ARM' 1 "$refused" cpu arm,cortex-a9
is 'a tree for arm64' 1 'pool-needs-nomap' cpu arm,cortex-a53
is 'for arm64 it is not refused' 0 '^0$' \
	sh -c "$dmaspace lint $work/cpu.dts | grep -c '$refused'; :"
is 'as is said' 1 "$refused" cpu arm,cortex-a53 --arch=arm
is 'arm has pages of 4k' 2 'pages of 4k' \
	cpu arm,cortex-a9 --arch=arm --page-size=64k

# --- bad input: one line each, and the others are linted
is 'a file that is not there' 2 'none.dts: No such file' lint "$work/none.dts"
is 'the others are linted' 2 'post4.dts:6: error' \
	lint "$work/none.dts" "$bad"
is 'an empty folder' 2 'no \*.dts or \*.dtb in it' lint "$work/empty"
is 'a word that is no option' 2 'unrecognized option' lint --quick "$bad"
printf '/dts-v1/;\n/include/ "loop.dts"\n' >"$work/loop.dts"
is 'an include loop' 2 'loop.dts: .*nested too deeply' lint "$work/loop.dts"
printf '/dts-v1/;\n#include "cloop.dts"\n#include "cloop.dts"\n' \
	>"$work/cloop.dts"
is 'an include loop of cpp, which doubles' 2 'nested depth' \
	lint "$work/cloop.dts"
is 'that is one line' 0 '^1$' sh -c "$dmaspace lint $work/cloop.dts 2>&1 | wc -l"
truncate -s 100M "$work/large.dts"
is 'a file of 100 MiB' 2 'large.dts: more than 32 MiB' lint "$work/large.dts"
is 'a file without an end' 2 'zero: more than 32 MiB' lint /dev/zero
head -c 200 "$work/bad.dtb" >"$work/cut.dtb"
is 'a blob that is cut off says its name' 2 'cut.dtb: device tree: ' \
	lint "$work/cut.dtb"
printf '/dts-v1/;\n/ {\n\tfoo = <1 2;\n};\n' >"$work/wrong.dts"
is 'the place of a syntax error' 2 'wrong.dts:3' lint "$work/wrong.dts"
is 'that is one line' 0 '^1$' sh -c "$dmaspace lint $work/wrong.dts 2>&1 | wc -l"
printf '/dts-v1/;\n/plugin/;\n&{/soc} { a; };\n' >"$work/over.dts"
is 'an overlay' 2 'over.dts: an overlay' lint "$work/over.dts"
cp "$work/over.dts" "$work/folder"
is 'an overlay in a folder is passed over' 1 'b.dtb: error' lint "$work/folder"
printf '/dts-v1/;\n/ {\n\t/incbin/ "x";\n};\n' >"$work/-odd, name.dts"
cd "$work"
is 'an odd name' 2 'odd, name.dts' lint -- '-odd, name.dts'
cd "$OLDPWD"
is 'a full disk' 2 'cannot be written' \
	sh -c "$dmaspace lint $bad 2>&1 >/dev/full"

# --- fixes
fixed()
{
	rm -rf "$work/fix"
	mkdir "$work/fix"
	cp "$1" "$work/fix/tree.dts"
	cp test/dts/post4.dtsi "$work/fix"
	(cd "$work/fix" && { lint --fix tree.dts >diff || :; } &&
		patch -sp1 <diff && $dmaspace boot --no-iomem tree.dts &&
		lint tree.dts)
}
is '--fix makes the tree boot' 0 'created DMA memory pool' fixed "$bad"
is 'around what was there' 1 '^ 		sample_reserved: buffer@0xC0000000' \
	lint --fix "$bad"
is '--fix prints a diff' 1 '^\+\+\+ b/test/dts/post4.dts' lint --fix "$bad"
is 'of a good tree none' 0 '^$' lint --fix "$good"
fixed_blob()
{
	rm -rf "$work/fix"
	mkdir "$work/fix"
	cp "$work/bad.dtb" "$work/fix"
	(cd "$work/fix" && dtc -q -O dts bad.dtb >bad.dts &&
		{ lint --fix bad.dtb >diff || :; } && patch -sp1 <diff &&
		$dmaspace boot --no-iomem bad.dts)
}
is '--fix of a blob' 0 'created DMA memory pool' fixed_blob
cat >"$work/one.dts" <<'END'
/dts-v1/;
/ { #address-cells = <2>; #size-cells = <2>;
	memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0 0x40000000>; };
	reserved-memory { #size-cells /* ; */ = <1 /* { */
		>; /* ranges; */ a@50000000 { reg = <0 0x50000000 0 0x1000>; no-map; }; };
};
END
is '--fix within lines, among comments' 0 'nomap' fixed "$work/one.dts"
printf '%s' "$(cat "$work/one.dts")" >"$work/end.dts"
is '--fix without a newline at the end' 0 'nomap' fixed "$work/end.dts"
is '--fix of two trees with one source is one diff' 0 '^1$' \
	sh -c "$dmaspace lint --fix $bad $bad | grep -c '^+++'"
is '--fix of a value from a macro' 1 '#size-cells = <2>;' \
	lint --fix -I "$work/inc" "$work/cpp.dts"

# A node of /reserved-memory, in a tree that needs nothing else; then what is
# fixed of it.
fixed_node()
{
	rm -rf "$work/fix"
	mkdir "$work/fix"
	printf '/include/ "board.dtsi"\n/ { reserved-memory {
		#address-cells = <2>; #size-cells = <2>; ranges;
		%s };
	user { compatible = "a,user"; memory-region = <&pool>; }; };\n%s\n' \
		"$1" "$2" >"$work/fix/tree.dts"
	cp test/lint/board.dtsi "$work/fix"
	(cd "$work/fix" && { lint --fix tree.dts >diff || :; } && cat diff &&
		patch -sp1 <diff && lint tree.dts)
}
pool='compatible = "shared-dma-pool"; reg = <0 0x50000000 0 0x100000>;'
dynamic='compatible = "shared-dma-pool"; size = <0 0x1000000>;'
over='reg = <0 0x50000000 0 0x1000000>;'
is '--fix of a pool' 0 '^\+.* no-map;' fixed_node "pool: pool@50000000 { $pool };"
is '--fix of a misspelling, and the size that comes with it' 0 \
	'^\+.*reg = <0x0 0x50000000 0x0 0x200000>' fixed_node \
	"pool: pool@50000000 { $pool
		resuable; linux,cma-default; };"
is 'no no-map for that' 0 '^0$' sh -c "grep -c no-map $work/fix/tree.dts; :"
is '--fix of a default area' 0 '^\+.* reusable;' \
	fixed_node "pool: pool { $dynamic linux,cma-default; };"
is '--fix of one by its name' 0 '^\+.* reusable;' \
	fixed_node "pool: linux,cma { $dynamic };"
is 'pool or area is a decision' 1 '1 of the findings are for people' \
	fixed_node "pool: pool { $dynamic };"
is 'that is not in the diff' 1 '^0$' sh -c "cd $work/fix &&
	$dmaspace lint --fix tree.dts 2>/dev/null | grep -c . "
is 'what would get worse is for people' 1 'findings are for people' \
	fixed_node "fw@50000000 { $over }; pool: pool@50000000 { $pool };"
is 'no-map over what is reserved is not written' 1 '^0$' \
	grep -c no-map "$work/fix/tree.dts"
is '--fix of what was taken out' 0 '^\+.*&pool { no-map; };' \
	fixed_node "pool: pool@50000000 { no-map; $pool };" \
	'&pool { /delete-property/ no-map; };'
is 'that is gone' 1 '^0$' grep -c delete-property "$work/fix/tree.dts"
is 'what is taken out below it is not that' 0 '^\+.*&pool { no-map; a' \
	fixed_node "pool: pool@50000000 { $pool };" \
	'&pool { a { /delete-property/ no-map; }; };'
is 'no-map that failed is one finding' 1 '^1$' sh -c "printf '%s' '
	/include/ \"test/lint/board.dtsi\"
	/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
	a@50000000 { reg = <0 0x50000000 0 0x100000>; };
	b@50080000 { no-map; reg = <0 0x50080000 0 0x100000>; }; }; };' |
	$dmaspace lint --severity=note - | grep -c '\[reserved'; exit 1"
# A macro is somebody's word for the value.
cat >"$work/fix/macro.dts" <<'END'
#include "board.dtsi"
#define BYTES 0x0 0x4010000
/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
	cma { compatible = "shared-dma-pool"; reusable; size = <BYTES>; }; }; };
END
is '--fix leaves a macro alone' 1 '^dmaspace: 1 of the findings are for people' \
	lint --fix "$work/fix/macro.dts"
is 'and its value' 1 '^0$' \
	sh -c "$dmaspace lint --fix $work/fix/macro.dts 2>/dev/null | grep -c ."
sed 's/<BYTES>/<0x0 (1 << 20)>/' "$work/fix/macro.dts" >"$work/fix/sum.dts"
is 'a sum is none' 1 '^\+.*size = <0x0 0x200000>' lint --fix "$work/fix/sum.dts"
is 'a path has one slash' 1 "^--- a$work/fix/sum.dts" \
	lint --fix "$work/fix/sum.dts"

# --- suppressions
sed 's|reserved-memory {|& /* dmaspace-lint: ignore reserved-format */|' \
	"$bad" >"$work/same.dts"
sed 's|.*reserved-memory {|/* dmaspace-lint: ignore reserved-format -- so */\n\n&|' \
	"$bad" >"$work/above.dts"
sed 's|.*sample@.*{|// dmaspace-lint: ignore reserved-format\n&|' \
	"$bad" >"$work/else.dts"
cp test/dts/post4.dtsi "$work"
is 'a comment on the line' 0 '^$' lint "$work/same.dts"
is 'a comment above' 0 '^$' lint "$work/above.dts"
is 'a comment elsewhere' 1 'reserved-format' lint "$work/else.dts"
is 'one that is not used is a note' 1 'else.dts:14: note: .*suppression-unused' \
	lint --severity=note "$work/else.dts"
is 'one that is used is none' 0 '^0$' \
	sh -c "$dmaspace lint --severity=note $work/same.dts | grep -c unused; :"
printf '# ours\n\nreserved-format /reserved-* *post4*  # known\n' >"$work/known"
printf 'reserved-*\ncma-* /a* *\n' >"$work/all"
printf 'reserved-format /reserved-memory other.dts\n' >"$work/other"
printf 'reserved-fromat\n' >"$work/misspelt"
is 'a file' 0 '^$' lint --suppress "$work/known" "$bad"
is 'its patterns' 0 'all:2: note: ' \
	lint --severity=note --suppress "$work/all" "$bad"
is 'a file for another tree' 1 'reserved-format' \
	lint --suppress "$work/other" "$bad"
is 'a rule that there is not' 2 'misspelt:1: no rule is called' \
	lint --suppress "$work/misspelt" "$bad"
is 'no file of suppressions' 2 'No such file' lint --suppress "$work/no" "$bad"
is 'what is suppressed is not fixed' 0 '^$' \
	lint --fix --suppress "$work/known" "$bad"

# --- outputs
jq_of() { lint "$@" >"$work/out"; jq -re "$filter" "$work/out"; }
filter='.findings[] | [.file, .line, .rule, .severity, .node, .property, .linux["6.1"][0],
	(.edits | length)] | map(tostring) | join("|")'
is 'json' 0 '^test/dts/post4.dts\|6\|reserved-format\|error\|/reserved-memory\|' \
	jq_of --format=json "$bad"
filter='.findings[] | select(.line == null) | .file'
is 'json of a blob has no line' 0 'bad.dtb$' jq_of --format=json "$work/bad.dtb"
filter='.findings | length'
is 'json of a good tree' 0 '^0$' jq_of --format=json "$good"
filter='.version, .runs[0].tool.driver.name, (.runs[0].results[] |
	.ruleId, .level, .message.text, .partialFingerprints["dmaspace/v1"],
	.locations[0].physicalLocation.artifactLocation.uri,
	.locations[0].physicalLocation.region.startLine)'
is 'sarif' 0 '^2.1.0$' jq_of --format=sarif "$bad"
filter='.runs[0] | .tool.driver.rules as $r | .results |
	all($r[.ruleIndex].id == .ruleId and .message.text != "" and
	(.level | IN("error", "warning", "note")))'
is 'sarif: a result names its rule' 0 '^true$' jq_of --format=sarif "$bad"
filter='.runs[0].tool.driver.rules | length > 10 and
	all(.help.text != "" and .shortDescription.text != "")'
is 'sarif: rules have help' 0 '^true$' jq_of --format=sarif "$good"
filter='.runs[0].invocations[0].executionSuccessful | not'
is 'sarif: a file was bad' 0 '^true$' jq_of --format=sarif "$work/cut.dtb"
filter='[.runs[0].results[].locations[0].physicalLocation.artifactLocation.uri]
	| unique[0]'
cp "$work/bad.dtb" "$work/a b%.dtb"
is 'sarif: an odd name' 0 'file:///.*/a%20b%25.dtb' \
	jq_of --format=sarif "$work/a b%.dtb"
is 'github' 1 '^::error file=test/dts/post4.dts,line=6,title=reserved-format::/' \
	lint --format=github "$bad"
cp "$bad" "$work/a,b.dts"
is 'github: an odd name' 1 'file=[^,]*/a%2Cb.dts,' \
	lint --format=github "$work/a,b.dts"
is 'no colours but on a terminal' 0 '^0$' \
	sh -c "$dmaspace lint $bad | grep -c '\[1;'; :"
terminal() { script -qec "$*" /dev/null; }
# A container may have no pseudo-terminals.
if terminal true >/dev/null 2>&1; then
	is 'colours on a terminal' 0 '\[1;31merror' \
		terminal "$dmaspace lint $bad || :"
	is 'none with NO_COLOR' 0 'post4.dts:6: error' \
		terminal "NO_COLOR=1 $dmaspace lint $bad || :"
fi

# --- the example workflow, in a repository of boards
workflow()
{
	rm -rf "$work/repo"
	mkdir -p "$work/repo/boards"
	cp "$1" test/dts/post4.dtsi "$work/repo/boards"
	sed -n 's/^ *run: \(dmaspace .*\)/\1/p' docs/lint-workflow.yml \
		>"$work/steps"
	[ "$(wc -l <"$work/steps")" = 2 ] || return 9
	(cd "$work/repo" && PATH=$(dirname "$dmaspace"):$PATH &&
		sh -c "$(sed -n 1p "$work/steps")" && result=0 || result=$?
	sh -ec "$(sed -n 2p "$work/steps")" &&
		jq -r '.runs[0].results | length' lint.sarif
	exit $result)
}
is 'the workflow of a bad board' 1 '^::error file=boards/post4.dts,line=6' \
	workflow "$bad"
is 'the workflow of a good one' 0 '^0$' workflow "$good"

# --- the document's example
example()
{
	sed -n '/^\$ dmaspace lint/,/^```/p' docs/lint.md | sed '1d;$d' \
		>"$work/shown"
	lint "$bad" | diff - "$work/shown"
}
is 'the example in docs/lint.md' 0 '^$' example

# --- completion
complete()
{
	bash -c '. tools/completion/dmaspace
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_dmaspace && echo "${COMPREPLY[@]}"' - "$dmaspace" "$@"
}
for command in $($dmaspace --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	is "completion: $command" 0 "^$command\$" complete "$command"
	is "completion: options of $command" 0 '(^| )--help( |$)' \
		complete $command --
done
is 'completion: an option' 0 '^--severity=$' complete lint --sev
is 'completion: its values' 0 '^sarif$' complete lint --format = sa
is 'completion: all its values' 0 '^error warning note$' \
	complete lint --severity =
is 'completion: a file' 0 'test/dts/post4.dts' complete lint test/dts/post4
finish
