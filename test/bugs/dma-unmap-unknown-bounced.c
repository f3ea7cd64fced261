// SPDX-License-Identifier: MIT
/*
 * A slot is given back twice, and one that never was: Linux's free list is
 * spoilt then, and two mappings get one slot.
 *
 * board: test/boards/swiotlb.dts
 */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *p = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t once, other, third;

	if (!p)
		return -ENOMEM;
	once = dma_map_single(c->dev, p, 2048, DMA_TO_DEVICE);
	other = dma_map_single(c->dev, p + 2048, 2000, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, once) ||
	    dma_mapping_error(c->dev, other))
		return -ENOMEM;
	dma_unmap_single(c->dev, once, 2048, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, once, 2048, DMA_TO_DEVICE);	/* BUG: again */
	dma_unmap_single(c->dev, other + 4, 2000, DMA_TO_DEVICE); /* BUG: + 4 */
	third = dma_map_single(c->dev, p, 2048, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, third))
		return -ENOMEM;
	dma_unmap_single(c->dev, third, 2048, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, other, 2000, DMA_TO_DEVICE);
	return third == other ? -EIO : 0;
}

CDMA_DRIVER(run);
