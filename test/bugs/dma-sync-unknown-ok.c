// SPDX-License-Identifier: MIT
/* Parts at both ends, while it is mapped; of two mappings of one buffer, too. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 8192, GFP_KERNEL);
	dma_addr_t dma, part;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 8192, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	part = dma_map_single(c->dev, buf + 4096, 100, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, part)) {
		dma_sync_single_for_device(c->dev, part, 100, DMA_TO_DEVICE);
		dma_sync_single_for_cpu(c->dev, part, 100, DMA_FROM_DEVICE);
		dma_unmap_single(c->dev, part, 100, DMA_TO_DEVICE);
	}
	dma_sync_single_for_cpu(c->dev, dma, 1, DMA_FROM_DEVICE);
	dma_sync_single_range_for_cpu(c->dev, dma, 8191, 1, DMA_FROM_DEVICE);
	dma_sync_single_for_device(c->dev, dma + 5000, 3192, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(c->dev, dma, 0, DMA_FROM_DEVICE);
	dma_unmap_single(c->dev, dma, 8192, DMA_FROM_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
