// SPDX-License-Identifier: MIT
/* Blocks of two pools in any order, each into its own: large ones, odd ones. */
#include <linux/dmapool.h>

#include "cdma.h"

#define NR	64

static int run(struct cdma *c)
{
	struct dma_pool *pools[2];
	void *block[NR];
	dma_addr_t dma[NR];
	int i;

	pools[0] = dmam_pool_create("descs", c->dev, 600, 8, 1024);
	pools[1] = dmam_pool_create("tables", c->dev, 5000, 8, 8192);
	if (!pools[0] || !pools[1])
		return -ENOMEM;
	for (i = 0; i < NR; i++) {
		block[i] = dma_pool_alloc(pools[i % 2], GFP_KERNEL, &dma[i]);
		if (!block[i])
			return -ENOMEM;
		memset(block[i], i, i % 2 ? 5000 : 600);
	}
	for (i = 0; i < NR; i++)
		dma_pool_free(pools[i * 5 % NR % 2], block[i * 5 % NR],
			      dma[i * 5 % NR]);
	return 0;
}

CDMA_DRIVER(run);
