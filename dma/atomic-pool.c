// SPDX-License-Identifier: MIT
/*
 * The atomic pools - coherent memory for those who must not wait.
 *
 * Three pools, one a zone, each of a few chunks of pages that were prepared in
 * advance: no cached line of them is dirty.  A page of a chunk is a bit.  When
 * a pool has less left than it began with, a work item adds a chunk.
 *
 * Same as Linux: sizes (coherent_pool=, else 128 KiB for each GiB of memory, at
 * least 128 KiB), from the default CMA area if the zone has it, which pool is
 * asked first and next, first fit at a multiple of the size's power of two, the
 * line when there is none left.
 * Not the same:  no lock; nothing here sleeps or is interrupted.
 */
#include <linux/bitmap.h>
#include <linux/cma.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/workqueue.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "dma/private.h"
#include "home/home.h"
#include "host/host.h"
#include "of/cmdline.h"
#include "of/reserved-mem.h"

struct chunk {
	struct chunk *next;
	phys_addr_t paddr;
	unsigned long pages;
	unsigned long used[];		/* a bit a page */
};

struct atomic_pool {
	const char *zone;		/* as printed */
	gfp_t gfp;
	struct chunk *chunks;		/* oldest first */
	size_t size, avail;		/* bytes */
};

enum { POOL_KERNEL, POOL_DMA, POOL_DMA32, NR_POOLS };

static struct atomic_pool pools[NR_POOLS] = {
	[POOL_KERNEL] = { "GFP_KERNEL", GFP_KERNEL },
	[POOL_DMA] = { "GFP_KERNEL|GFP_DMA", GFP_KERNEL | GFP_DMA },
	[POOL_DMA32] = { "GFP_KERNEL|GFP_DMA32", GFP_KERNEL | GFP_DMA32 },
};

static size_t first_size;

static struct chunk *chunk_create(struct page *page, size_t size)
{
	unsigned long pages = size >> PAGE_SHIFT;
	struct chunk *c = host_alloc(sizeof(*c) + BITS_TO_LONGS(pages) *
				     sizeof(long));

	if (!c)
		return NULL;
	c->paddr = page_to_phys(page);
	c->pages = pages;
	home_cache(HOME_CLEAN_INVALIDATE, c->paddr, size);
	return c;
}

/* Is the default area of CMA in the zone that gfp asks for? */
static bool cma_in_zone(gfp_t gfp)
{
	struct cma *cma = dev_get_cma_area(NULL);
	phys_addr_t last;

	if (!cma || !cma_get_size(cma))
		return false;
	last = cma_get_base(cma) + cma_get_size(cma) - 1;
	if (gfp & GFP_DMA)
		return last <= zone_dma_limit;
	if (gfp & GFP_DMA32)
		return last <= max(DMA_BIT_MASK(32), zone_dma_limit);
	return true;
}

static struct page *take_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = NULL;

	if (cma_in_zone(gfp))
		page = dma_alloc_from_contiguous(NULL, 1UL << order, order,
						 false);
	return page ? page : page_take(gfp, order);
}

static void give_pages(struct page *page, unsigned int order)
{
	if (!dma_release_from_contiguous(NULL, page, 1 << order))
		page_give(page, order);
}

/* Add size bytes, or as much of it as there is in one piece. */
static int pool_expand(struct atomic_pool *pool, size_t size)
{
	unsigned int order = min_t(int, get_order(size), MAX_PAGE_ORDER);
	struct page *page = NULL;
	struct chunk *c, **at;

	for (;; order--) {
		page = take_pages(pool->gfp, order);
		if (page || !order)
			break;
	}
	if (!page)
		return -ENOMEM;
	size = PAGE_SIZE << order;
	c = chunk_create(page, size);
	if (!c) {
		give_pages(page, order);
		return -ENOMEM;
	}
	for (at = &pool->chunks; *at; at = &(*at)->next)
		;
	*at = c;
	pool->size += size;
	pool->avail += size;
	return 0;
}

static void pools_refill(struct work_struct *work)
{
	int i;

	for (i = 0; i < NR_POOLS; i++)
		if (pools[i].size && pools[i].avail < first_size)
			pool_expand(&pools[i], pools[i].size);
}

static DECLARE_WORK(refill_work, pools_refill);

static size_t size_by_memory(void)
{
	unsigned long pages = memblock_phys_mem_size() / (SZ_1G / SZ_128K);

	pages = min_t(unsigned long, pages >> PAGE_SHIFT, MAX_ORDER_NR_PAGES);
	return max_t(size_t, pages << PAGE_SHIFT, SZ_128K);
}

