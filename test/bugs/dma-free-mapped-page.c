// SPDX-License-Identifier: MIT
/* The same with a page. */
#include "cdma.h"

static int run(struct cdma *c)
{
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	if (!page)
		return -ENOMEM;
	dma = dma_map_page(c->dev, page, 0, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		__free_page(page);
		return -ENOMEM;
	}
	put_page(page);			/* BUG: the last reference */
	dma_unmap_page(c->dev, dma, 4096, DMA_FROM_DEVICE);
	return 0;
}

CDMA_DRIVER(run);
