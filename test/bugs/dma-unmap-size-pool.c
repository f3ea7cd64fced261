// SPDX-License-Identifier: MIT
/*
 * A quarter of it is freed; Linux says nothing and leaks the rest.
 *
 * board: test/boards/dma.dts
 */
#include "pool.h"

static int run(struct device *dev)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(dev, 0x4000, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(dev, 0x1000, p, dma); /* BUG: of 0x4000 */
	return 0;
}

POOL_DRIVER(run);
