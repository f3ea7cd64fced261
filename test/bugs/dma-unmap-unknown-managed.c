// SPDX-License-Identifier: MIT
/* Managed memory is freed twice: the second time nobody manages it. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	void *ring = dmam_alloc_coherent(c->dev, 4096, &dma, GFP_KERNEL);

	if (!ring)
		return -ENOMEM;
	dmam_free_coherent(c->dev, 4096, ring, dma);
	dmam_free_coherent(c->dev, 4096, ring, dma); /* BUG: again */
	return 0;
}

CDMA_DRIVER(run);
