/* SPDX-License-Identifier: MIT */
/*
 * An array of regions into which much is inserted: memblock's store.
 */
#ifndef CORE_MM_REGION_SET_H
#define CORE_MM_REGION_SET_H

#include <linux/types.h>

struct memblock_region;
struct region_block;

struct region_set {
	struct region_block **block;
	unsigned int nr_blocks, max_blocks;
	unsigned int nr;		/* regions */
};

/* Region i, i < set->nr; valid until the next region_set_replace(). */
struct memblock_region *region_set_at(const struct region_set *set,
				      unsigned int i);
/*
 * Put nr regions of with, at most 4, in the place of the old ones at i.  0, or
 * -ENOMEM and nothing has changed.
 */
int region_set_replace(struct region_set *set, unsigned int i,
		       unsigned int old, const struct memblock_region *with,
		       unsigned int nr);
void region_set_forget(struct region_set *set);

#endif
