// SPDX-License-Identifier: MIT
/*
 * memblock - what memory there is, and what of it is taken.
 *
 * Two sorted sets of disjoint regions, memory and reserved; neighbours of the
 * same kind are one region.  Every question is a binary search; region-set.c
 * keeps changes cheap.
 *
 * Same as Linux: which address an allocation gets (highest that fits, or lowest
 * when told so), never page 0; no-map memory is memory but never free; sizes
 * are cut at the end of the address space.
 * Not the same:  one node, no hotplug, no mirrored memory.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/mm.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "core/mm/region-set.h"
#include "home/home.h"
#include "host/host.h"

/* Boot is single-threaded and nothing changes them afterwards: no lock. */
static struct region_set memory, reserved;
static bool bottom_up;

static phys_addr_t region_end(const struct memblock_region *r)
{
	return r->base + r->size;
}

/* The part of size that ends at or before the last byte but one. */
static phys_addr_t range_end(phys_addr_t base, phys_addr_t size)
{
	return base + min(size, ~(phys_addr_t)0 - base);
}

/* Index of the first region that ends behind addr; nr when there is none. */
static unsigned int first_behind(const struct region_set *set,
				 phys_addr_t addr)
{
	unsigned int low = 0, high = set->nr;

	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (region_end(region_set_at(set, mid)) > addr)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

/* The region that holds addr or the next one above; NULL: none. */
static const struct memblock_region *region_from(const struct region_set *set,
						 phys_addr_t addr)
{
	unsigned int i = first_behind(set, addr);

	return i < set->nr ? region_set_at(set, i) : NULL;
}

/* The highest region that begins below limit; NULL: none. */
static const struct memblock_region *region_below(const struct region_set *set,
						  phys_addr_t limit)
{
	unsigned int i = first_behind(set, limit);

	if (i < set->nr && region_set_at(set, i)->base < limit)
		return region_set_at(set, i);
	return i ? region_set_at(set, i - 1) : NULL;
}

static const struct memblock_region *region_at(const struct region_set *set,
					       phys_addr_t addr)
{
	const struct memblock_region *r = region_from(set, addr);

	return r && r->base <= addr ? r : NULL;
}

static bool set_overlaps(const struct region_set *set, phys_addr_t base,
			 phys_addr_t size)
{
	const struct memblock_region *r = region_from(set, base);

	return r && r->base < range_end(base, size);
}

/* Is region i mapped, and does it begin at or before end? */
static bool is_touched(const struct region_set *set, unsigned int i,
		       phys_addr_t end)
{
	const struct memblock_region *r;

	if (i >= set->nr)
		return false;
	r = region_set_at(set, i);
	return r->base <= end && !r->nomap;
}

/* Add a range that meets no no-map region: one with all that it touches. */
static int add_mapped(struct region_set *set, phys_addr_t base,
		      phys_addr_t end)
{
	unsigned int i = base ? first_behind(set, base - 1) : 0, n = 0;
	struct memblock_region one;

	if (base >= end)
		return 0;
	if (i < set->nr && region_end(region_set_at(set, i)) == base &&
	    region_set_at(set, i)->nomap)
		i++;
	for (; is_touched(set, i + n, end); n++) {
		const struct memblock_region *r = region_set_at(set, i + n);

		base = min(base, r->base);
		end = max(end, region_end(r));
	}
	one = (struct memblock_region){ .base = base, .size = end - base };
	return region_set_replace(set, i, n, &one, 1);
}

/* Add what of the range is not in the set; what is there stays as it is. */
static int set_add(struct region_set *set, phys_addr_t base, phys_addr_t size)
{
	phys_addr_t end = range_end(base, size);
	int err = 0;

	for (unsigned int i = first_behind(set, base);
	     !err && i < set->nr && region_set_at(set, i)->base < end; i++) {
		const struct memblock_region r = *region_set_at(set, i);

		if (!r.nomap)
			continue;
		err = add_mapped(set, base, r.base);
		base = region_end(&r);
		i = first_behind(set, r.base);
	}
	return err ? err : add_mapped(set, base, end);
}

static int set_remove(struct region_set *set, phys_addr_t base,
		      phys_addr_t size)
{
	phys_addr_t end = range_end(base, size);
	unsigned int i = first_behind(set, base), n = 0, nr = 0;
	struct memblock_region rest[2], r;

	for (; i + n < set->nr && region_set_at(set, i + n)->base < end; n++) {
		r = *region_set_at(set, i + n);
		if (r.base < base) {
			rest[nr] = r;
			rest[nr++].size = base - r.base;
		}
		if (region_end(&r) > end) {
			rest[nr] = r;
			rest[nr].base = end;
			rest[nr++].size = region_end(&r) - end;
		}
	}
	return n ? region_set_replace(set, i, n, rest, nr) : 0;
}

/* Make addr a border between two regions, if it lies inside one. */
static int set_split(struct region_set *set, phys_addr_t addr)
{
	unsigned int i = first_behind(set, addr);
	struct memblock_region half[2];

	if (i == set->nr || region_set_at(set, i)->base >= addr)
		return 0;
	half[0] = half[1] = *region_set_at(set, i);
	half[0].size = addr - half[0].base;
	half[1].base = addr;
	half[1].size -= half[0].size;
	return region_set_replace(set, i, 1, half, 2);
}

/* Join neighbours of one kind among the regions [i, end]. */
static void set_join(struct region_set *set, unsigned int i, unsigned int end)
{
	struct memblock_region *to, *r;
	unsigned int kept = i;

	if (!set->nr)
		return;
	end = min(end, set->nr - 1);
	while (++i <= end) {
		to = region_set_at(set, kept);
		r = region_set_at(set, i);
		if (region_end(to) == r->base && to->nomap == r->nomap)
			to->size += r->size;
		else
			*region_set_at(set, ++kept) = *r;
	}
	/* Nothing gets larger, so this cannot fail. */
	region_set_replace(set, kept + 1, end - kept, NULL, 0);
}

static int set_nomap(struct region_set *set, phys_addr_t base,
		     phys_addr_t size, bool nomap)
{
	phys_addr_t end = range_end(base, size);
	unsigned int first, i;
	int err;

	if (base >= end)
		return 0;
	err = set_split(set, base);
	if (!err)
		err = set_split(set, end);
	if (err)
		return err;
	first = i = first_behind(set, base);
	for (; i < set->nr && region_set_at(set, i)->base < end; i++)
		region_set_at(set, i)->nomap = nomap;
	set_join(set, first ? first - 1 : 0, i);
	return 0;
}

int memblock_add(phys_addr_t base, phys_addr_t size)
{
	return set_add(&memory, base, size);
}

int memblock_remove(phys_addr_t base, phys_addr_t size)
{
	return set_remove(&memory, base, size);
}

/* Taking what is taken is no error. */
int memblock_reserve(phys_addr_t base, phys_addr_t size)
{
	return set_add(&reserved, base, size);
}

int memblock_phys_free(phys_addr_t base, phys_addr_t size)
{
	return set_remove(&reserved, base, size);
}

/* Memory of the range leaves the linear map; it is not thereby reserved. */
int memblock_mark_nomap(phys_addr_t base, phys_addr_t size)
{
	return set_nomap(&memory, base, size, true);
}

int memblock_clear_nomap(phys_addr_t base, phys_addr_t size)
{
	return set_nomap(&memory, base, size, false);
}

bool memblock_is_memory(phys_addr_t addr)
{
	return region_at(&memory, addr) != NULL;
}

bool memblock_is_map_memory(phys_addr_t addr)
{
	const struct memblock_region *r = region_at(&memory, addr);

	return r && !r->nomap;
}

/* Is all of the range in one region of memory? */
bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size)
{
	const struct memblock_region *r = region_at(&memory, base);

	return r && region_end(r) >= range_end(base, size);
}

