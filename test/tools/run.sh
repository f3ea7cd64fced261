#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace run: options, scripts, seeds, exit status.
. test/tools/tap.sh

board=test/boards/board.dts
engine=$work/axi-cdma.so
$dmaspace cc drivers/axi-cdma/axi-cdma.c -o "$engine" || exit 1
run="$dmaspace run --quiet --board $board"

# script NAME TEXT: a script of these lines
script() { printf '%b' "$2" >"$work/$1"; }

same() { [ "$($run --trace-hash "$@")" = "$($run --trace-hash "$@")" ]; }

is 'a board without drivers' 0 '^$' $run
is 'the kernel log' 0 '^\[    0\.000000\] ' $dmaspace run --board $board
is 'a driver as object' 0 '^$' $run "$engine"
is 'a driver as source' 0 '^$' $run drivers/axi-cdma/axi-cdma.c
is 'a trace hash' 0 '^trace [0-9a-f]{16}$' $run --trace-hash "$engine"
is 'the same hash for the same seed' 0 '' same --seed=7 "$engine"
fb="$dmaspace run --quiet --trace=dma --board test/boards/fb.dts"
fb="$fb drivers/fb-sample/fb-sample.c"
is '--trace=dma: a pool' 0 \
	'dma .*fb-pool: dma_alloc_attrs\(1228800\): dma_alloc_from_dev_coherent\(\) gives 0x00000000b0000000' \
	$fb
is '... a CMA area' 0 \
	'dma .*fb-cma: dma_direct_alloc\(1228800\): dma_alloc_contiguous\(\): cma_alloc\(area@b2000000\) gives' \
	$fb
is '... how the CPU sees it' 0 \
	'dma .*fb-cma: .*not coherent: dma_common_contiguous_remap\(\), write-combining' \
	$fb
is '... a mapping, its caches' 0 \
	'dma 64010000.dma: dma_direct_map_page\(0x[0-9a-f]+, 4096, DMA_FROM_DEVICE\): gives 0x[0-9a-f]+, arch_sync_dma_for_device\(\) cleans' \
	$run --trace=dma test/bugs/dma-unmap-size-ok.c
is '... of nothing else' 2 'trace=all: dma' $run --trace=all
is '... does not change the run' 0 "$($run --trace-hash "$engine")" \
	$run --trace=dma --trace-hash "$engine"
$run --json "$work/size.json" test/bugs/dma-unmap-size.c 2>/dev/null
is "the kernel's line is in JSON" 0 \
	'"kernel": "DMA-API: dma_unmap_size 64010000.dma: device driver frees DMA memory with different size' \
	cat "$work/size.json"
is '/proc/iomem' 0 'System RAM' $run --iomem "$engine"

is 'no board' 2 'board=FILE is needed' $dmaspace run
is 'no such board' 2 'none.dts' $dmaspace run --board "$work/none.dts"
is 'no such driver' 2 'No such file' $run "$work/none.so"
is 'a driver that is no object' 3 'README.md' $run README.md
is 'a folder as board' 3 'Is a directory' $dmaspace run --board test
is 'a number that is too large' 2 'expected a number' $run --seed=99999999999G
is 'too many CPUs' 2 '1 to 16' $run --cpus=17
is 'an option without its argument' 2 '^dmaspace run: .*argument' $run --json
head -c 3000 "$engine" >"$work/cut.so"
is 'an object that is cut off' 3 'cut.so: the file is cut off' \
	$run "$work/cut.so"
echo 'int none;' >"$work/none.c"
${CC:-cc} -shared -fPIC "$work/none.c" -o "$work/foreign.so"
is 'an object that is no driver' 3 'foreign.so: not a driver' \
	$run "$work/foreign.so"
is 'an object that is no model' 3 'foreign.so: not a model' \
	$run --model "$work/foreign.so"
is 'no such model' 3 'none.so' $run --model "$work/none.so"
is 'the same driver twice' 3 'loaded already' $run "$engine" "$engine"
is 'a source that is no driver' 3 'not a driver' $run "$work/none.c"
mkdir "$work/tmp"
TMPDIR=$work/tmp $run drivers/rmem/rmem.c
TMPDIR=$work/tmp $run "$work/none.c" 2>/dev/null
script forever 'repeat 99999999999\nend\n'
TMPDIR=$work/tmp timeout -s INT 2 $run --script "$work/forever" \
	drivers/rmem/rmem.c
