// SPDX-License-Identifier: MIT
/* Unmapped first; a neighbour and a page with another reference may go. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = kmalloc(512, GFP_KERNEL);
	u8 *other = kmalloc(512, GFP_KERNEL);
	struct page *page;
	dma_addr_t dma;

	if (!buf)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf + 64, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(other);
		kfree(buf);
		return -ENOMEM;
	}
	kfree(other);
	dma_unmap_single(c->dev, dma, 64, DMA_TO_DEVICE);
	kfree(buf);
	page = alloc_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	dma = dma_map_page(c->dev, page, 0, 4096, DMA_TO_DEVICE);
	get_page(page);
	put_page(page);
	if (!dma_mapping_error(c->dev, dma))
		dma_unmap_page(c->dev, dma, 4096, DMA_TO_DEVICE);
	put_page(page);
	return 0;
}

CDMA_DRIVER(run);
