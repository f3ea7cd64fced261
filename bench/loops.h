/* SPDX-License-Identifier: MIT */
/*
 * Four loops over a page, as drivers have them: loads and stores of words, loads
 * of bytes, descriptors, a list.  Each returns how many operations it did.
 *
 * Compiled into bench-driver.c with our sensor, into bench-loops with the
 * thread sanitizer or nothing.
 */
#ifndef BENCH_LOOPS_H
#define BENCH_LOOPS_H

#define LOOP_BYTES	4096u

struct loop_desc {
	unsigned long long next, src, dst;
	unsigned int control, status;
};

struct loop_node {
	struct loop_node *next;
	unsigned long long value;
	unsigned long long rest[6];
};

#define LOOP_WORDS	(LOOP_BYTES / sizeof(unsigned long long))
#define LOOP_DESCS	(LOOP_BYTES / sizeof(struct loop_desc))
#define LOOP_NODES	(LOOP_BYTES / sizeof(struct loop_node))
/* What was computed is wanted, what is in memory may have changed. */
#define LOOP_KEEP(x)	__asm__ volatile("" : : "r"(x) : "memory")

static inline unsigned long loop_load8(const void *page)
{
	const unsigned long long *p = page;
	unsigned long long sum = 0;
	unsigned int i;

	for (i = 0; i < LOOP_WORDS; i++)
		sum += p[i];
	LOOP_KEEP(sum);
	return LOOP_WORDS;
}

static inline unsigned long loop_store8(void *page)
{
	unsigned long long *p = page;
	unsigned int i;

	for (i = 0; i < LOOP_WORDS; i++)
		p[i] = i;
	LOOP_KEEP(p);
	return LOOP_WORDS;
}

static inline unsigned long loop_load1(const void *page)
{
	const unsigned char *p = page;
	unsigned long long sum = 0;
	unsigned int i;

	for (i = 0; i < LOOP_BYTES; i++)
		sum += p[i];
	LOOP_KEEP(sum);
	return LOOP_BYTES;
}

static inline unsigned long loop_fill(void *page)
{
	struct loop_desc *d = page;
	unsigned int i;

	for (i = 0; i < LOOP_DESCS; i++) {
		d[i].next = i;
		d[i].src = i + 1;
		d[i].dst = i + 2;
		d[i].control = i;
		d[i].status = 0;
	}
	LOOP_KEEP(d);
	return LOOP_DESCS;
}

/* The nodes of a page in an order that is not that of their addresses. */
static inline void loop_link(void *page)
{
	struct loop_node *n = page;
	unsigned int i;

	for (i = 0; i < LOOP_NODES; i++) {
		n[i * 29 % LOOP_NODES].next = i + 1 == LOOP_NODES ? (void *)0 :
					      &n[(i + 1) * 29 % LOOP_NODES];
		n[i].value = i;
	}
}

static inline unsigned long loop_walk(const void *page)
{
	const struct loop_node *n;
	unsigned long long sum = 0;

	for (n = page; n; n = n->next)
		sum += n->value;
	LOOP_KEEP(sum);
	return LOOP_NODES;
}

#endif
