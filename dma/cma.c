// SPDX-License-Identifier: MIT
/*
 * CMA - areas of memory from which large pieces come in one piece.
 *
 * An area is a reserved range and a bit for each 1 << order_per_bit pages.
 * Allocation is first fit from the start; alignment counts from address 0, not
 * from the area.
 *
 * Same as Linux: where a piece lands, what is refused, who may sleep, the
 * lines of a failure.
 * Not the same:  nobody borrows an area's free pages, so nothing is migrated
 * and -EBUSY never happens.  No lock: nothing here sleeps half-way.
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

int cma_init_reserved_mem(phys_addr_t base, phys_addr_t size,
			  unsigned int order_per_bit, const char *name,
			  struct cma **res_cma)
{
	struct cma *cma;

	if (nr_areas == MAX_CMA_AREAS) {
		pr_err("Not enough slots for CMA reserved regions!\n");
		return -ENOSPC;
	}
	if (!size || !memblock_is_region_reserved(base, size))
		return -EINVAL;
	if (!IS_ALIGNED(base | size, PAGE_SIZE << pageblock_order))
		return -EINVAL;
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

/* A run of pages belongs to one zone, and all of it is memory. */
static bool area_usable(const struct cma *cma)
{
	phys_addr_t base = cma_get_base(cma);
	phys_addr_t last = base + cma_get_size(cma) - 1;

	return home_dram_contains(base, cma_get_size(cma)) &&
	       (base > U32_MAX) == (last > U32_MAX);
}

/* Boot: give each area its bitmap.  One that has none stays empty. */
int cma_boot(void)
{
	unsigned int i;

	for (i = 0; i < nr_areas; i++) {
		struct cma *cma = &areas[i];

		if (area_usable(cma))
			cma->bitmap = host_alloc(bitmap_size(area_bits(cma)));
		if (cma->bitmap)
			continue;
		cma->count = 0;
		pr_err("CMA area %s could not be activated\n", cma->name);
	}
	return 0;
}

static __cold void log_failure(const struct cma *cma, unsigned long count)
{
	unsigned long start, next, nr, total = 0, bits = area_bits(cma);

	pr_err_ratelimited("%s: %s: alloc failed, req-size: %lu pages, ret: %d\n",
			   linux_version < 0x060a00 ? "cma_alloc" :
						      "__cma_alloc",
			   cma->name, count, -ENOMEM);
	pr_info("number of available pages: ");
	for (start = 0;; start = next + 1) {
		next = find_next_zero_bit(cma->bitmap, bits, start);
		if (next >= bits)
			break;
		start = next;
		next = find_next_bit(cma->bitmap, bits, start);
		nr = (next - start) << cma->order_per_bit;
		pr_cont("%s%lu@%lu", total ? "+" : "", nr, start);
		total += nr;
	}
	pr_cont("=> %lu free of %lu total pages\n", total, cma->count);
}

/* Bit of a run of nr free ones; past the end: there is none. */
static unsigned long find_run(const struct cma *cma, unsigned long nr,
			      unsigned int align)
{
	unsigned long mask = 0, offset = 0;

	if (align > cma->order_per_bit) {
		mask = (1UL << (align - cma->order_per_bit)) - 1;
		offset = (cma->base_pfn & ((1UL << align) - 1)) >>
			 cma->order_per_bit;
	}
	return bitmap_find_next_zero_area_off(cma->bitmap, area_bits(cma), 0,
					      nr, mask, offset);
}

struct page *cma_alloc(struct cma *cma, unsigned long count,
		       unsigned int align, bool no_warn)
{
	unsigned long bit, nr;
	struct page *page;

	if (!cma || !cma->count || !cma->bitmap || !count)
		return NULL;
	sched_might_sleep("cma_alloc");
	nr = pages_to_bits(cma, count);
	bit = nr <= area_bits(cma) ? find_run(cma, nr, align) : ULONG_MAX;
	if (bit >= area_bits(cma)) {
		if (!no_warn)
			log_failure(cma, count);
		return NULL;
	}
	bitmap_set(cma->bitmap, bit, nr);
	page = pfn_to_page(cma->base_pfn + (bit << cma->order_per_bit));
	page_adopt(page, count);
	return page;
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
	unsigned long offset;

	if (!cma_pages_valid(cma, pages, count))
		return false;
	offset = page_to_pfn(pages) - cma->base_pfn;
	BUG_ON(offset + count > cma->count);
	page_disown((struct page *)pages, count);
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
