// SPDX-License-Identifier: MIT
/* Two pools, and the wrong one is given the block; then memory of no pool. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *descs = dmam_pool_create("descs", c->dev, 64, 64, 0);
	struct dma_pool *tables = dmam_pool_create("tables", c->dev, 256, 64,
						   0);
	void *desc, *other = devm_kmalloc(c->dev, 64, GFP_KERNEL);
	dma_addr_t dma;

	if (!descs || !tables || !other)
		return -ENOMEM;
	desc = dma_pool_alloc(descs, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	dma_pool_free(tables, desc, dma);
	dma_pool_free(tables, other, dma);
	dma_pool_free(tables, NULL, 0);
	dma_pool_free(descs, desc, dma);
	return 0;
}

CDMA_DRIVER(run);
