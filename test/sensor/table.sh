#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The sensor's table with gcc and clang, debug and optimised; TAP.  What a compiler makes of driver code is what the board sees,
# so each compiler that `dmaspace cc` accepts is held to the same table.
set -eu

here=$(dirname "$0")
top=$here/../..
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sensor_gcc='--param tsan-distinguish-volatile=1
	--param tsan-instrument-func-entry-exit=0'
sensor_clang='-mllvm -tsan-distinguish-volatile=1
	-mllvm -tsan-instrument-read-before-write=1
	-mllvm -tsan-instrument-func-entry-exit=0'
kernel='-std=gnu11 -ffreestanding -fno-builtin-printf -nostdinc -D__KERNEL__
	-Wno-builtin-macro-redefined -fno-strict-aliasing -fwrapv
	-fno-delete-null-pointer-checks -fno-common -fno-omit-frame-pointer
	-fno-optimize-sibling-calls -mgeneral-regs-only -fno-stack-protector
	-funsigned-char -fPIC -fsanitize=thread'

cc -O1 -w -c "$here/record.c" -o "$work/record.o"
for compiler in gcc clang; do
	eval "sensor=\$sensor_$compiler"
	[ $compiler = gcc ] && sensor="$sensor -fno-tree-loop-distribute-patterns"
	for level in -O0 -O2; do
		# Words of options: splitting is meant.
		# shellcheck disable=SC2086
		$compiler $kernel $sensor $level -w \
			-U__UINT64_TYPE__ "-D__UINT64_TYPE__=unsigned long long" \
			-U__INT64_TYPE__ "-D__INT64_TYPE__=long long" \
			-isystem "$($compiler -print-file-name=include)" \
			-I"$top/kapi" -I"$top/kapi/inert" -I"$here" \
			-c "$here/table.c" -o "$work/table.o"
		objcopy --prefix-symbols=k_ "$work/table.o"
		cc "$work/record.o" "$work/table.o" -o "$work/table"
		"$work/table" "$compiler $level" || true
	done
done | awk '
	/^1\.\./ { next }
	/^(not )?ok / { sub(/ok [0-9]+/, "ok " ++n) }
	{ print }
	END { print "1.." n }'
