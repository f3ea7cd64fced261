// SPDX-License-Identifier: MIT
/* What was only mapped is given to the allocator. */
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
	dma_free_coherent(c->dev, 4096, buf, dma); /* BUG: it is kmalloc()'s */
	dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
