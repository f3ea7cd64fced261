// SPDX-License-Identifier: MIT
/* Freed once; the block that comes next is the same one, and freed once too. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma;
	void *desc;
	int i;

	if (!pool)
		return -ENOMEM;
	for (i = 0; i < 1000; i++) {
		desc = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
		if (!desc)
			return -ENOMEM;
		memset(desc, i, 64);
		dma_pool_free(pool, desc, dma);
	}
	return 0;
}

CDMA_DRIVER(run);
