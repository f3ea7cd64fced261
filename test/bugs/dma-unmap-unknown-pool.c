// SPDX-License-Identifier: MIT
/*
 * Freed twice: in Linux it takes the block from who has it by then.
 *
 * board: test/boards/dma.dts
 */
#include "pool.h"

static int run(struct device *dev)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(dev, 4096, p, dma);
	dma_free_coherent(dev, 4096, p, dma); /* BUG: again */
	return 0;
}

POOL_DRIVER(run);
