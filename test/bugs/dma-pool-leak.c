// SPDX-License-Identifier: MIT
/* remove() forgets the pool, and a descriptor of it. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dma_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma;

	if (!pool || !dma_pool_alloc(pool, GFP_KERNEL, &dma))
		return -ENOMEM;
	return 0;
}

CDMA_DRIVER(run);
