// SPDX-License-Identifier: MIT
/*
 * The engine snoops, but does not reach the buffer: it works on a copy.
 *
 * board: test/boards/swiotlb.dts
 */
#include <linux/dma-map-ops.h>

#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *in = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	u8 *out = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t src, dst;
	int ret = -ENOMEM;

	if (!dev_is_dma_coherent(c->dev))
		return 0;
	if (!in || !out)
		return -ENOMEM;
	src = dma_map_single(c->dev, in, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dst = dma_map_single(c->dev, out, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst))
		goto out_unmap;
	ret = cdma_copy(c, dst, src, 4096);
	dma_sync_single_for_cpu(c->dev, dst, 10, DMA_FROM_DEVICE);
	dev_info(c->dev, "got %d\n", out[9]);
	dev_info(c->dev, "got %d\n", out[10]);	/* BUG: 10 were copied */
	dma_unmap_single(c->dev, dst, 4096, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, src, 4096, DMA_TO_DEVICE);
	return ret;
}

CDMA_DRIVER(run);
