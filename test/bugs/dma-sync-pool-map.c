// SPDX-License-Identifier: MIT
/*
 * A page of a no-map region is mapped.
 *
 * board: test/boards/dma.dts
 */
#include "pool.h"

static int run(struct device *dev)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(dev, 4096, p, dma);
	dma = dma_map_page(dev, pfn_to_page(PHYS_PFN(dma)), 0, 4096,
			   DMA_TO_DEVICE); /* BUG: it has no address */
	return dma_mapping_error(dev, dma) ? 0 : -EINVAL;
}

POOL_DRIVER(run);
