// SPDX-License-Identifier: MIT
/* The address was moved on, and that is what is freed. */
#include <linux/dmapool.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	struct dma_pool *pool = dmam_pool_create("descs", c->dev, 64, 64, 0);
	dma_addr_t dma;
	u32 *desc, *word;

	if (!pool)
		return -ENOMEM;
	desc = word = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	if (!desc)
		return -ENOMEM;
	*word++ = 1;
	*word++ = 2;
	dma_pool_free(pool, word, dma);
	dma_pool_free(pool, desc, dma);
	return 0;
}

CDMA_DRIVER(run);
