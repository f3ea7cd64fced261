// SPDX-License-Identifier: MIT
/* The second page of a list is read while it is mapped. */
#include <linux/scatterlist.h>

#include "cdma.h"

static int copy_into(struct cdma *c, struct sg_table *sgt, u8 *out)
{
	struct scatterlist *sg;
	dma_addr_t src;
	void *in = dma_alloc_coherent(c->dev, 4096, &src, GFP_KERNEL);
	int i, ret = 0;

	if (!in)
		return -ENOMEM;
	for_each_sgtable_dma_sg(sgt, sg, i)
		ret |= cdma_copy(c, sg_dma_address(sg), src, sg_dma_len(sg));
	dev_info(c->dev, "got %d\n", out[4100]);	/* BUG: still mapped */
	dma_free_coherent(c->dev, 4096, in, src);
	return ret;
}

static int run(struct cdma *c)
{
	u8 *out = devm_kmalloc(c->dev, 8192, GFP_KERNEL);
	struct sg_table sgt;
	int ret;

	if (!out)
		return -ENOMEM;
	ret = sg_alloc_table(&sgt, 2, GFP_KERNEL);
	if (ret)
		return ret;
	sg_set_buf(sgt.sgl, out, 4096);
	sg_set_buf(sg_next(sgt.sgl), out + 4096, 4096);
	ret = dma_map_sgtable(c->dev, &sgt, DMA_FROM_DEVICE, 0);
	if (!ret) {
		ret = copy_into(c, &sgt, out);
		dma_unmap_sgtable(c->dev, &sgt, DMA_FROM_DEVICE, 0);
	}
	sg_free_table(&sgt);
	return ret;
}

CDMA_DRIVER(run);
