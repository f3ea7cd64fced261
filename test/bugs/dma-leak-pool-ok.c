// SPDX-License-Identifier: MIT
/*
 * Managed: it goes with the driver, before the pool does.
 *
 * board: test/boards/dma.dts
 */
#include "pool.h"

static int run(struct device *dev)
{
	dma_addr_t dma;

	return dmam_alloc_coherent(dev, 4096, &dma, GFP_KERNEL) ? 0 : -ENOMEM;
}

POOL_DRIVER(run);
