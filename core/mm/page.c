// SPDX-License-Identifier: MIT
/*
 * Pages - the buddy allocator.
 *
 * A zone has a list of free blocks for each order.  Memory that nobody had yet
 * is not in the lists: it lies in extents, and blocks are carved from their
 * low end when the lists have none, so that switching on costs the same for
 * 1 MiB and for 1 TiB.  struct page is an array at a fixed address, one for
 * each page from the first bank's GiB on; untouched parts cost nothing.
 *
 * Same as Linux: zones, fallback to lower zones, natural alignment, merging,
 * reference counts, compound pages.
 * Not the same: which of several free blocks comes first; no reclaim, so a
 * failure is final; a bad free is a report and is then ignored.
 *
 * No lock: nothing here can be preempted (plain K code).
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/swap.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "home/home.h"
#include "host/host.h"

#define VMEMMAP_SIZE	((HOME_AREA_SIZE >> PAGE_SHIFT) * sizeof(struct page))

static_assert(PAGE_OFFSET == HOME_AREA(HOME_LINEAR));
static_assert(PAGE_END == HOME_AREA(HOME_VMALLOC));
static_assert(VMALLOC_START == HOME_AREA(HOME_VMALLOC));
static_assert(VMALLOC_END == HOME_WINDOW + HOME_WINDOW_SIZE);
static_assert(sizeof(struct page) == 64);

/* Memory from pfn on to end is untouched; from start on it was carved. */
struct extent {
	unsigned long start, pfn, end;
	enum zone_type zone;
};

struct zone {
	struct list_head free[NR_PAGE_ORDERS];
	unsigned int nonempty;		/* bit n: free[n] has a block */
	unsigned int extent;		/* all before it are used up */
	unsigned long nr_free;
};

s64 memstart_addr;
phys_addr_t zone_dma_limit = U32_MAX;

static struct zone zones[MAX_NR_ZONES];
static struct extent *extents;
static unsigned int nr_extents;
static unsigned long nr_total;

/* --- free blocks ---------------------------------------------------------- */

static void block_insert(struct zone *z, struct page *page, unsigned int order)
{
	page->flags = BIT(PG_buddy);
	page->order = order;
	page->_refcount.counter = 0;
	list_add(&page->lru, &z->free[order]);
	z->nonempty |= BIT(order);
	z->nr_free += 1UL << order;
}

static void block_remove(struct zone *z, struct page *page)
{
	unsigned int order = page->order;

	list_del(&page->lru);
	page->flags = 0;
	page->compound_head = 0;
	if (list_empty(&z->free[order]))
		z->nonempty &= ~BIT(order);
	z->nr_free -= 1UL << order;
}

/* Largest block that begins at pfn and ends at or before end. */
static unsigned int order_at(unsigned long pfn, unsigned long end)
{
	unsigned int order = min_t(unsigned int, __ffs(pfn | BIT(MAX_PAGE_ORDER)),
				   MAX_PAGE_ORDER);

	return min_t(unsigned int, order, ilog2(end - pfn));
}

/* Carve until a block of order or more is free. */
static bool zone_carve(struct zone *z, unsigned int order)
{
	for (; z->extent < nr_extents; z->extent++) {
		struct extent *e = &extents[z->extent];

		if (e->zone != z - zones)
			continue;
		while (e->pfn < e->end) {
			unsigned int got = order_at(e->pfn, e->end);

			z->nr_free -= 1UL << got;	/* counted in extents */
			block_insert(z, pfn_to_page(e->pfn), got);
			e->pfn += 1UL << got;
			if (got >= order)
				return true;
		}
	}
	return false;
}

static struct page *zone_take(struct zone *z, unsigned int order)
{
	unsigned int fit = z->nonempty >> order << order;
	struct page *page;
	unsigned int have;

