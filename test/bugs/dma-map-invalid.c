// SPDX-License-Identifier: MIT
/* A variable of the module. */
#include "cdma.h"

static u8 table[64] = { 1, 2, 3 };

static int run(struct cdma *c)
{
	dma_addr_t dma;

	dma = dma_map_single(c->dev, table, 64, DMA_TO_DEVICE); /* BUG: data */
	if (!dma_mapping_error(c->dev, dma))
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
