// SPDX-License-Identifier: MIT
/* Synced after it was unmapped. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 4096, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(c->dev, dma, 4096, DMA_FROM_DEVICE); /* BUG: late */
	return 0;
}

CDMA_DRIVER(run);
