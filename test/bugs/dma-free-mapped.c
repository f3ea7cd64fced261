// SPDX-License-Identifier: MIT
/* Freed first, unmapped then. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = kmalloc(512, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf + 64, 64, DMA_TO_DEVICE);
	BUG_ON(dma_mapping_error(c->dev, dma));
	kfree(buf);			/* BUG: the device has it */
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
