// SPDX-License-Identifier: MIT
/*
 * Before 6.4 the page was looked for by the handle: with one of no page a line
 * is said, and the block is lost.
 *
 * run: --linux=6.1
 */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma;
	void *desc;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	dma_pool_free(pool, desc, 0);
	BUG_ON(dma_pool_alloc(pool, GFP_KERNEL, &dma) == desc);
	return 0;
}

CDMA_DRIVER(run);
