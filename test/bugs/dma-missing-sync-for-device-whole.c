// SPDX-License-Identifier: MIT
/* A page filled at once, of which the first half is synced. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	u8 *out = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma, dst;
	int ret = -ENOMEM;

	if (!buf || !out)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dst = dma_map_single(c->dev, out, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst))
		goto out_unmap;
	memset(buf, 1, 4096);			/* BUG: half is given back */
	dma_sync_single_for_device(c->dev, dma, 2048, DMA_TO_DEVICE);
	buf[100] = 2;
	dma_sync_single_for_device(c->dev, dma, 128, DMA_TO_DEVICE);
	buf[3000] = 2;
	ret = cdma_copy(c, dst, dma, 2048);	/* right so far */
	ret |= cdma_copy(c, dst + 2048, dma + 2048, 2048);
	dma_unmap_single(c->dev, dst, 4096, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, dma, 4096, DMA_TO_DEVICE);
	return ret;
}

CDMA_DRIVER(run);
