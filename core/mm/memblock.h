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

/* How much of the range is in the linear map (System RAM)? */
enum memblock_part { MEMBLOCK_NONE, MEMBLOCK_SOME, MEMBLOCK_ALL };
enum memblock_part memblock_mapped_part(phys_addr_t base, phys_addr_t size);

/*
 * Where a zone ends that may reach up to limit, its last byte, as arm64 sees it:
 * with all RAM above limit it ends at 4 GiB, or nowhere; never behind RAM.
 */
phys_addr_t memblock_zone_end(phys_addr_t limit);

/*
 * Call fn(start, end, arg) for each range that is memory, mapped, and not
 * reserved, lowest first.  Bytes, not rounded to pages; fn must not change
 * what it walks over.
 */
void memblock_for_each_free(void (*fn)(phys_addr_t start, phys_addr_t end,
				       void *arg), void *arg);

/*
 * What an arm64 kernel allocates before it places its default CMA area: take it,
 * and give it back when that is placed (early.c).
 */
void early_take(void);
void early_give(void);

/* Forget everything. */
void memblock_reset(void);

#endif
