// SPDX-License-Identifier: MIT
/*
 * dma_alloc_contiguous - which CMA area a device's memory comes from.
 *
 * Its own area (memory-region of a reusable shared-dma-pool) if it has one,
 * else the default area ("linux,cma-default"), else ordinary pages.
 *
 * Same as Linux: a device's own area gives any size, the default one no single
 * pages; alignment is at most 1 MiB; a full area falls back to the page
 * allocator, silently; who must not sleep gets nothing from CMA.
 * Not the same:  no areas of NUMA nodes; no default area that the tree does
 * not name (CONFIG_CMA_SIZE_MBYTES=0).
 */
#include <linux/cma.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>

#include "core/mm/page.h"
#include "dma/private.h"
#include "of/reserved-mem.h"

#define CMA_ALIGNMENT	8u		/* CONFIG_CMA_ALIGNMENT: 1 MiB */

static struct cma *default_area;

struct cma *dev_get_cma_area(struct device *dev)
{
	return dev && dev->cma_area ? dev->cma_area : default_area;
}

struct page *dma_alloc_from_contiguous(struct device *dev, size_t count,
				       unsigned int align, bool no_warn)
{
	return cma_alloc(dev_get_cma_area(dev), count,
			 min(align, CMA_ALIGNMENT), no_warn);
}

bool dma_release_from_contiguous(struct device *dev, struct page *pages,
				 int count)
{
	return cma_release(dev_get_cma_area(dev), pages, count);
}

/* size is a multiple of a page.  NULL: ask the page allocator. */
static struct page *alloc_from(struct cma *cma, size_t size, gfp_t gfp)
{
	unsigned int align = min_t(unsigned int, get_order(size),
				   CMA_ALIGNMENT);

	return cma_alloc(cma, size >> PAGE_SHIFT, align, gfp & __GFP_NOWARN);
}

struct page *dma_alloc_contiguous(struct device *dev, size_t size, gfp_t gfp)
{
	if (!gfpflags_allow_blocking(gfp))
		return NULL;
	if (dev->cma_area)
		return alloc_from(dev->cma_area, size, gfp);
	if (size <= PAGE_SIZE || !default_area)
		return NULL;
	return alloc_from(default_area, size, gfp);
}

void dma_free_contiguous(struct device *dev, struct page *page, size_t size)
{
	unsigned long count = PAGE_ALIGN(size) >> PAGE_SHIFT;

	if (dev->cma_area && cma_release(dev->cma_area, page, count))
		return;
	if (default_area && cma_release(default_area, page, count))
		return;
	page_give(page, get_order(size));
}

/* --- reusable shared-dma-pool --------------------------------------------- */

static int rmem_cma_device_init(struct reserved_mem *rmem, struct device *dev)
{
	dev->cma_area = rmem->priv;
	return 0;
}

static void rmem_cma_device_release(struct reserved_mem *rmem,
				    struct device *dev)
{
	dev->cma_area = NULL;
}

static const struct reserved_mem_ops rmem_cma_ops = {
	.device_init = rmem_cma_device_init,
	.device_release = rmem_cma_device_release,
};

/*
 * Handler of "shared-dma-pool": 0, or -EINVAL when it is not reusable or not
 * aligned to page blocks, -ENOSPC.
 */
int rmem_cma_setup(struct reserved_mem *rmem)
{
	unsigned long node = rmem->fdt_node;
	struct cma *cma;
	int ret;

	if (!of_get_flat_dt_prop(node, "reusable", NULL) ||
	    of_get_flat_dt_prop(node, "no-map", NULL))
		return -EINVAL;
	if (!IS_ALIGNED(rmem->base | rmem->size,
			PAGE_SIZE << pageblock_order)) {
		pr_err("Reserved memory: incorrect alignment of CMA region\n");
		return -EINVAL;
	}
	ret = cma_init_reserved_mem(rmem->base, rmem->size, 0, rmem->name,
				    &cma);
	if (ret) {
		pr_err("Reserved memory: unable to setup CMA region\n");
		return ret;
	}
	if (of_get_flat_dt_prop(node, "linux,cma-default", NULL))
		default_area = cma;
	rmem->ops = &rmem_cma_ops;
	rmem->priv = cma;
	pr_info("Reserved memory: created CMA memory pool at %pa, size %ld MiB\n",
		&rmem->base, (unsigned long)rmem->size / SZ_1M);
	return 0;
}

/* Another tree will be read: of/reserved-mem.h. */
void rmem_cma_reset(void)
{
	default_area = NULL;
	cma_forget();
}
