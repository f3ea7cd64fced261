// SPDX-License-Identifier: MIT
/* Managed memory goes by itself. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t managed, own;
	void *p;

	if (!dmam_alloc_coherent(c->dev, 4096, &managed, GFP_KERNEL))
		return -ENOMEM;
	p = dma_alloc_coherent(c->dev, 4096, &own, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	dma_free_coherent(c->dev, 4096, p, own);
	return 0;
}

CDMA_DRIVER(run);
