// SPDX-License-Identifier: MIT
/* A descriptor is freed by the error path and again by its caller. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma, first, second;
	void *desc, *a, *b;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	dma_pool_free(pool, desc, dma);
	dma_pool_free(pool, desc, dma);
	/* The second free is not done: two owners get two blocks. */
	a = dma_pool_alloc(pool, GFP_KERNEL, &first);
	b = dma_pool_alloc(pool, GFP_KERNEL, &second);
	BUG_ON(a == b);
	dma_pool_free(pool, a, first);
	dma_pool_free(pool, b, second);
	return 0;
}

CDMA_DRIVER(run);