/* The last coherent_pool= counts; 0 is as good as none. */
size_t dma_atomic_pool_size(void)
{
	const char *at = NULL, *p;
	size_t size = 0;

	while ((at = cmdline_next("coherent_pool", at))) {
		p = at;
		size = cmdline_size(&p);
	}
	return size ? size : size_by_memory();
}

/* 7.2 has no pool for a zone without memory. */
static bool has_pool(const struct atomic_pool *pool)
{
	phys_addr_t last = memblock_end_of_DRAM() - 1;

	if (!linux_7_2() || pool == &pools[POOL_DMA])
		return true;
	if (pool == &pools[POOL_DMA32])
		return min_t(phys_addr_t, last, U32_MAX) > zone_dma_limit;
	return last > max_t(phys_addr_t, zone_dma_limit, U32_MAX);
}

unsigned int dma_atomic_pools_in_cma(void)
{
	unsigned int i, n = 0;

	for (i = 0; i < NR_POOLS; i++)
		n += has_pool(&pools[i]) && cma_in_zone(pools[i].gfp);
	return n;
}

static int pool_init(struct atomic_pool *pool)
{
	if (!pool_expand(pool, first_size)) {
		pr_info("DMA: preallocated %zu KiB %s pool for atomic allocations\n",
			pool->size >> 10, pool->zone);
		return 0;
	}
	pr_err("DMA: failed to allocate %zu KiB %s pool for atomic allocation\n",
	       first_size >> 10, pool->zone);
	return -ENOMEM;
}

int dma_atomic_pool_init(void)
{
	int i, ret = 0;

	first_size = dma_atomic_pool_size();
	for (i = 0; i < NR_POOLS; i++)
		if (has_pool(&pools[i]) && pool_init(&pools[i]))
			ret = -ENOMEM;
	return ret;
}

/* Linux: the pool of the zone that gfp names, then the smaller zones. */
static struct atomic_pool *next_pool(struct atomic_pool *prev, gfp_t gfp)
{
	if (!prev) {
		if (gfp & GFP_DMA)
			return &pools[POOL_DMA];
		if (gfp & GFP_DMA32)
			return &pools[POOL_DMA32];
		return &pools[POOL_KERNEL];
	}
	if (prev == &pools[POOL_KERNEL])
		return &pools[POOL_DMA32];
	if (prev == &pools[POOL_DMA32])
		return &pools[POOL_DMA];
	return NULL;
}

static bool pool_alloc(struct atomic_pool *pool, size_t size,
		       phys_addr_t *paddr)
{
	unsigned long n = size >> PAGE_SHIFT, bit;
	unsigned long mask = (1UL << get_order(size)) - 1;
	struct chunk *c;

	for (c = pool->chunks; c; c = c->next) {
		bit = bitmap_find_next_zero_area(c->used, c->pages, 0, n,
						 mask);
		if (bit >= c->pages)
			continue;
		bitmap_set(c->used, bit, n);
		pool->avail -= size;
		*paddr = c->paddr + (bit << PAGE_SHIFT);
		return true;
	}
	return false;
}

static bool pool_free(struct atomic_pool *pool, phys_addr_t paddr, size_t size)
{
	struct chunk *c;

	for (c = pool->chunks; c; c = c->next) {
		if (paddr < c->paddr ||
		    paddr - c->paddr >= c->pages << PAGE_SHIFT)
			continue;
		bitmap_clear(c->used, (paddr - c->paddr) >> PAGE_SHIFT,
			     size >> PAGE_SHIFT);
		pool->avail += size;
		return true;
	}
	return false;
}

void *dma_alloc_from_pool(struct device *dev, size_t size, phys_addr_t *paddr,
			  gfp_t gfp,
			  bool (*ok)(struct device *, phys_addr_t, size_t))
{
	struct atomic_pool *pool = NULL;
	void *vaddr;

	while ((pool = next_pool(pool, gfp))) {
		if (!pool_alloc(pool, size, paddr))
			continue;
		if (!ok(dev, *paddr, size)) {
			pool_free(pool, *paddr, size);
			continue;
		}
		if (pool->avail < first_size)
			schedule_work(&refill_work);
		vaddr = home_vaddr(HOME_UNCACHED, *paddr - home_dram_base());
		home_set(vaddr, 0, size);
		return vaddr;
	}
	if (!(gfp & __GFP_NOWARN))
		WARN(1, "DMA pool exhausted for %s\n", dev_name(dev));
	return NULL;
}

bool dma_free_from_pool(void *cpu_addr, size_t size)
{
	int i;

	if (!home_in_window(cpu_addr) ||
	    home_area_of(cpu_addr) != HOME_UNCACHED)
		return false;
	for (i = 0; i < NR_POOLS; i++)
		if (pool_free(&pools[i], home_paddr(cpu_addr), size))
			return true;
	return false;
}
