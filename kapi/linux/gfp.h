/* SPDX-License-Identifier: MIT */
#ifndef __LINUX_GFP_H
#define __LINUX_GFP_H

#include <linux/gfp_types.h>
#include <linux/mmzone.h>
#include <linux/numa.h>
#include <linux/types.h>

struct page;

static inline bool gfpflags_allow_blocking(const gfp_t gfp_flags)
{
	return !!(gfp_flags & __GFP_DIRECT_RECLAIM);
}

/*
 * 1 << order pages, naturally aligned; NULL when there are none.  Without
 * __GFP_COMP only the first has a reference; the others have none.
 */
struct page *alloc_pages(gfp_t gfp, unsigned int order);
struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order);
#define alloc_page(gfp)			alloc_pages(gfp, 0)
#define __alloc_pages_node(nid, gfp, order) alloc_pages(gfp, order)
unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
unsigned long get_zeroed_page(gfp_t gfp);
#define __get_free_page(gfp)		__get_free_pages((gfp), 0)
#define __get_dma_pages(gfp, order)	\
	__get_free_pages((gfp) | GFP_DMA, (order))

/* Any size: the pages past it go back.  Each page stands alone. */
void *alloc_pages_exact(size_t size, gfp_t gfp);
void free_pages_exact(void *virt, size_t size);
/* Fills the NULL places of the array; how many places have a page. */
unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr,
				     struct page **pages);

void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);
#define __free_page(page)	__free_pages((page), 0)
#define free_page(addr)		free_pages((addr), 0)

#endif
