// SPDX-License-Identifier: MIT
/* Each with the call that goes with it; single and page are one. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_page(c->dev, dma, 4096, DMA_TO_DEVICE);
	dma = dma_map_resource(c->dev, 0x64010000, 64, DMA_TO_DEVICE, 0);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_resource(c->dev, dma, 64, DMA_TO_DEVICE, 0);
	return 0;
}

CDMA_DRIVER(run);
