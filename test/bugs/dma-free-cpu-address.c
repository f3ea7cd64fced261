// SPDX-License-Identifier: MIT
/* One buffer's address, the other's handle. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t rx_dma, tx_dma;
	void *rx = dma_alloc_coherent(c->dev, 4096, &rx_dma, GFP_KERNEL);
	void *tx = dma_alloc_coherent(c->dev, 4096, &tx_dma, GFP_KERNEL);

	if (rx)
		dma_free_coherent(c->dev, 4096, rx, tx_dma); /* BUG: tx's */
	return tx ? 0 : -ENOMEM;
}

CDMA_DRIVER(run);
