// SPDX-License-Identifier: MIT
/* Coherent memory, freed with another size. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	void *p = dma_alloc_coherent(c->dev, 16384, &dma, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	dma_free_coherent(c->dev, 4096, p, dma);	/* BUG: 16384 */
	return 0;
}

CDMA_DRIVER(run);
