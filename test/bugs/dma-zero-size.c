// SPDX-License-Identifier: MIT
/* Nothing is allocated. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	size_t len = 0;
	void *p = dma_alloc_coherent(c->dev, len, &dma, GFP_KERNEL); /* BUG */

	if (p)
		dma_free_coherent(c->dev, len, p, dma);
	return 0;
}

CDMA_DRIVER(run);
