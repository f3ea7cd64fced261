// SPDX-License-Identifier: MIT
/*
 * dma_alloc_contiguous - which CMA area a device's memory comes from.
 *
 * Its own area (memory-region of a reusable shared-dma-pool) if it has one,
 * else the default area ("linux,cma-default"), else ordinary pages.
 *
 * Same as Linux: a device's own area gives any size, the default one no single
 * pages; alignment is at most 1 MiB; a full area falls back to the page
 * allocator, silently; who must not sleep gets nothing from CMA; which of "cma="
 * and the tree makes the default area, else it has the size that Debian's
 * kernels are built with.
 * Not the same:  no areas of NUMA nodes; the kernel's image and its tree are
 * where they are said to be (board_kernel's loaded), else nowhere.
 */
#include <linux/cma.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>

#include "core/mm/page.h"
#include "dma/private.h"
#include "of/cmdline.h"
#include "of/reserved-mem.h"

#define CMA_ALIGNMENT	8u		/* CONFIG_CMA_ALIGNMENT: 1 MiB */

static struct cma *default_area;

/* cma=SIZE[@BASE[-LIMIT]] */
static struct {
	bool given;
	phys_addr_t size, base, limit;
} cmdline;

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

unsigned int dma_contiguous_align(u64 size)
{
	return min(dma_page_order(size), CMA_ALIGNMENT);
}

struct cma *dma_contiguous_area(struct device *dev, u64 size, gfp_t gfp)
{
	if (!gfpflags_allow_blocking(gfp))
		return NULL;
	if (dev->cma_area)
		return dev->cma_area;
	return dma_page_order(size) ? default_area : NULL;
}

struct page *dma_alloc_contiguous(struct device *dev, size_t size, gfp_t gfp)
{
	struct cma *area = dma_contiguous_area(dev, size, gfp);

	if (!area)
		return NULL;
	return cma_alloc(area, size >> PAGE_SHIFT, dma_contiguous_align(size),
			 gfp & __GFP_NOWARN);
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

bool rmem_is_cma(const struct reserved_mem *rmem)
{
	return rmem->ops == &rmem_cma_ops;
}

static bool is_bypassed(unsigned long node)
{
	return cmdline.given &&
	       of_get_flat_dt_prop(node, "linux,cma-default", NULL);
}

/* 0; -ENODEV: it is no area; -EBUSY: the command line has one instead. */
static int verify_7_2(unsigned long node)
{
	if (!of_get_flat_dt_prop(node, "reusable", NULL) ||
	    of_get_flat_dt_prop(node, "no-map", NULL))
		return -ENODEV;
	if (!is_bypassed(node))
		return 0;
	pr_err("Skipping dt linux,cma-default node in favor for \"cma=\" kernel param.\n");
	return -EBUSY;
}

/* The same for 6.1 and 6.12, which look at the command line first. */
static int verify_6(const struct reserved_mem *rmem)
{
	unsigned long node = rmem->fdt_node;

	if (is_bypassed(node)) {
		pr_info("Reserved memory: bypass %s node, using cmdline CMA params instead\n",
			rmem->name);
		return -EBUSY;
	}
	if (!of_get_flat_dt_prop(node, "reusable", NULL) ||
	    of_get_flat_dt_prop(node, "no-map", NULL))
		return -EINVAL;
	return 0;
}

int rmem_cma_validate(unsigned long node, phys_addr_t *align)
{
	int err = verify_7_2(node);

	if (!err && align)
		*align = max(*align, cma_block());
	return err;
}

/*
 * Handler of "shared-dma-pool": 0, or -EINVAL (7.2: -ENODEV) when it is not
 * reusable, -EINVAL when it is not aligned to page blocks, -EBUSY, -ENOSPC.
 */
int rmem_cma_setup(struct reserved_mem *rmem)
{
	unsigned long node = rmem->fdt_node;
	struct cma *cma;
	int ret = linux_7_2() ? verify_7_2(node) : verify_6(rmem);

	if (ret)
		return ret;
	if (!IS_ALIGNED(rmem->base | rmem->size, cma_block())) {
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

/* --- the default area ----------------------------------------------------- */

static void read_cmdline(const char *p)
{
	if (p[-1] != '=') {
		pr_err("cma: Config string not provided\n");
		pr_warn("Malformed early option 'cma'\n");
		return;
	}
	cmdline.given = true;
	cmdline.size = cmdline_size(&p);
	if (*p++ != '@')
		return;
	cmdline.base = cmdline_size(&p);
	cmdline.limit = cmdline.base + cmdline.size;
	if (*p++ == '-')
		cmdline.limit = cmdline_size(&p);
}

void rmem_cma_reset(void)
{
	default_area = NULL;
	cma_forget();
	memset(&cmdline, 0, sizeof(cmdline));
}

void rmem_cma_start(void)
{
	const char *at = NULL;

	while ((at = cmdline_next("cma", at)))
		read_cmdline(at);
}

bool cma_on_cmdline(void)
{
	return cmdline.given;
}

/* CONFIG_CMA_SIZE_MBYTES of Debian's kernels. */
static phys_addr_t built_in_size(void)
{
	if (!linux_arm32)
		return 64 * SZ_1M;
	return (linux_7_2() ? 128 : 16) * SZ_1M;
}

void dma_contiguous_reserve(phys_addr_t limit)
{
	phys_addr_t size = built_in_size(), base = 0;
	bool fixed = false;

	if (cmdline.given) {
		size = cmdline.size;
		base = cmdline.base;
		fixed = base + size == cmdline.limit;
		if (cmdline.limit && (linux_7_2() || cmdline.limit < limit))
			limit = cmdline.limit;
	}
	if (size && !default_area)
		cma_declare_contiguous(base, size, limit, 0, 0, fixed,
				       "reserved", &default_area);
}
