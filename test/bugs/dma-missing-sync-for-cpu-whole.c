// SPDX-License-Identifier: MIT
/* A page that the device fills at once; the CPU reads more than it wrote. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *in = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	u8 *out = devm_kzalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t src, dst;
	int ret = -ENOMEM;

	if (!in || !out)
		return -ENOMEM;
	src = dma_map_single(c->dev, in, 4096, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dst = dma_map_single(c->dev, out, 4096, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst))
		goto out_unmap;
	ret = cdma_copy(c, dst, src, 4096);
	memset(out + 64, 1, 64);
	out[128] = 1;
	dev_info(c->dev, "got %d, %d\n", out[64], out[128]);	/* its own */
	dev_info(c->dev, "got %d\n", out[129]);	/* BUG: the device's */
	dma_unmap_single(c->dev, dst, 4096, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, src, 4096, DMA_TO_DEVICE);
	return ret;
}

CDMA_DRIVER(run);
