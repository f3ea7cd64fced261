// SPDX-License-Identifier: MIT
/* One byte is something. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	size_t len = 1;
	void *p = dma_alloc_coherent(c->dev, len, &dma, GFP_KERNEL);

	if (p)
		dma_free_coherent(c->dev, len, p, dma);
	return 0;
}

CDMA_DRIVER(run);
