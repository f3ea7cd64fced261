/* SPDX-License-Identifier: MIT */
/* The object that the table's functions work on; see table.c. */
#ifndef TEST_SENSOR_TABLE_H
#define TEST_SENSOR_TABLE_H

struct object {
	unsigned int word;			/* at 0 */
	unsigned int other;			/* at 4 */
	unsigned int low:3, high:5;		/* byte at 8 */
	unsigned short half;			/* at 10 */
	unsigned char byte;			/* at 12 */
	unsigned long long wide;		/* at 16 */
	volatile unsigned int vol;		/* at 24 */
	int counter;				/* at 28 */
	unsigned char bytes[16];		/* at 32 */
	struct { unsigned long long a, b; } pair[2];	/* at 48, 64 */
};

struct entry {
	const char *name;
	void (*fn)(struct object *o);
	/*
	 * Accesses in program order, kind size@offset: r w plain, R W volatile,
	 * A atomic.  A second form, after '|', is right too: what one of the
	 * compilers makes of the same source.
	 */
	const char *expected;
};

extern const struct entry k_table[];
extern const unsigned int k_table_size;

#endif
