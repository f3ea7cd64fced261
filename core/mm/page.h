/* SPDX-License-Identifier: MIT */
/*
 * Page allocator, what the other rooms of the kernel need beside <linux/gfp.h>.
 */
#ifndef CORE_MM_PAGE_H
#define CORE_MM_PAGE_H

#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/types.h>

/*
 * Last address of ZONE_DMA + 1 is the lower of this + 1 and the end of RAM.
 * Set before page_boot(); 32 bits when nobody does.
 */
extern phys_addr_t zone_dma_limit;

/* alloc_pages() and __free_pages() without the driver-facing part: no fault
 * injection, no record of the caller, no message.  Never sleep. */
struct page *page_take(gfp_t gfp, unsigned int order);
void page_give(struct page *page, unsigned int order);

/* Give reserved RAM (whole pages) to the allocator. */
int page_add_range(phys_addr_t base, phys_addr_t size);

/*
 * Pages that stay out of the allocator but that drivers get (CMA): start them
 * with one reference each; forget them again.
 */
void page_adopt(struct page *page, unsigned long nr);
void page_disown(struct page *page, unsigned long nr);

/* Pages that are out, slabs' too; pages that are not. */
unsigned long page_count_used(void);
unsigned long page_count_free(void);

/* fn for each block that is out, by rising address. */
void page_for_each_out(void (*fn)(struct page *page, void *arg), void *arg);

/* A report "page-leak" for each block that the module being unloaded has still;
 * how many. */
unsigned int page_report_leaks(void);

#endif