	if (!fit) {
		if (!zone_carve(z, order))
			return NULL;
		fit = z->nonempty >> order << order;
	}
	have = __ffs(fit);
	page = list_first_entry(&z->free[have], struct page, lru);
	block_remove(z, page);
	while (have > order) {
		have--;
		block_insert(z, page + (1UL << have), have);
	}
	return page;
}

static enum zone_type zone_of_pfn(unsigned long pfn);

enum zone_type page_zonenum(const struct page *page)
{
	return zone_of_pfn(page_to_pfn(page));
}

static void zone_give(struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);
	struct zone *z = &zones[zone_of_pfn(pfn)];

	while (order < MAX_PAGE_ORDER) {
		struct page *buddy = pfn_to_page(pfn ^ (1UL << order));

		if (!PageBuddy(buddy) || buddy->order != order ||
		    zone_of_pfn(page_to_pfn(buddy)) != z - zones)
			break;
		block_remove(z, buddy);
		pfn &= ~(1UL << order);
		order++;
	}
	block_insert(z, pfn_to_page(pfn), order);
}

/* --- switching on --------------------------------------------------------- */

static unsigned long zone_dma_end, zone_dma32_end;	/* pfn */

static enum zone_type zone_of_pfn(unsigned long pfn)
{
	if (pfn < zone_dma_end)
		return ZONE_DMA;
	return pfn < zone_dma32_end ? ZONE_DMA32 : ZONE_NORMAL;
}

/* As arm64: a limit below all RAM means that RAM is above it: no limit, or
 * 32 bits when RAM begins there. */
static unsigned long zone_end(phys_addr_t limit)
{
	phys_addr_t start = memblock_start_of_DRAM();

	if (start > U32_MAX)
		return PHYS_PFN(PHYS_ADDR_MAX);
	if (start > limit)
		limit = U32_MAX;
	return PHYS_PFN(limit) + 1;
}

static int extent_add(unsigned long pfn, unsigned long end)
{
	struct extent *more;

	more = host_realloc(extents, (nr_extents + 1) * sizeof(*extents));
	if (!more)
		return -ENOMEM;
	extents = more;
	extents[nr_extents++] = (struct extent) {
		.start = pfn, .pfn = pfn, .end = end, .zone = zone_of_pfn(pfn),
	};
	zones[zone_of_pfn(pfn)].nr_free += end - pfn;
	nr_total += end - pfn;
	return 0;
}

int page_add_range(phys_addr_t base, phys_addr_t size)
{
	unsigned long pfn = PFN_UP(base), end = PFN_DOWN(base + size);
	int err = 0;

	while (pfn < end && !err) {
		unsigned long to = end;

		if (pfn < zone_dma_end)
			to = min(to, zone_dma_end);
		else if (pfn < zone_dma32_end)
			to = min(to, zone_dma32_end);
		err = extent_add(pfn, to);
		pfn = to;
	}
	return err;
}

static void add_free(phys_addr_t start, phys_addr_t end, void *arg)
{
	int *err = arg;

	if (!*err)
		*err = page_add_range(start, end - start);
}

int page_boot(void)
{
	unsigned int i, order;
	int err;

	memstart_addr = home_dram_base();
	err = host_reserve(VMEMMAP_START, VMEMMAP_SIZE);
	if (!err)
		err = host_commit(VMEMMAP_START, VMEMMAP_SIZE);
	if (err)
		return err;
	for (i = 0; i < MAX_NR_ZONES; i++)
		for (order = 0; order < NR_PAGE_ORDERS; order++)
			INIT_LIST_HEAD(&zones[i].free[order]);
	if (memblock_start_of_DRAM() <= U32_MAX)
		zone_dma_limit = min_t(phys_addr_t, zone_dma_limit, U32_MAX);
	zone_dma_end = zone_end(zone_dma_limit);
	zone_dma32_end = zone_end(U32_MAX);
	memblock_for_each_free(add_free, &err);
	return err;
}

/* --- inside the kernel ---------------------------------------------------- */

