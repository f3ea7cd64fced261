// SPDX-License-Identifier: MIT
/* Taken from the device, changed, and not given back. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *buf = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	u8 *out = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma, dst;
	int ret = -ENOMEM;

	if (!buf || !out)
		return -ENOMEM;
	dma = dma_map_single(c->dev, buf, 4096, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(c->dev, dma))
		return -ENOMEM;
	dst = dma_map_single(c->dev, out, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst))
		goto out_unmap;
	ret = cdma_copy(c, dst, dma, 4096);
	dma_sync_single_for_cpu(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	buf[200]++;				/* BUG: not given back */
	ret |= cdma_copy(c, dst, dma, 4096);
	dma_unmap_single(c->dev, dst, 4096, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	return ret;
}

CDMA_DRIVER(run);
