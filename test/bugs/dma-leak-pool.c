// SPDX-License-Identifier: MIT
/*
 * Memory of the pool is left behind.
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
	return 0;
}

POOL_DRIVER(run);