static enum zone_type highest_zone(gfp_t gfp)
{
	if (gfp & __GFP_DMA)
		return ZONE_DMA;
	return gfp & __GFP_DMA32 ? ZONE_DMA32 : ZONE_NORMAL;
}

static void make_compound(struct page *page, unsigned int order)
{
	unsigned long i;

	page->flags |= BIT(PG_head);
	for (i = 1; i < 1UL << order; i++) {
		page[i].flags = 0;
		page[i].compound_head = (unsigned long)page | 1;
		page[i]._refcount.counter = 0;
	}
}

static void break_compound(struct page *page)
{
	unsigned long i;

	for (i = 1; i < 1UL << page->order; i++)
		page[i].compound_head = 0;
}

static void page_init_out(struct page *page, unsigned int order)
{
	page->flags = BIT(PG_managed);
	page->order = order;
	page->mapping = NULL;
	page->private = 0;
	page->_mapcount.counter = -1;
	page->_refcount.counter = 1;
	page->site = 0;
	page->pins = 0;
}

struct page *page_take(gfp_t gfp, unsigned int order)
{
	struct page *page = NULL;
	int z;

	if (order > MAX_PAGE_ORDER)
		return NULL;
	for (z = highest_zone(gfp); z >= 0 && !page; z--)
		page = zone_take(&zones[z], order);
	if (!page)
		return NULL;
	page_init_out(page, order);
	if (order && gfp & __GFP_COMP)
		make_compound(page, order);
	if (gfp & __GFP_ZERO)
		home_wipe(page_to_phys(page), PAGE_SIZE << order);
	return page;
}

void page_give(struct page *page, unsigned int order)
{
	if (PageHead(page))
		break_compound(page);
	zone_give(page, order);
}

void page_adopt(struct page *page, unsigned long nr)
{
	for (; nr; nr--, page++) {
		page_init_out(page, 0);
		page->flags = 0;
		page->compound_head = 0;
	}
}

void page_disown(struct page *page, unsigned long nr)
{
	for (; nr; nr--, page++)
		page->_refcount.counter = 0;
}

static void extent_for_each_out(const struct extent *e,
				void (*fn)(struct page *page, void *arg),
				void *arg)
{
	unsigned long pfn = e->start;

	/* Blocks, free or out, tile what was carved. */
	while (pfn < e->pfn) {
		struct page *page = pfn_to_page(pfn);

		pfn += 1UL << page->order;
		if (page->flags & BIT(PG_managed))
			fn(page, arg);
	}
}

void page_for_each_out(void (*fn)(struct page *page, void *arg), void *arg)
{
	unsigned int i;

	for (i = 0; i < nr_extents; i++)
		extent_for_each_out(&extents[i], fn, arg);
}

unsigned long page_count_free(void)
{
	unsigned long n = 0;
	int z;

	for (z = 0; z < MAX_NR_ZONES; z++)
		n += zones[z].nr_free;
	return n;
}

unsigned long page_count_used(void)
{
	return nr_total - page_count_free();
}

unsigned long totalram_pages(void)
{
	return nr_total;
}

unsigned long nr_free_pages(void)
{
	return page_count_free();
}

int pfn_valid(unsigned long pfn)
{
	return pfn >> (64 - PAGE_SHIFT) == 0 &&
	       home_dram_contains(PFN_PHYS(pfn), PAGE_SIZE);
}

int pfn_is_map_memory(unsigned long pfn)
{
	return pfn >> (64 - PAGE_SHIFT) == 0 &&
	       memblock_is_map_memory(PFN_PHYS(pfn));
}

#undef virt_addr_valid
bool virt_addr_valid(const volatile void *addr)
{
	return __is_lm_address(addr) &&
	       pfn_is_map_memory(virt_to_pfn((unsigned long)addr));
}

phys_addr_t __virt_to_phys_bad(unsigned long addr)
{
	WARN(1, "virt_to_phys used for non-linear address: %px\n",
	     (void *)addr);
	return addr - PAGE_OFFSET + PHYS_OFFSET;
}
