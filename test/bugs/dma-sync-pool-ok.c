// SPDX-License-Identifier: MIT
/*
 * Never synced; and mapped without cache maintenance.
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
	p[5] = 1;
	dma_free_coherent(dev, 4096, p, dma);
	dma = dma_map_page_attrs(dev, pfn_to_page(PHYS_PFN(dma)), 0, 4096,
				 DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	dma_unmap_page_attrs(dev, dma, 4096, DMA_TO_DEVICE,
			     DMA_ATTR_SKIP_CPU_SYNC);
	return 0;
}

POOL_DRIVER(run);
