/* SPDX-License-Identifier: MIT */
/*
 * Page allocator, what the other rooms of the kernel need beside <linux/gfp.h>.
 */
#ifndef CORE_MM_PAGE_H
#define CORE_MM_PAGE_H

#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/types.h>

struct caller;

/*
 * A driver gives memory of kmalloc() or pages back, rightly: for whoever must
 * know before it is free.  NULL: nobody.
 */
extern void (*mm_freed)(phys_addr_t paddr, size_t size, struct caller by);

/*
 * Last address of ZONE_DMA + 1 is the lower of this + 1 and the end of RAM.
 * Set before page_boot(); 32 bits when nobody does.
 */
extern phys_addr_t zone_dma_limit;

/* alloc_pages() and __free_pages() without the driver-facing part: no fault
 * injection, no record of the caller, no message.  Never sleep. */
struct page *page_take(gfp_t gfp, unsigned int order);
void page_give(struct page *page, unsigned int order);

/* Give reserved RAM (whole pages) to the allocator; 0 or -ENOMEM. */
int page_add_range(phys_addr_t base, phys_addr_t size);
/* The same, for movable pages only; contig_take() gets it back.  In page
 * blocks, of one zone. */
int page_lend_range(phys_addr_t base, phys_addr_t size);
/* Is it of such a range? */
bool is_migrate_cma_page(const struct page *page);

/*
 * For contig.c.  Take free pages of lent memory, as many as there are in a row
 * from pfn on and before end; 0: pfn is not free.  Give such pages back.  Start
 * one with a reference, as one that the allocator does not manage.
 */
unsigned long page_take_free(unsigned long pfn, unsigned long end);
void page_give_run(unsigned long pfn, unsigned long end);
void page_start(struct page *page);

/*
 * Take the pages [pfn, end) of one lent range: 0, each with one reference;
 * -EBUSY: one of them cannot move; -ENOMEM: nowhere to move one to.  Give
 * them back; how many had another reference than the caller's, or none.
 */
int contig_take(unsigned long pfn, unsigned long end);
unsigned long contig_give(unsigned long pfn, unsigned long end);

/* Pages that are out, slabs' too; pages that are not. */
unsigned long page_count_used(void);
unsigned long page_count_free(void);

/* fn for each block that is out, by rising address. */
void page_for_each_out(void (*fn)(struct page *page, void *arg), void *arg);

/* A report "page-leak" for each block that the module being unloaded has still;
 * how many. */
unsigned int page_report_leaks(void);

#endif
