// SPDX-License-Identifier: MIT
/*
 * early - what an arm64 kernel takes for itself before it places an area of its
 * own choice.
 *
 * The page tables of the linear map, which is mapped page by page so that the
 * rights of each can change; then, before 7.2, struct page for each section of
 * memory.  All of it from the top down, so it pushes the area down where there
 * is no more RAM above it.
 *
 * Same as Linux: what comes before what, page counts of both.
 * Not the same:  small things (the unpacked tree, nodes, section tables) are a
 * constant; the memory is given back, as the structures are not made here.
 */
#include <linux/align.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sizes.h>

#include "core/boot.h"
#include "core/mm/memblock.h"

#define NR_TAKEN	32		/* pieces; behind them nothing is taken */
#define STRUCT_PAGE	64u		/* bytes */

static struct {
	phys_addr_t base, size;
} taken[NR_TAKEN];
static unsigned int nr_taken;

static bool take(phys_addr_t size, phys_addr_t align)
{
	phys_addr_t base;

	if (nr_taken == NR_TAKEN)
		return false;
	base = memblock_phys_alloc_range(size, align, 0, 0);
	if (!base)
		return false;
	taken[nr_taken].base = base;
	taken[nr_taken++].size = size;
	return true;
}

/* Single pages: what does not fit into the highest gap goes to the next. */
static void take_pages(phys_addr_t pages)
{
	phys_addr_t part = pages;

	while (pages && part) {
		if (take(part * LINUX_PAGE_SIZE, LINUX_PAGE_SIZE))
			pages -= part;
		else
			part /= 2;
		part = min(part, pages);
	}
}

/* How many blocks of a power of two are touched by memory that is mapped. */
static phys_addr_t blocks(phys_addr_t block, bool with_nomap)
{
	phys_addr_t n = 0, behind = 0, first, end;
	const struct memblock_region *r;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++) {
		if (r->nomap && !with_nomap)
			continue;
		first = max(r->base & ~(block - 1), behind);
		end = ALIGN(r->base + r->size, block);
		if (end <= first)
			continue;
		n += (end - first) / block;
		behind = end;
	}
	return n;
}

/* Measured on trees whose page tables nearly fill 2 MiB: give or take two. */
static phys_addr_t small_pages(void)
{
	if (linux_version < 0x060c00)
		return 40;
	return linux_version < 0x070200 ? 28 : 12;
}

/*
 * Take it, once the regions of the tree are reserved.  early_give() must follow
 * before anything else is allocated for good.
 */
void early_take(void)
{
	phys_addr_t table = LINUX_PAGE_SIZE * (LINUX_PAGE_SIZE / 8);
	phys_addr_t section = LINUX_PAGE_SIZE > SZ_16K ? SZ_512M : SZ_128M;
	phys_addr_t map = section / LINUX_PAGE_SIZE * STRUCT_PAGE;

	take_pages(blocks(table, false) +
		   blocks(table * (LINUX_PAGE_SIZE / 8), false) + small_pages());
	if (linux_version < 0x070200)
		take(blocks(section, true) * ALIGN(map, table), table);
}

void early_give(void)
{
	while (nr_taken) {
		nr_taken--;
		memblock_phys_free(taken[nr_taken].base, taken[nr_taken].size);
	}
}
