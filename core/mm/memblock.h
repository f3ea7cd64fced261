/* SPDX-License-Identifier: MIT */
/*
 * memblock - for the rooms of the K side: what drivers must not see.
 */
#ifndef CORE_MM_MEMBLOCK_H
#define CORE_MM_MEMBLOCK_H

#include <linux/memblock.h>

struct memblock_region {
	phys_addr_t base;
	phys_addr_t size;
	bool nomap;			/* not in the linear map */
};

/* Region number i in order of address; NULL past the last. */
const struct memblock_region *memblock_memory_at(unsigned int i);
const struct memblock_region *memblock_reserved_at(unsigned int i);

/* Does any byte of the range lie in memory, nomap or not? */
bool memblock_overlaps_memory(phys_addr_t base, phys_addr_t size);

/*
 * Call fn(start, end, arg) for each range that is memory, mapped, and not
 * reserved, lowest first.  Bytes, not rounded to pages; fn must not change
 * what it walks over.
 */
void memblock_for_each_free(void (*fn)(phys_addr_t start, phys_addr_t end,
				       void *arg), void *arg);

/* Forget everything. */
void memblock_reset(void);

#endif
