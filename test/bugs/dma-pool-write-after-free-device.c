// SPDX-License-Identifier: MIT
/* The block is given back while the engine still writes to it. */
#include <linux/delay.h>
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("blocks", c->dev, 64, 64, 0);
	dma_addr_t from, to;
	void *a, *b;
	int err;

	if (!pool)
		return -ENOMEM;
	a = dma_pool_zalloc(pool, GFP_KERNEL, &from);
	b = dma_pool_zalloc(pool, GFP_KERNEL, &to);
	if (!a || !b)
		return -ENOMEM;
	cdma_start(c, to, from, 64);
	dma_pool_free(pool, b, to);
	err = cdma_wait(c);
	dma_rmb();
	b = dma_pool_alloc(pool, GFP_KERNEL, &to);
	dma_pool_free(pool, b, to);
	dma_pool_free(pool, a, from);
	return err;
}

CDMA_DRIVER(run);
