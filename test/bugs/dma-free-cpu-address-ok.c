// SPDX-License-Identifier: MIT
/* Each with its own. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t rx_dma, tx_dma;
	void *rx = dma_alloc_coherent(c->dev, 4096, &rx_dma, GFP_KERNEL);
	void *tx = dma_alloc_coherent(c->dev, 4096, &tx_dma, GFP_KERNEL);

	if (rx)
		dma_free_coherent(c->dev, 4096, rx, rx_dma);
	if (tx)
		dma_free_coherent(c->dev, 4096, tx, tx_dma);
	return 0;
}

CDMA_DRIVER(run);
