// SPDX-License-Identifier: MIT
/* A status word is cleared in a descriptor that was given back already. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma;
	u32 *desc;

	if (!pool)
		return -ENOMEM;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	dma_pool_free(pool, desc, dma);
	desc[2] = 0;
	desc = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	dma_pool_free(pool, desc, dma);
	return 0;
}

CDMA_DRIVER(run);
