// SPDX-License-Identifier: MIT
/* The compiler's own memcpy() reads it: 16 bytes need no call. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u8 *in = devm_kzalloc(c->dev, 64, GFP_KERNEL);
	u8 *out = devm_kzalloc(c->dev, 64, GFP_KERNEL);
	dma_addr_t src, dst;
	int ret = -ENOMEM;
	u8 head[16];

	if (!in || !out)
		return -ENOMEM;
	src = dma_map_single(c->dev, in, 64, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, src))
		return -ENOMEM;
	dst = dma_map_single(c->dev, out, 64, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dst))
		goto out_unmap;
	ret = cdma_copy(c, dst, src, 64);
	__builtin_memcpy(head, out, sizeof(head));	/* BUG: no sync */
	dev_info(c->dev, "got %*ph\n", (int)sizeof(head), head);
	dma_unmap_single(c->dev, dst, 64, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, src, 64, DMA_TO_DEVICE);
	return ret;
}

CDMA_DRIVER(run);
