// SPDX-License-Identifier: MIT
/*
 * CMA - areas of memory from which large pieces come in one piece.
 *
 * An area is a reserved range and a bit for each 1 << order_per_bit pages.
 * Allocation is first fit from the start; alignment counts from address 0, not
 * from the area.  Pages that nobody allocated are lent to movable users
 * (core/mm/page.c) and taken back (core/mm/contig.c); where one cannot move, the
 * next place is tried.
 *
 * Same as Linux: where a piece lands, what is refused, who may sleep, the
 * lines of a failure, that a double release goes unseen but for a warning.
 * Not the same:  one range an area, as trees have it.  No lock: nothing here
 * sleeps half-way.
 */
#define pr_fmt(fmt) "cma: " fmt

#include <linux/bitmap.h>
#include <linux/cma.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/context.h"
#include "core/mm/memblock.h"
#include "dma/private.h"
#include "core/mm/page.h"
#include "home/home.h"
#include "host/host.h"
#include "of/reserved-mem.h"

struct cma {
	unsigned long base_pfn;
	unsigned long count;		/* pages; 0: not activated */
	unsigned int order_per_bit;
	unsigned long *bitmap;
	char name[CMA_MAX_NAME];
};

static struct cma areas[MAX_CMA_AREAS];
static unsigned int nr_areas;

phys_addr_t cma_get_base(const struct cma *cma)
{
	return PFN_PHYS(cma->base_pfn);
}

unsigned long cma_get_size(const struct cma *cma)
{
	return cma->count << PAGE_SHIFT;
}

const char *cma_get_name(const struct cma *cma)
{
	return cma->name;
}

static unsigned long area_bits(const struct cma *cma)
{
	return cma->count >> cma->order_per_bit;
}

static unsigned long pages_to_bits(const struct cma *cma, unsigned long pages)
{
	return ALIGN(pages, 1UL << cma->order_per_bit) >> cma->order_per_bit;
}

bool cma_is_full(void)
{
	if (nr_areas < MAX_CMA_AREAS)
		return false;
	pr_err("Not enough slots for CMA reserved regions!\n");
	return true;
}

int cma_init_reserved_mem(phys_addr_t base, phys_addr_t size,
			  unsigned int order_per_bit, const char *name,
			  struct cma **res_cma)
{
	struct cma *cma;

	if (!linux_7_2() && cma_is_full())
		return -ENOSPC;
	if (!size || !memblock_is_region_reserved(base, size))
		return -EINVAL;
	if (!IS_ALIGNED(base | size, cma_block()))
		return -EINVAL;
	if (linux_7_2() && cma_is_full())
		return -ENOSPC;
	cma = &areas[nr_areas];
	if (name)
		strscpy(cma->name, name, CMA_MAX_NAME);
	else
		scnprintf(cma->name, CMA_MAX_NAME, "cma%u", nr_areas);
	cma->base_pfn = PHYS_PFN(base);
	cma->count = size >> PAGE_SHIFT;
	cma->order_per_bit = order_per_bit;
	*res_cma = cma;
	nr_areas++;
	return 0;
}

/* Forget the areas of a tree before another one is read; none is in use. */
void cma_forget(void)
{
	nr_areas = 0;
}

static bool area_is_memory(const struct cma *cma)
{
	return home_dram_contains(cma_get_base(cma), cma_get_size(cma));
}

static bool area_in_one_zone(const struct cma *cma)
{
	const struct page *first = pfn_to_page(cma->base_pfn);

	return page_zonenum(first) == page_zonenum(first + cma->count - 1);
}

/* What is no use for CMA is ordinary memory again. */
static int area_give_up(struct cma *cma)
{
	phys_addr_t size = cma_get_size(cma);
	bool memory = area_is_memory(cma);

	cma->count = 0;
	pr_err("CMA area %s could not be activated\n", cma->name);
	return memory ? page_add_range(cma_get_base(cma), size) : 0;
}

static int area_activate(struct cma *cma)
{
	if (!area_is_memory(cma) || !area_in_one_zone(cma))
		return area_give_up(cma);
	cma->bitmap = host_alloc(bitmap_size(area_bits(cma)));
	if (!cma->bitmap)
		return area_give_up(cma);
	return page_lend_range(cma_get_base(cma), cma_get_size(cma));
}

/* Boot: from now on areas lend and give. */
int cma_boot(void)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < nr_areas && !err; i++)
		err = area_activate(&areas[i]);
	return err;
}

/* Which kernel's words: each of these changed them. */
#define TELLS_RUNS	0x060900	/* free runs, not only under CMA_DEBUG */
#define SPLIT_ALLOC	0x060c00	/* __cma_alloc() */
#define MANY_RANGES	0x060f00	/* an area may have several ranges */
#define FROZEN_PAGES	0x070000	/* __cma_alloc_frozen() */

