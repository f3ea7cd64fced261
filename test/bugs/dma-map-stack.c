// SPDX-License-Identifier: MIT
/* A buffer on the stack. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 buf[64] = { 0 };
	dma_addr_t dma;

	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE); /* BUG: stack */
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