bool memblock_overlaps_memory(phys_addr_t base, phys_addr_t size)
{
	return set_overlaps(&memory, base, size);
}

/* By banks: a tree may name a range of any size. */
enum memblock_part memblock_mapped_part(phys_addr_t base, phys_addr_t size)
{
	phys_addr_t last = base + size - 1, mapped = 0;
	const struct memblock_region *r;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++) {
		phys_addr_t from = max(base, r->base);
		phys_addr_t to = min(last, r->base + r->size - 1);

		if (!r->nomap && from <= to)
			mapped += to - from + 1;
	}
	if (!mapped)
		return MEMBLOCK_NONE;
	return mapped == size ? MEMBLOCK_ALL : MEMBLOCK_SOME;
}

bool memblock_is_reserved(phys_addr_t addr)
{
	return region_at(&reserved, addr) != NULL;
}

/* Is any of the range reserved? */
bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size)
{
	return set_overlaps(&reserved, base, size);
}

/* The lowest free range with a byte at or above from. */
static bool free_above(phys_addr_t from, phys_addr_t *start, phys_addr_t *end)
{
	const struct memblock_region *m, *r;

	while ((m = region_from(&memory, from))) {
		from = max(from, m->base);
		r = region_from(&reserved, from);
		if (m->nomap) {
			from = region_end(m);
		} else if (r && r->base <= from) {
			from = region_end(r);
		} else {
			*start = from;
			*end = region_end(m);
			if (r)
				*end = min(*end, r->base);
			return true;
		}
	}
	return false;
}

