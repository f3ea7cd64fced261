// SPDX-License-Identifier: MIT
/* The buffer stays mapped, and the CPU looks at what the engine wrote. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *in = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	u8 *out = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t src, dst;
	int ret = -ENOMEM;

	if (!in || !out)
		return -ENOMEM;
	in[100] = 42;
	src = dma_map_single(c->dev, in, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dst = dma_map_single(c->dev, out, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst))
		goto out_unmap;
	ret = cdma_copy(c, dst, src, 4096);
	dev_info(c->dev, "got %d\n", out[100]);	/* BUG: not synced */
	dma_unmap_single(c->dev, dst, 4096, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, src, 4096, DMA_TO_DEVICE);
	return ret;
}

CDMA_DRIVER(run);
