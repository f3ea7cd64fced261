// SPDX-License-Identifier: MIT
/*
 * The handle of another block is given: the pool keeps it as it is, and the
 * block's next owner is told that address.
 */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t first, second, dma;
	void *a, *b;

	if (!pool)
		return -ENOMEM;
	a = dma_pool_alloc(pool, GFP_KERNEL, &first);
	b = dma_pool_alloc(pool, GFP_KERNEL, &second);
	if (!a || !b)
		return -ENOMEM;
	dma_pool_free(pool, a, second);
	BUG_ON(dma_pool_alloc(pool, GFP_KERNEL, &dma) != a);
	BUG_ON(dma != second);
	dma_pool_free(pool, a, dma);
	dma_pool_free(pool, b, second);
	return 0;
}

CDMA_DRIVER(run);
