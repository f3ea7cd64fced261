// SPDX-License-Identifier: MIT
/*
 * restricted-dma-pool - the only memory that a device may reach.
 *
 * All DMA of a device that attaches to one is bounced through it, for boards
 * without an IOMMU: streaming mappings by copies, allocations come from it.
 * The bus attaches a device, before it is probed.
 *
 * Same as Linux: which nodes are taken, the lines, who makes the pool (the first
 * device that attaches) and that later ones share it; a release gives the
 * device the default pool and leaves this one.
 * Not the same:  memory outside of RAM, where Linux writes zeros to nowhere, is
 * refused; 6.1 hands out slots behind a pool that ends within a segment.
 */
#define pr_fmt(fmt) "software IO TLB: " fmt

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/of_device.h>
#include <linux/of_fdt.h>
#include <linux/of_reserved_mem.h>
#include <linux/printk.h>

#include "core/context.h"
#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "home/home.h"
#include "host/host.h"
#include "of/reserved-mem.h"

static int pool_create(struct reserved_mem *rmem)
{
	unsigned long nslabs = rmem->size >> IO_TLB_SHIFT;
	struct io_tlb_mem *mem = NULL;
	int err = -ENOMEM;

	if (!home_dram_contains(rmem->base, rmem->size))
		return -EINVAL;
	if (!fault_inject("restricted-dma-pool"))
		mem = host_alloc(sizeof(*mem));
	if (mem)
		err = io_tlb_create(mem, rmem->base, nslabs, 1);
	if (err) {
		host_free(mem);
		return err;
	}
	mem->force_bounce = true;
	mem->for_alloc = true;
	home_set(phys_to_virt(rmem->base), 0, nslabs << IO_TLB_SHIFT);
	rmem->priv = mem;
	return 0;
}

static int rmem_restricted_device_init(struct reserved_mem *rmem,
				       struct device *dev)
{
	int err = rmem->priv ? 0 : pool_create(rmem);

	if (!err)
		dev->dma_io_tlb_mem = rmem->priv;
	return err;
}

static void rmem_restricted_device_release(struct reserved_mem *rmem,
					   struct device *dev)
{
	swiotlb_dev_init(dev);
}

static const struct reserved_mem_ops rmem_restricted_ops = {
	.device_init = rmem_restricted_device_init,
	.device_release = rmem_restricted_device_release,
};

/* The first restricted pool that np's memory-region names; -1. */
static int find_restricted(struct device_node *np)
{
	int count = of_property_count_u32_elems(np, "memory-region"), i;

	for (i = 0; i < count; i++) {
		struct device_node *node = of_parse_phandle(np,
							    "memory-region", i);
		bool found = of_device_is_compatible(node,
						     "restricted-dma-pool") &&
			     of_device_is_available(node);

		of_node_put(node);
		if (found)
			return i;
	}
	return -1;
}

void dma_attach_restricted(struct device *dev, struct device_node *np)
{
	int i;

	if (of_property_present(dev->of_node, "memory-region"))
		np = dev->of_node;
	i = find_restricted(np);
	if (i >= 0 && of_reserved_mem_device_init_by_idx(dev, np, i))
		dev_warn(dev, "failed to initialise \"restricted-dma-pool\" memory node\n");
}

/* Handler of "restricted-dma-pool": 0, or -EINVAL for what contradicts it. */
int rmem_restricted_setup(struct reserved_mem *rmem)
{
	unsigned long node = rmem->fdt_node;

	if (of_get_flat_dt_prop(node, "reusable", NULL) ||
	    of_get_flat_dt_prop(node, "linux,cma-default", NULL) ||
	    of_get_flat_dt_prop(node, "linux,dma-default", NULL) ||
	    of_get_flat_dt_prop(node, "no-map", NULL))
		return -EINVAL;
	rmem->ops = &rmem_restricted_ops;
	pr_info("Reserved memory: created restricted DMA pool at %pa, size %ld MiB\n",
		&rmem->base, (unsigned long)rmem->size / SZ_1M);
	return 0;
}
