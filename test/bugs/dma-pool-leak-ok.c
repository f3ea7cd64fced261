// SPDX-License-Identifier: MIT
/* A managed pool goes by itself, once its blocks are free. */
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
	dma_pool_free(pool, desc, dma);
	return 0;
}

CDMA_DRIVER(run);
