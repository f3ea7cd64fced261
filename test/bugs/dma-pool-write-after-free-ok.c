// SPDX-License-Identifier: MIT
/* Written while it is out, by the CPU and by the engine; many, page after page. */
#include <linux/dmapool.h>

#include "cdma.h"

#define NR	100

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("blocks", c->dev, 64, 64, 0);
	void *block[NR];
	dma_addr_t dma[NR];
	int i, round, err = 0;

	if (!pool)
		return -ENOMEM;
	for (round = 0; round < 5 && !err; round++) {
		for (i = 0; i < NR; i++) {
			block[i] = dma_pool_alloc(pool, GFP_KERNEL, &dma[i]);
			if (!block[i])
				return -ENOMEM;
			memset(block[i], i, 64);
		}
		for (i = 1; i < NR && !err; i++)
			err = cdma_copy(c, dma[i], dma[i - 1], 64);
		for (i = 0; i < NR; i++)
			dma_pool_free(pool, block[i], dma[i]);
	}
	return err;
}

CDMA_DRIVER(run);