is 'nothing is left behind' 0 '^0$' sh -c "ls '$work/tmp' | wc -l"

is 'no such script' 2 'No such file' $run --script "$work/none"
is 'a bad number' 2 'expected a number' $run --seed=x
is 'a bad cache' 2 'none, lazy or hostile' $run --cache=warm
is 'no seeds' 2 '1 to' $run --seeds=0
is 'an unknown option' 2 'fast' $run --fast

script good 'alloc a 16\nfill a seq:1\nverify a seq:1\nlet n 2+3\nprint five\n'
is 'a script runs' 0 'five' $run --script "$work/good"
script word 'alloc a 16\nfrobnicate a\n'
is 'an unknown statement' 2 'word:2: .*"frobnicate"' $run --script "$work/word"
script few 'alloc a\n'
is 'too few words' 2 'few:1: alloc: expected alloc BUFFER SIZE' \
	$run --script "$work/few"
script open 'repeat 3\nprint a\n'
is 'a block without end' 2 'open:1: repeat: this block has no end' \
	$run --script "$work/open"
script end 'end\n'
is 'an end without block' 2 'end:1: end: no block' $run --script "$work/end"
script quote 'print "a\n'
is 'an open quote' 2 'quote:1: ' $run --script "$work/quote"
script differs 'alloc a 16\nfill a 1\nverify a 2\n'
is 'wrong bytes' 3 'differs:3: verify: byte 0 of 16 is 0x01, expected 0x02' \
	$run --script "$work/differs"
script absent 'open f /dev/none\n'
is 'an error has its name' 3 'absent:1: open: open gave -ENOENT' \
	$run --script "$work/absent"
script expect 'expect ENOENT open f /dev/none\n'
is 'an expected error' 0 '^$' $run --script "$work/expect"
script other 'expect EIO open f /dev/none\n'
is 'another error than expected' 3 'gave -ENOENT, expected EIO' \
	$run --script "$work/other"
script errno 'expect EWRONG open f /dev/none\n'
is 'no such error' 2 'no error is called EWRONG' $run --script "$work/errno"
script unknown 'read f buf\n'
is 'a name that is not known' 3 '"f" is not known' $run --script "$work/unknown"
script byte 'alloc a 16\nfill a 300\n'
is 'not a byte' 3 'byte:2: fill: expected a byte' $run --script "$work/byte"
script foreign "load $work/foreign.so\n"
is 'a load of no driver' 3 'load gave -ENOEXEC' $run --script "$work/foreign"
script flags 'open f /dev/axi-cdma0 rx\n'
is 'a wrong flag' 3 'flags:1: open: expected ro, wo or nonblock' \
	$run --script "$work/flags" "$engine"
script field 'open f /dev/axi-cdma0\nioctl f 1 u9:1\n'
is 'a wrong field' 3 'field:2: ioctl: expected u8:N' \
	$run --script "$work/field" "$engine"
script deep 'repeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\nrepeat 2\n'
is 'blocks too deep' 2 'deep:17: repeat: blocks too deep' \
	$run --script "$work/deep"
script size 'alloc a 16\nfill a 1 8 9\n'
is 'bytes behind the end' 3 'a has 16 bytes' $run --script "$work/size"
script readonly 'open f /dev/rmem0\nmmap a f 4K 0 ro\nverify a 0\nfill a 1\n'
is 'a program that may not write' 3 'readonly:4: fill: a: .* for reading only' \
	$run --script "$work/readonly" drivers/rmem/rmem.c
script repeat 'repeat 3\nprint x\nend\nprint y\n'
is 'repeat' 0 'y' $run --script "$work/repeat"
script thread 'thread\nsleep 1ms\nprint one\nend\nsleep 2ms\nprint two\njoin\n'
is 'threads' 0 'two' $run --script "$work/thread"

is 'seeds' 0 '^20 seeds: 20 clean, 0 with reports, 0 failed' \
	$run --seeds=20 --script test/run/engine.dms "$engine"
is 'a failing script under seeds' 3 'seed 1:' \
	$run --seeds=3 --script "$work/differs"
is 'JSON without a report' 0 '^$' $run --json "$work/json" "$engine"
is 'the JSON is right' 0 '^0$' jq '.reports | length' "$work/json"
is 'JSON that cannot be written' 3 'No such file' \
	$run --json "$work/none/json" "$engine"
finish
