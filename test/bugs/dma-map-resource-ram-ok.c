// SPDX-License-Identifier: MIT
/* The registers of another device. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma = dma_map_resource(c->dev, 0x64010000, 4096,
					  DMA_BIDIRECTIONAL, 0);

	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_resource(c->dev, dma, 4096, DMA_BIDIRECTIONAL, 0);
	return 0;
}

CDMA_DRIVER(run);
