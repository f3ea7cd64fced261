// SPDX-License-Identifier: MIT
/* More pools than are remembered, one after the other. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool;
	dma_addr_t dma;
	void *desc;
	int i;

	for (i = 0; i < 200; i++) {
		pool = dma_pool_create("descs", c->dev, 64, 64, 0);
		if (!pool)
			return -ENOMEM;
		desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
		if (desc)
			dma_pool_free(pool, desc, dma);
		dma_pool_destroy(pool);
	}
	return 0;
}

CDMA_DRIVER(run);
