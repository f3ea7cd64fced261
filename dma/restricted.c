// SPDX-License-Identifier: MIT
/*
 * restricted-dma-pool - the only memory that a device may reach.
 *
 * All DMA of a device that attaches to one is bounced through it, for boards
 * without an IOMMU.  That is SWIOTLB's work.
 *
 * Same as Linux: which nodes are taken, the line.
 * Not the same:  there is no SWIOTLB here, so a device cannot attach: that is
 * said, and -EOPNOTSUPP, where Linux says 0.
 */
#define pr_fmt(fmt) "software IO TLB: " fmt

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>

#include "of/reserved-mem.h"

static int rmem_restricted_device_init(struct reserved_mem *rmem,
				       struct device *dev)
{
	dev_err(dev, "%s: restricted-dma-pool needs SWIOTLB, which is not modelled\n",
		rmem->name);
	return -EOPNOTSUPP;
}

static const struct reserved_mem_ops rmem_restricted_ops = {
	.device_init = rmem_restricted_device_init,
};

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