static __cold const char *failed_function(void)
{
	if (linux_version < SPLIT_ALLOC)
		return "cma_alloc";
	return linux_version < FROZEN_PAGES ? "__cma_alloc" :
					      "__cma_alloc_frozen";
}

/* As nr@bit; the pages in all of them. */
static __cold unsigned long log_runs(const struct cma *cma)
{
	unsigned long start, next, nr, total = 0, bits = area_bits(cma);

	for (start = 0;; start = next + 1) {
		bool plus;

		next = find_next_zero_bit(cma->bitmap, bits, start);
		if (next >= bits)
			return total;
		start = next;
		next = find_next_bit(cma->bitmap, bits, start);
		nr = (next - start) << cma->order_per_bit;
		plus = linux_version < MANY_RANGES ? total : start;
		pr_cont("%s%lu@%lu", plus ? "+" : "", nr, start);
		total += nr;
	}
}

static __cold void log_failure(const struct cma *cma, unsigned long count,
			       int ret)
{
	unsigned long free;

	pr_err_ratelimited("%s: %s: alloc failed, req-size: %lu pages, ret: %d\n",
			   failed_function(), cma->name, count, ret);
	if (linux_version < TELLS_RUNS)
		return;
	pr_info("number of available pages: ");
	if (linux_version >= MANY_RANGES)
		pr_info("range 0: ");
	free = log_runs(cma);
	if (linux_version >= MANY_RANGES)
		pr_info("\n");
	pr_cont("=> %lu free of %lu total pages\n", free, cma->count);
}

/* Low bits of a place, in bits, that must be 0 but for the area's own. */
static unsigned long align_mask(const struct cma *cma, unsigned int align)
{
	if (align <= cma->order_per_bit)
		return 0;
	return (1UL << (align - cma->order_per_bit)) - 1;
}

/* Takes count pages; 0 and the first of them, or -errno. */
static int take_pages(struct cma *cma, unsigned long count, unsigned int align,
		      unsigned long *pfn)
{
	unsigned long mask = align_mask(cma, align), bit, start;
	unsigned long offset = (cma->base_pfn & ((1UL << align) - 1)) >>
			       cma->order_per_bit;
	unsigned long nr = pages_to_bits(cma, count), bits = area_bits(cma);
	int ret = linux_version < MANY_RANGES ? -ENOMEM : -EBUSY;

	for (start = 0; nr <= bits && start < bits; start = bit + mask + 1) {
		bit = bitmap_find_next_zero_area_off(cma->bitmap, bits, start,
						     nr, mask, offset);
		if (bit >= bits)
			break;
		bitmap_set(cma->bitmap, bit, nr);
		*pfn = cma->base_pfn + (bit << cma->order_per_bit);
		ret = contig_take(*pfn, *pfn + count);
		if (!ret)
			break;
		bitmap_clear(cma->bitmap, bit, nr);
		if (ret != -EBUSY)
			break;
	}
	return ret;
}

struct page *cma_alloc(struct cma *cma, unsigned long count,
		       unsigned int align, bool no_warn)
{
	unsigned long pfn;
	int ret;

	if (!cma || !cma->count || !cma->bitmap || !count)
		return NULL;
	sched_might_sleep("cma_alloc");
	ret = take_pages(cma, count, align, &pfn);
	if (!ret)
		return pfn_to_page(pfn);
	/* More than there is in all was not worth a word. */
	if (linux_version < MANY_RANGES && count > cma->count)
		return NULL;
	if (!no_warn)
		log_failure(cma, count, ret);
	return NULL;
}

bool cma_pages_valid(struct cma *cma, const struct page *pages,
		     unsigned long count)
{
	unsigned long pfn;

	if (!cma || !pages)
		return false;
	pfn = page_to_pfn(pages);
	return pfn >= cma->base_pfn && pfn - cma->base_pfn < cma->count;
}

bool cma_release(struct cma *cma, const struct page *pages,
		 unsigned long count)
{
	unsigned long pfn, offset, held;

	if (!cma_pages_valid(cma, pages, count))
		return false;
	pfn = page_to_pfn(pages);
	offset = pfn - cma->base_pfn;
	if (linux_version >= FROZEN_PAGES && offset + count > cma->count)
		return false;
	BUG_ON(offset + count > cma->count);
	held = contig_give(pfn, pfn + count);
	WARN(held, "%lu pages are still in use!\n", held);
	bitmap_clear(cma->bitmap, offset >> cma->order_per_bit,
		     pages_to_bits(cma, count));
	return true;
}

int cma_for_each_area(int (*it)(struct cma *cma, void *data), void *data)
{
	unsigned int i;
	int ret;

	for (i = 0; i < nr_areas; i++) {
		ret = it(&areas[i], data);
		if (ret)
			return ret;
	}
	return 0;
}
