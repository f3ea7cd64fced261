// SPDX-License-Identifier: MIT
/* Unmapped as often as it was mapped. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t first, second;

	if (!buf)
		return -ENOMEM;
	first = dma_map_single(c->dev, buf, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, first))
		return -ENOMEM;
	second = dma_map_single(c->dev, buf, 4096, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, second))
		dma_unmap_single(c->dev, second, 4096, DMA_TO_DEVICE);
	dma_unmap_single(c->dev, first, 4096, DMA_TO_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
