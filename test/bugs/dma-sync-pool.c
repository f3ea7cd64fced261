// SPDX-License-Identifier: MIT
/*
 * Memory of the device's own pool is synced.
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
	dma_sync_single_for_cpu(dev, dma, 4096, DMA_FROM_DEVICE); /* BUG: oops */
	dma_free_coherent(dev, 4096, p, dma);
	return 0;
}

POOL_DRIVER(run);
