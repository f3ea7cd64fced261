// SPDX-License-Identifier: MIT
/*
 * What driver code does to memory, one small function a case, and what the
 * sensor must say of it: every load and store, in program order, with address,
 * size, and whether it is plain, volatile or atomic.
 *
 * A bit-field store reads its unit first; gcc makes that read after the sensor
 * has looked and reports the store only, clang reports both.  A store of less
 * than a line needs the line filled anyway, so nothing is lost.  For a struct
 * copy gcc calls for the store before the load; home/board/sensor.c knows.
 */
#include <linux/types.h>
#include <linux/compiler.h>

#define k_table		table
#define k_table_size	table_size
#include "table.h"
#undef k_table
#undef k_table_size

#define __stays __attribute__((__noinline__, __used__))

void *memcpy(void *dst, const void *src, size_t n);

static void __stays load(struct object *o)
{
	unsigned int v = o->word;

	asm volatile("" :: "r"(v));
}

static void __stays store(struct object *o)
{
	o->word = 1;
}

static void __stays read_modify_write(struct object *o)
{
	o->word |= 1;
}

static void __stays increment(struct object *o)
{
	o->other++;
}

static void __stays bit_field(struct object *o)
{
	o->low = 5;
}

static void __stays if_converted(struct object *o)
{
	if (o->word & 1)
		o->other = 2;
}

static void __stays reread_over_barrier(struct object *o)
{
	unsigned int a = o->word, b;

	barrier();
	b = o->word;
	asm volatile("" :: "r"(a), "r"(b));
}

static void __stays store_barrier_store(struct object *o)
{
	o->word = 1;
	barrier();
	o->word = 2;
}

static void __stays store_then_load(struct object *o)
{
	unsigned int v;

	o->word = 7;
	barrier();
	v = o->word;
	asm volatile("" :: "r"(v));
}

static void __stays volatile_load(struct object *o)
{
	(void)READ_ONCE(o->vol);
}

static void __stays volatile_store(struct object *o)
{
	WRITE_ONCE(o->vol, 3);
}

static void __stays volatile_twice(struct object *o)
{
	(void)READ_ONCE(o->word);
	(void)READ_ONCE(o->word);
}

static void __stays sizes(struct object *o)
{
	o->byte = 1;
	barrier();
	o->half = 2;
	barrier();
	o->wide = 3;
}

static void __stays struct_copy(struct object *o)
{
	o->pair[1] = o->pair[0];
}

static void __stays atomic_add(struct object *o)
{
	__atomic_fetch_add(&o->counter, 1, __ATOMIC_RELAXED);
}

static void __stays atomic_exchange(struct object *o)
{
	__atomic_exchange_n(&o->counter, 4, __ATOMIC_SEQ_CST);
}

static void __stays atomic_compare(struct object *o)
{
	int old = 4;

	__atomic_compare_exchange_n(&o->counter, &old, 5, false,
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void __stays atomic_load_store(struct object *o)
{
	int v = __atomic_load_n(&o->counter, __ATOMIC_ACQUIRE);

	__atomic_store_n(&o->counter, v, __ATOMIC_RELEASE);
}

struct packed {
	unsigned char pad;
	unsigned int v;
} __attribute__((packed));

static void __stays unaligned(struct object *o)
{
	struct packed *p = (struct packed *)o->bytes;

	p->v = 9;
}

static void __stays loop(struct object *o)
{
	for (unsigned int i = 0; i < 4; i++)
		o->bytes[i] = 0;
}

static void __stays copy_call(struct object *o)
{
	memcpy(o->bytes, &o->pair[0], sizeof(o->pair[0]));
}

const struct entry table[] = {
	{ "load", load, "r4@0" },
	{ "store", store, "w4@0" },
	{ "read-modify-write", read_modify_write, "r4@0 w4@0" },
	{ "increment", increment, "r4@4 w4@4" },
	{ "bit-field", bit_field, "r1@8 w1@8|w1@8" },
	{ "if-converted store", if_converted, "r4@0 w4@4" },
	{ "re-read over a barrier", reread_over_barrier, "r4@0 r4@0" },
	{ "store, barrier, store", store_barrier_store, "w4@0 w4@0" },
	{ "store, barrier, load", store_then_load, "w4@0 r4@0" },
	{ "volatile load", volatile_load, "R4@24" },
	{ "volatile store", volatile_store, "W4@24" },
	{ "volatile load twice", volatile_twice, "R4@0 R4@0" },
	{ "sizes 1, 2, 8", sizes, "w1@12 w2@10 w8@16" },
	{ "struct copy", struct_copy,
	  "r16@48 w16@64|w16@64 r16@48|r8@48 r8@56 w8@64 w8@72|r8@48 w8@64 r8@56 w8@72|"
	  "m16@64<48" },
	{ "atomic add", atomic_add, "A4@28" },
	{ "atomic exchange", atomic_exchange, "A4@28" },
	{ "atomic compare and exchange", atomic_compare, "A4@28" },
	{ "atomic load and store", atomic_load_store, "A4@28 A4@28" },
	{ "unaligned", unaligned, "w4@33" },
	{ "loop of bytes", loop, "w1@32 w1@33 w1@34 w1@35|w4@32" },
	{ "memcpy", copy_call,
	  "m16@32<48|r8@48 r8@56 w8@32 w8@40|r16@48 w16@32|"
	  "r8@48 w8@32 r8@56 w8@40" },
};
const unsigned int table_size = sizeof(table) / sizeof(table[0]);
