// SPDX-License-Identifier: MIT
/* The second copy is programmed while the engine still works on the first. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	u8 *buf;

	buf = dmam_alloc_coherent(c->dev, 4 * 4096, &dma, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	cdma_start(c, dma + 4096, dma, 4096);
	cdma_start(c, dma + 3 * 4096, dma + 2 * 4096, 4096);
	return cdma_wait(c);
}

CDMA_DRIVER(run);
