// SPDX-License-Identifier: MIT
/*
 * Pages - the buddy allocator.
 *
 * A zone has a list of free blocks for each order, twice: memory of its own,
 * and what CMA areas lend.  Memory that nobody had yet is not in the lists: it
 * lies in extents, and blocks are carved from their low end when the lists have
 * none, so that switching on costs the same for 1 MiB and for 1 TiB.  struct
 * page is an array at a fixed address, one for each page from the first bank's
 * GiB on; untouched parts cost nothing.
 *
 * Same as Linux: zones, fallback to lower zones, natural alignment, merging,
 * reference counts, compound pages; only __GFP_MOVABLE gets lent memory: of a
 * zone whose free memory is lent by more than half first, else last.
 * Not the same: which of several free blocks comes first; no reclaim, so a
 * failure is final; a bad free is a report and is then ignored; no watermarks,
 * no lists of each CPU.
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

/* Free memory of one kind. */
struct blocks {
	struct list_head free[NR_PAGE_ORDERS];
	unsigned int nonempty;		/* bit n: free[n] has a block */
	unsigned int extent;		/* all before it are used up */
	unsigned long nr_free;
};

/* Memory from pfn on to end is untouched; from start on it was carved. */
struct extent {
	unsigned long start, pfn, end;
	struct blocks *blocks;
};

struct zone {
	struct blocks own;
	struct blocks lent;		/* of CMA areas */
};

s64 memstart_addr;
phys_addr_t zone_dma_limit = U32_MAX;
void (*mm_freed)(phys_addr_t paddr, size_t size, struct caller by);

static struct zone zones[MAX_NR_ZONES];
static struct extent *extents;
static unsigned int nr_extents;
static unsigned int first_lent = UINT_MAX;	/* no extent before it is lent */
static unsigned long nr_total;

/* --- free blocks ---------------------------------------------------------- */

static void block_insert(struct blocks *b, struct page *page,
			 unsigned int order)
{
	page->flags = BIT(PG_buddy);
	page->order = order;
	page->_refcount.counter = 0;
	list_add(&page->lru, &b->free[order]);
	b->nonempty |= BIT(order);
	b->nr_free += 1UL << order;
}

static void block_remove(struct blocks *b, struct page *page)
{
	unsigned int order = page->order;

	list_del(&page->lru);
	page->flags = 0;
	page->compound_head = 0;
	if (list_empty(&b->free[order]))
		b->nonempty &= ~BIT(order);
	b->nr_free -= 1UL << order;
}

/* Largest block that begins at pfn and ends at or before end. */
static unsigned int order_at(unsigned long pfn, unsigned long end)
{
	unsigned int order = min_t(unsigned int, __ffs(pfn | BIT(MAX_PAGE_ORDER)),
				   MAX_PAGE_ORDER);

	return min_t(unsigned int, order, ilog2(end - pfn));
}

/* The next block of an extent that is not used up becomes a free one. */
static unsigned int extent_carve(struct extent *e)
{
	unsigned int order = order_at(e->pfn, e->end);

	e->blocks->nr_free -= 1UL << order;	/* counted in extents */
	block_insert(e->blocks, pfn_to_page(e->pfn), order);
	e->pfn += 1UL << order;
	return order;
}

/* Carve until a block of order or more is free. */
static bool blocks_carve(struct blocks *b, unsigned int order)
{
	for (; b->extent < nr_extents; b->extent++) {
		struct extent *e = &extents[b->extent];

		if (e->blocks != b)
			continue;
		while (e->pfn < e->end)
			if (extent_carve(e) >= order)
				return true;
	}
	return false;
}

static struct page *blocks_take(struct blocks *b, unsigned int order)
{
	unsigned int fit = b->nonempty >> order << order;
	struct page *page;
	unsigned int have;

	if (!fit) {
		if (!blocks_carve(b, order))
			return NULL;
		fit = b->nonempty >> order << order;
	}
	have = __ffs(fit);
	page = list_first_entry(&b->free[have], struct page, lru);
	block_remove(b, page);
	while (have > order) {
		have--;
		block_insert(b, page + (1UL << have), have);
	}
	return page;
}

static struct page *zone_take(struct zone *z, unsigned int order, gfp_t gfp)
{
	struct page *page = NULL;

	if (likely(!(gfp & __GFP_MOVABLE)))
		return blocks_take(&z->own, order);
	/* mm/page_alloc.c, __rmqueue() with ALLOC_CMA, 6.1 to 7.2 */
	if (z->lent.nr_free > (z->own.nr_free + z->lent.nr_free) / 2)
		page = blocks_take(&z->lent, order);
	if (!page)
		page = blocks_take(&z->own, order);
	return page ? page : blocks_take(&z->lent, order);
}

