// SPDX-License-Identifier: MIT
/* As it was mapped; a mapping for both is synced for either. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 4096, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_sync_single_for_cpu(c->dev, dma, 4096, DMA_FROM_DEVICE);
	dma_sync_single_for_device(c->dev, dma, 4096, DMA_TO_DEVICE);
	dma_sync_single_for_cpu(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	dma_unmap_single(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	return 0;
}

CDMA_DRIVER(run);
