// SPDX-License-Identifier: MIT
/* A vmalloc() buffer as a whole. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = vzalloc(8192);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 8192, DMA_TO_DEVICE); /* BUG */
	if (!dma_mapping_error(c->dev, dma))
		dma_unmap_single(c->dev, dma, 8192, DMA_TO_DEVICE);
	vfree(buf);
	return 0;
}

CDMA_DRIVER(run);
