// SPDX-License-Identifier: MIT
/* Page by page. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = vzalloc(8192);
	dma_addr_t dma;
	int i;

	if (!buf)
		return -ENOMEM;
	for (i = 0; i < 8192; i += PAGE_SIZE) {
		dma = dma_map_page(c->dev, vmalloc_to_page(buf + i), 0,
				   PAGE_SIZE, DMA_TO_DEVICE);
		if (!dma_mapping_error(c->dev, dma))
			dma_unmap_page(c->dev, dma, PAGE_SIZE, DMA_TO_DEVICE);
	}
	vfree(buf);
	return 0;
}

CDMA_DRIVER(run);
