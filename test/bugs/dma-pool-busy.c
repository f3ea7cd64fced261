// SPDX-License-Identifier: MIT
/* The pool is destroyed while two descriptors are out. */
#include <linux/dmapool.h>

#include "cdma.h"

static void *get(struct dma_pool *pool, dma_addr_t *dma)
{
	return dma_pool_alloc(pool, GFP_KERNEL, dma);
}

static int run(struct cdma *c)
{
	struct dma_pool *pool = dma_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma, other;
	void *desc;

	if (!pool)
		return -ENOMEM;
	desc = get(pool, &dma);
	if (!desc || !get(pool, &other) || !get(pool, &other))
		return -ENOMEM;
	dma_pool_free(pool, desc, dma);
	dma_pool_destroy(pool);
	return 0;
}

CDMA_DRIVER(run);
