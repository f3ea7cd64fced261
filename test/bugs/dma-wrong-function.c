// SPDX-License-Identifier: MIT
/* Coherent memory is unmapped instead of freed. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	void *ring = dma_alloc_coherent(c->dev, 4096, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	dma_unmap_single(c->dev, dma, 4096, DMA_BIDIRECTIONAL); /* BUG: not freed */
	dma_free_coherent(c->dev, 4096, ring, dma);
	return 0;
}

CDMA_DRIVER(run);
