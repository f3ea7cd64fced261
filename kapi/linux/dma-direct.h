/* SPDX-License-Identifier: MIT */
/* dma-direct.h - bus addresses of devices without an IOMMU.  Real. */
#ifndef _LINUX_DMA_DIRECT_H
#define _LINUX_DMA_DIRECT_H

#include <linux/dma-mapping.h>
#include <linux/types.h>

struct device;

/* End of the DMA zone: the last byte that GFP_DMA memory may have. */
extern phys_addr_t zone_dma_limit;

/* One entry of dma-ranges.  A list of them ends with size 0. */
struct bus_dma_region {
	phys_addr_t cpu_start;
	dma_addr_t dma_start;
	u64 size;
};

/* DMA_MAPPING_ERROR: the bus does not lead there. */
dma_addr_t phys_to_dma(struct device *dev, phys_addr_t paddr);
/* ~0: no memory has this bus address. */
phys_addr_t dma_to_phys(struct device *dev, dma_addr_t dma_addr);

#endif
