// SPDX-License-Identifier: MIT
/* Bus addresses are given to the device. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	void *buf = dmam_alloc_coherent(c->dev, 4096, &dma, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	return cdma_copy(c, dma + 2048, dma, 64);
}

CDMA_DRIVER(run);
