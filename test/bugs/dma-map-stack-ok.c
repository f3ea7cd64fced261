// SPDX-License-Identifier: MIT
/* A buffer of its own. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 64, DMA_TO_DEVICE);
	if (!dma_mapping_error(c->dev, dma))
		dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	return 0;
}

CDMA_DRIVER(run);
