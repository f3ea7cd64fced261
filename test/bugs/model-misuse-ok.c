// SPDX-License-Identifier: MIT
/* Each copy waits until the engine is idle. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dma_addr_t dma;
	u8 *buf;

	buf = dmam_alloc_coherent(c->dev, 4 * 4096, &dma, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	if (cdma_copy(c, dma + 4096, dma, 4096))
		return -EIO;
	return cdma_copy(c, dma + 3 * 4096, dma + 2 * 4096, 4096);
}

CDMA_DRIVER(run);