/* The highest free range with a byte below limit. */
static bool free_below(phys_addr_t limit, phys_addr_t *start, phys_addr_t *end)
{
	const struct memblock_region *m, *r;

	while ((m = region_below(&memory, limit))) {
		limit = min(limit, region_end(m));
		r = region_below(&reserved, limit);
		if (m->nomap) {
			limit = m->base;
		} else if (r && region_end(r) >= limit) {
			limit = r->base;
		} else {
			*start = r ? max(m->base, region_end(r)) : m->base;
			*end = limit;
			return true;
		}
	}
	return false;
}

static phys_addr_t find_lowest(phys_addr_t size, phys_addr_t align,
			       phys_addr_t start, phys_addr_t end)
{
	phys_addr_t from, to, at;

	while (free_above(start, &from, &to) && from < end) {
		at = ((from - 1) | (align - 1)) + 1;
		to = min(to, end);
		if (at >= from && at < to && to - at >= size)
			return at;
		start = to;
	}
	return 0;
}

static phys_addr_t find_highest(phys_addr_t size, phys_addr_t align,
				phys_addr_t start, phys_addr_t end)
{
	phys_addr_t from, to, at;

	while (free_below(end, &from, &to) && to > start) {
		end = from;
		from = max(from, start);
		if (to < size)
			continue;
		at = (to - size) & ~(align - 1);
		if (at >= from)
			return at;
	}
	return 0;
}

/*
 * Reserve size bytes of free memory in [start, end), aligned to align (a power
 * of two; 0: a cache line).  end may be MEMBLOCK_ALLOC_ACCESSIBLE or
 * MEMBLOCK_ALLOC_ANYWHERE: no limit.  The address, or 0.
 */
phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align,
				      phys_addr_t start, phys_addr_t end)
{
	phys_addr_t at;

	align = align ? align : HOME_LINE;
	end = end ? end : MEMBLOCK_ALLOC_ANYWHERE;
	start = max(start, LINUX_PAGE_SIZE);
	end = max(start, end);
	at = bottom_up ? find_lowest(size, align, start, end) :
			 find_highest(size, align, start, end);
	if (!at || memblock_reserve(at, size))
		return 0;
	return at;
}

void memblock_set_bottom_up(bool enable)
{
	bottom_up = enable;
}

bool memblock_bottom_up(void)
{
	return bottom_up;
}

phys_addr_t memblock_phys_mem_size(void)
{
	phys_addr_t total = 0;

	for (unsigned int i = 0; i < memory.nr; i++)
		total += region_set_at(&memory, i)->size;
	return total;
}

phys_addr_t memblock_start_of_DRAM(void)
{
	return memory.nr ? region_set_at(&memory, 0)->base : 0;
}

phys_addr_t memblock_end_of_DRAM(void)
{
	return memory.nr ? region_end(region_set_at(&memory, memory.nr - 1)) : 0;
}

phys_addr_t memblock_zone_end(phys_addr_t limit)
{
	phys_addr_t start = memblock_start_of_DRAM();

	if (start > U32_MAX)
		limit = PHYS_ADDR_MAX;
	else if (start > limit)
		limit = U32_MAX;
	return min(limit, memblock_end_of_DRAM() - 1) + 1;
}

const struct memblock_region *memblock_memory_at(unsigned int i)
{
	return i < memory.nr ? region_set_at(&memory, i) : NULL;
}

const struct memblock_region *memblock_reserved_at(unsigned int i)
{
	return i < reserved.nr ? region_set_at(&reserved, i) : NULL;
}

void memblock_for_each_free(void (*fn)(phys_addr_t start, phys_addr_t end,
				       void *arg), void *arg)
{
	phys_addr_t start, end = 0;

	while (free_above(end, &start, &end))
		fn(start, end, arg);
}

void memblock_reset(void)
{
	region_set_forget(&memory);
	region_set_forget(&reserved);
	bottom_up = false;
}
