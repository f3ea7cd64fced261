// SPDX-License-Identifier: MIT
/*
 * The DMA API's door for cached memory that is allocated for a device: pages,
 * dma_alloc_noncoherent(), and tables of dma_alloc_noncontiguous().
 *
 * All of it is memory of the linear map that needs syncs, as if it were mapped
 * with a direction.  Without an IOMMU a table has one entry.
 *
 * Same as Linux: never from a device pool; what is warned about and refused;
 * the table is kmalloc()ed, and its entry is mapped from the start.
 */
#include <linux/bug.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "core/context.h"
#include "dma/check/check.h"
#include "dma/private.h"
#include "dma/trace.h"
#include "home/home.h"

static struct page *alloc_cached(const struct check_call *call, size_t size,
				 dma_addr_t *dma, gfp_t gfp)
{
	struct page *page;

	if (WARN_ON_ONCE(!call->dev->coherent_dma_mask) ||
	    WARN_ON_ONCE(gfp & DMA_GFP_ZONES) ||
	    WARN_ON_ONCE(gfp & __GFP_COMP))
		return NULL;
	if (!size) {
		check_zero_size(call, "allocated");
		return NULL;
	}
	if (size > SIZE_MAX - PAGE_SIZE || fault_inject("dma_alloc_pages"))
		return NULL;
	page = dma_direct_alloc_pages(call->dev, size, dma, gfp);
	if (page)
		check_map(call, page_to_phys(page), PAGE_ALIGN(size), *dma);
	if (unlikely(dma_trace_on))
		dma_trace_pages(call, size, gfp,
				page ? *dma : DMA_MAPPING_ERROR);
	return page;
}

static void free_cached(const struct check_call *call, size_t size,
			struct page *page, dma_addr_t dma)
{
	size = check_free(call, dma, PAGE_ALIGN(size), page_to_phys(page));
	if (size)
		dma_direct_free_pages(call->dev, size, page);
}

struct page *dma_alloc_pages(struct device *dev, size_t size,
			     dma_addr_t *dma_handle,
			     enum dma_data_direction dir, gfp_t gfp)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };
	dma_addr_t dma;
	struct page *page = alloc_cached(&call, size, &dma, gfp);

	if (page)
		home_store(dma_handle, &dma, sizeof(dma));
	return page;
}

void dma_free_pages(struct device *dev, size_t size, struct page *page,
		    dma_addr_t dma_handle, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };

	free_cached(&call, size, page, dma_handle);
}

void *dma_alloc_noncoherent(struct device *dev, size_t size,
			    dma_addr_t *dma_handle,
			    enum dma_data_direction dir, gfp_t gfp)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };
	dma_addr_t dma;
	struct page *page = alloc_cached(&call, size, &dma, gfp);

	if (!page)
		return NULL;
	home_store(dma_handle, &dma, sizeof(dma));
	return page_address(page);
}

void dma_free_noncoherent(struct device *dev, size_t size, void *vaddr,
			  dma_addr_t dma_handle, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };

	if (vaddr && virt_addr_valid(vaddr))
		free_cached(&call, size, virt_to_page(vaddr), dma_handle);
	else
		check_free(&call, dma_handle, PAGE_ALIGN(size),
			   ~(phys_addr_t)0);
}

/* --- tables --------------------------------------------------------------- */

/* The table's only entry; sgt may be board memory. */
static struct scatterlist first_entry(const struct sg_table *sgt)
{
	struct scatterlist *sgl, entry;

	home_load(&sgt->sgl, &sgl, sizeof(sgl));
	home_load(sgl, &entry, sizeof(entry));
	return entry;
}

static void set_first_entry(struct sg_table *sgt, struct page *page,
			    size_t size, dma_addr_t dma)
{
	struct scatterlist entry = first_entry(sgt), *sgl;

	sg_set_page(&entry, page, size, 0);
	sg_dma_address(&entry) = dma;
	sg_dma_len(&entry) = size;
	home_load(&sgt->sgl, &sgl, sizeof(sgl));
	home_store(sgl, &entry, sizeof(entry));
}

static struct sg_table *table_create(gfp_t gfp)
{
	struct sg_table *sgt = kmalloc(sizeof(struct sg_table), gfp);

	if (sgt && sg_alloc_table(sgt, 1, gfp)) {
		kfree(sgt);
		sgt = NULL;
	}
	return sgt;
}

static void table_destroy(struct sg_table *sgt)
{
	sg_free_table(sgt);
	kfree(sgt);
}

struct sg_table *dma_alloc_noncontiguous(struct device *dev, size_t size,
					 enum dma_data_direction dir, gfp_t gfp,
					 unsigned long attrs)
{
	struct check_call call = { dev, CHECK_NONCONTIGUOUS, dir, attrs,
				   CHECK_HERE };
	struct sg_table *sgt;
	struct page *page;
	dma_addr_t dma;

	if (WARN_ON_ONCE(attrs & ~DMA_ATTR_ALLOC_SINGLE_PAGES) ||
	    WARN_ON_ONCE(gfp & __GFP_COMP))
		return NULL;
	sgt = table_create(gfp);
	if (!sgt)
		return NULL;
	page = alloc_cached(&call, size, &dma, gfp);
	if (!page) {
		table_destroy(sgt);
		return NULL;
	}
	set_first_entry(sgt, page, PAGE_ALIGN(size), dma);
	return sgt;
}

void dma_free_noncontiguous(struct device *dev, size_t size,
			    struct sg_table *sgt, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_NONCONTIGUOUS, dir, 0,
				   CHECK_HERE };
	struct scatterlist entry = first_entry(sgt);

	free_cached(&call, size, sg_page(&entry), sg_dma_address(&entry));
	table_destroy(sgt);
}

/* Without an IOMMU the pages are one block, which has an address already. */
void *dma_vmap_noncontiguous(struct device *dev, size_t size,
			     struct sg_table *sgt)
{
	struct scatterlist entry = first_entry(sgt);

	return page_address(sg_page(&entry));
}

void dma_vunmap_noncontiguous(struct device *dev, void *vaddr)
{
}

int dma_mmap_noncontiguous(struct device *dev, struct vm_area_struct *vma,
			   size_t size, struct sg_table *sgt)
{
	struct scatterlist entry = first_entry(sgt);

	return dma_mmap_pages(dev, vma, size, sg_page(&entry));
}
