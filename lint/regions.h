/* SPDX-License-Identifier: MIT */
/*
 * The ranges of /reserved-memory as the tree has them, and who refers to them.
 *
 * Made by lint_regions(), the first rule, from nodes that are enabled; gone
 * after lint_regions_forget(), the last one.
 */
#ifndef LINT_REGIONS_H
#define LINT_REGIONS_H

#include <linux/types.h>

#include "dmaspace/lint.h"

struct device_node;

enum lint_kind {
	LINT_KEPT,			/* no handler: for whoever knows of it */
	LINT_POOL,			/* shared-dma-pool */
	LINT_CMA,			/* the same with reusable */
	LINT_RESTRICTED,		/* restricted-dma-pool */
	LINT_REFUSED,			/* given back to the system */
};

struct lint_region {
	const struct device_node *np;
	enum lint_kind kind;
	u64 base, size;			/* bytes; size 0: it has no place */
	unsigned int range;		/* which of reg; only 0 is attached to */
	bool nomap, dynamic;
	const struct device_node *user;	/* who names it first; NULL: nobody */
	u64 reach;			/* the highest end up to here */
	int place[LINT_VERSIONS];	/* in the kernels' sorted tables; -1 */
};

/* Range i in order of address; NULL past the last. */
const struct lint_region *lint_region_at(unsigned int i);
/*
 * How many begin below end.  Going down from there while reach is above the
 * start of a range finds all that meet it.
 */
unsigned int lint_regions_below(u64 end);
/* What devices attach to when they name np; NULL: it is no region. */
const struct lint_region *lint_region_of(const struct device_node *np);
/* Enabled node i, in order of the tree, that has memory-region; or NULL. */
struct device_node *lint_user_at(unsigned int i);
/* "pool x", with its article, in words of a finding. */
const char *lint_kind_name(const struct lint_region *r);

/* Entry i of user's memory-region: a node; NULL: none. */
struct device_node *lint_entry(const struct device_node *user, int i);
/* How many entries that has. */
int lint_nr_entries(const struct device_node *user);

/* /reserved-memory; NULL: none. */
const struct device_node *lint_reserved_memory(void);

/* How much of a range is RAM; banks that touch are one. */
enum lint_cover { LINT_NO_RAM, LINT_HALF_RAM, LINT_ALL_RAM };
enum lint_cover lint_ram_cover(u64 base, u64 size);
/* Does the range end above all RAM? */
bool lint_is_above_ram(u64 base, u64 size);
/*
 * Does the tree tell how much RAM there is?  No when a boot loader must have
 * its hand in it: less than 64 MiB.
 */
bool lint_ram_is_known(void);

/* The end of a range, exclusive; a range that wraps ends at the top. */
static inline u64 lint_end(u64 base, u64 size)
{
	return base + size < base ? ~0ULL : base + size;
}

static inline bool lint_meet(u64 a, u64 a_size, u64 b, u64 b_size)
{
	return a_size && b_size && a < lint_end(b, b_size) &&
	       b < lint_end(a, a_size);
}

#endif
