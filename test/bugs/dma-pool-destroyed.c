// SPDX-License-Identifier: MIT
/* The pool goes first, then its blocks, then the pool again. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dma_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma;
	void *desc;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	dma_pool_free(pool, desc, dma);
	dma_pool_destroy(pool);
	dma_pool_free(pool, desc, dma);
	BUG_ON(dma_pool_alloc(pool, GFP_KERNEL, &dma));
	dma_pool_destroy(pool);
	return 0;
}

CDMA_DRIVER(run);
