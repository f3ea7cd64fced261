#!/bin/sh
# SPDX-License-Identifier: MIT
# Faults in each place that a kernel calls a driver in: the report is of the right
# kind, names the driver's line and function, and the run ends.
. test/tools/tap.sh

driver=$work/places.so
$dmaspace cc test/drivers/places.c -o "$driver" || exit 1

# The order of enum place and enum kind in test/drivers/places.c.
places='probe remove open release read write ioctl mmap poll llseek show irq
	irq_thread timer work kthread exit'
kinds='nothing null wild mmio divide recurse sleep wait spin held bug
	lock_and_sleep poll_for_ever mutex_held sleep_for_ever delay_for_ever
	allocate_for_ever read_for_ever'

# index WORD LIST: which of them is it?
index()
{
	n=0
	for word in $2; do
		[ "$word" = "$1" ] && break
		n=$((n + 1))
	done
	echo $n
}

# faulty KIND PLACE: a run that comes by all places, with one armed.
faulty()
{
	cat >"$work/script" <<-S
		open f /dev/places
		ioctl f 0x100+$(index "$2" "$places") $(index "$1" "$kinds")
		alloc b 64
		open g /dev/places
		close g
		read f b
		write f b
		seek f 0
		poll f in 0
		mmap m f 4K
		munmap m
		attr read axi/64010000.dma/places
		ioctl f 1
		ioctl f 2
		close f
		unbind 64010000.dma
		bind 64010000.dma
	S
	timeout -s KILL 60 $dmaspace run --quiet --board test/boards/board.dts \
		--script "$work/script" "$driver"
}

# once ID KIND PLACE: one report, of this id, which has the place's function.
once()
{
	faulty "$2" "$3" >"$work/out" 2>&1
	status=$?
	cat "$work/out"
	[ "$(grep -c '^  why: ' "$work/out")" = 1 ] || return 9
	grep -q "^test/drivers/places.c:[0-9]*: $1: " "$work/out" || return 8
	[ "$2" = recurse ] || tr -d '\n' <"$work/out" |
		grep -q "[ <]places_$3:" || return 7
	return $status
}

is 'no fault, no report' 0 'places: 1' faulty nothing probe
for place in $places; do
	is "NULL in $place" 1 '' once null-pointer null "$place"
	is "sleeping with a lock in $place" 1 'sleep-in-atomic' \
		faulty lock_and_sleep "$place"
done
for place in probe ioctl irq timer work exit; do
	is "a wild pointer in $place" 1 '' once wild-pointer wild "$place"
	is "registers as memory in $place" 1 '' \
		once mmio-dereference mmio "$place"
	is "a division by 0 in $place" 1 '' once divide-error divide "$place"
	is "recursion in $place" 1 '' once stack-overflow recurse "$place"
	is "BUG() in $place" 1 '' once kernel-bug bug "$place"
done
for place in remove open release read write ioctl mmap poll llseek show exit; do
	is "waiting for ever in $place" 1 '' once all-blocked wait "$place"
	is "polling for ever in $place" 1 'endless-loop|mmio-bad-cookie' \
		faulty poll_for_ever "$place"
done
for place in open read write ioctl mmap poll llseek show irq_thread work exit; do
	is "a spinlock held in $place" 1 '' once lock-held-at-exit held "$place"
	is "a mutex held in $place" 1 '' \
		once lock-held-at-exit mutex_held "$place"
done
for place in irq timer; do
	is "sleeping in $place" 1 '' once sleep-in-atomic sleep "$place"
	is "waiting in $place" 1 '' once sleep-in-atomic wait "$place"
	is "a mutex in $place" 1 '' once sleep-in-atomic mutex_held "$place"
	is "a spinlock held in $place" 1 '' once lock-held-at-exit held "$place"
	is "polling for ever in $place" 1 'endless-loop' \
		faulty poll_for_ever "$place"
done
for place in irq_thread work kthread; do
	is "waiting for ever in $place" 1 'all-blocked|hung-task' \
		faulty wait "$place"
	is "sleeping for ever in $place" 1 'hung-task' \
		faulty sleep_for_ever "$place"
	is "polling for ever in $place" 1 '' \
		once endless-loop poll_for_ever "$place"
done
for place in probe remove open read; do
	is "sleeping for ever in $place" 1 '' \
		once endless-loop sleep_for_ever "$place"
done
is 'delays for ever' 1 '' once endless-loop delay_for_ever probe
is 'a loop that reads' 1 '' once endless-loop read_for_ever ioctl
is 'a loop that does nothing' 1 '' once endless-loop spin irq
is 'a loop of calls' 1 'endless-loop' faulty allocate_for_ever probe
finish