static enum zone_type zone_of_pfn(unsigned long pfn);

enum zone_type page_zonenum(const struct page *page)
{
	return zone_of_pfn(page_to_pfn(page));
}

static struct extent *lent_extent(unsigned long pfn)
{
	unsigned int i;

	for (i = first_lent; i < nr_extents; i++) {
		struct extent *e = &extents[i];

		if (pfn >= e->start && pfn < e->end)
			return e->blocks == &zones[zone_of_pfn(pfn)].lent ?
			       e : NULL;
	}
	return NULL;
}

static struct blocks *blocks_of(unsigned long pfn)
{
	struct zone *z = &zones[zone_of_pfn(pfn)];

	return lent_extent(pfn) ? &z->lent : &z->own;
}

bool is_migrate_cma_page(const struct page *page)
{
	return lent_extent(page_to_pfn(page));
}

static void block_give(struct page *page, unsigned int order)
{
	unsigned long pfn = page_to_pfn(page);
	struct blocks *b = blocks_of(pfn);

	while (order < MAX_PAGE_ORDER) {
		struct page *buddy = pfn_to_page(pfn ^ (1UL << order));

		/* Areas and zones end between blocks of this order. */
		if (!PageBuddy(buddy) || buddy->order != order ||
		    blocks_of(page_to_pfn(buddy)) != b)
			break;
		block_remove(b, buddy);
		pfn &= ~(1UL << order);
		order++;
	}
	block_insert(b, pfn_to_page(pfn), order);
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

static int extent_add(unsigned long pfn, unsigned long end, struct blocks *b)
{
	struct extent *more;

	more = host_realloc(extents, (nr_extents + 1) * sizeof(*extents));
	if (!more)
		return -ENOMEM;
	extents = more;
	extents[nr_extents++] = (struct extent) {
		.start = pfn, .pfn = pfn, .end = end, .blocks = b,
	};
	b->nr_free += end - pfn;
	nr_total += end - pfn;
	return 0;
}

int page_lend_range(phys_addr_t base, phys_addr_t size)
{
	unsigned long pfn = PHYS_PFN(base);
	unsigned int index = nr_extents;
	int err;

	err = extent_add(pfn, PHYS_PFN(base + size),
			 &zones[zone_of_pfn(pfn)].lent);
	if (!err)
		first_lent = min(first_lent, index);
	return err;
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
		err = extent_add(pfn, to, &zones[zone_of_pfn(pfn)].own);
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

static void blocks_init(struct blocks *b)
{
	unsigned int order;

	for (order = 0; order < NR_PAGE_ORDERS; order++)
		INIT_LIST_HEAD(&b->free[order]);
}

int page_boot(void)
{
	unsigned int i;
	int err;

	memstart_addr = home_dram_base();
	err = host_reserve(VMEMMAP_START, VMEMMAP_SIZE);
	if (!err)
		err = host_commit(VMEMMAP_START, VMEMMAP_SIZE);
	if (err)
		return err;
	for (i = 0; i < MAX_NR_ZONES; i++) {
		blocks_init(&zones[i].own);
		blocks_init(&zones[i].lent);
	}
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
		page = zone_take(&zones[z], order, gfp);
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
	block_give(page, order);
}

void page_give_run(unsigned long pfn, unsigned long end)
{
	while (pfn < end) {
		unsigned int order = order_at(pfn, end);

		block_give(pfn_to_page(pfn), order);
		pfn += 1UL << order;
	}
}

/* The free block that has pfn, or NULL. */
static struct page *block_at(unsigned long pfn)
{
	unsigned int order;

	for (order = 0; order <= MAX_PAGE_ORDER; order++) {
		struct page *head = pfn_to_page(ALIGN_DOWN(pfn, 1UL << order));

		if (PageBuddy(head) && head->order >= order)
			return head;
	}
	return NULL;
}

unsigned long page_take_free(unsigned long pfn, unsigned long end)
{
	struct extent *e = lent_extent(pfn);
	struct page *block;
	unsigned long start, stop;

	while (e && e->pfn <= pfn)
		extent_carve(e);
	block = block_at(pfn);
	if (!block)
		return 0;
	start = page_to_pfn(block);
	stop = start + (1UL << block->order);
	end = min(end, stop);
	block_remove(blocks_of(pfn), block);
	page_give_run(start, pfn);
	page_give_run(end, stop);
	return end - pfn;
}

void page_start(struct page *page)
{
	page_init_out(page, 0);
	page->flags = 0;
	page->compound_head = 0;
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
		n += zones[z].own.nr_free + zones[z].lent.nr_free;
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
