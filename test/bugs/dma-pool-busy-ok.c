// SPDX-License-Identifier: MIT
/* All are free when the pool goes; a pool that gave nothing goes too. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dma_pool_create("descs", c->dev, 64, 64, 0);
	struct dma_pool *empty = dma_pool_create("empty", c->dev, 64, 64, 0);
	dma_addr_t dma;
	void *desc;

	if (!pool || !empty)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	dma_pool_free(pool, desc, dma);
	dma_pool_destroy(empty);
	dma_pool_destroy(pool);
	return 0;
}

CDMA_DRIVER(run);
