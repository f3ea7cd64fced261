// SPDX-License-Identifier: MIT
/* Asked late, and of each. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t first, second;

	if (!buf)
		return -ENOMEM;
	first = dma_map_single(c->dev, buf, 2048, DMA_TO_DEVICE);
	second = dma_map_single(c->dev, buf + 2048, 2048, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, first))
		dma_unmap_single(c->dev, first, 2048, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, second))
		dma_unmap_single(c->dev, second, 2048, DMA_TO_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
