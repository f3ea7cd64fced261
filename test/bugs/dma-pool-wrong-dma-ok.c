// SPDX-License-Identifier: MIT
/* Each block with its own handle, on a device that sees memory elsewhere too. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t first, second;
	u32 *a, *b;
	int err;

	if (!pool)
		return -ENOMEM;
	a = dma_pool_zalloc(pool, GFP_KERNEL, &first);
	b = dma_pool_zalloc(pool, GFP_KERNEL, &second);
	if (!a || !b)
		return -ENOMEM;
	a[0] = 42;
	err = cdma_copy(c, second, first, 64);
	BUG_ON(!err && b[0] != 42);
	dma_pool_free(pool, a, first);
	dma_pool_free(pool, b, second);
	return err;
}

CDMA_DRIVER(run);
