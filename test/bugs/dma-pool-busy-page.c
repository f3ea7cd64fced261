// SPDX-License-Identifier: MIT
/*
 * Before 6.4 only the page that has the block is lost, and named.
 *
 * run: --linux=6.1
 */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dma_pool_create("pages", c->dev, 4096, 64, 0);
	dma_addr_t dma[2];
	void *page[2];

	if (!pool)
		return -ENOMEM;
	page[0] = dma_pool_alloc(pool, GFP_KERNEL, &dma[0]);
	page[1] = dma_pool_alloc(pool, GFP_KERNEL, &dma[1]);
	if (!page[0] || !page[1])
		return -ENOMEM;
	dma_pool_free(pool, page[1], dma[1]);
	dma_pool_destroy(pool);
	return 0;
}

CDMA_DRIVER(run);
