// SPDX-License-Identifier: MIT
/* RAM is mapped as registers. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_resource(c->dev, virt_to_phys(buf), 4096, /* BUG: RAM */
			       DMA_TO_DEVICE, 0);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dma_unmap_resource(c->dev, dma, 4096, DMA_TO_DEVICE, 0);
	return 0;
}

CDMA_DRIVER(run);
