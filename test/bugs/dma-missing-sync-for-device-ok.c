// SPDX-License-Identifier: MIT
/* Right, though some of it does not look so. */
#include "cdma.h"

#define LEN	4096

struct buffers {
	u8 *in, *out;
	dma_addr_t src, dst;
};

/* Only the part that changed is synced, by its range. */
static int part(struct cdma *c, struct buffers *b)
{
	memset(b->in + 512, 0x55, 300);
	dma_sync_single_range_for_device(c->dev, b->src, 512, 300,
					 DMA_TO_DEVICE);
	return cdma_copy(c, b->dst, b->src, LEN);
}

/* Written first, synced later, both before the start. */
static int later(struct cdma *c, struct buffers *b)
{
	b->in[0] = 1;
	b->in[LEN - 1] = 2;
	dma_sync_single_for_device(c->dev, b->src, LEN, DMA_TO_DEVICE);
	if (b->in[0] != 1)
		return -EIO;
	return cdma_copy(c, b->dst, b->src, LEN);
}

/* The same page is mapped twice for reading: any of the two can be synced. */
static int twice(struct cdma *c, struct buffers *b)
{
	dma_addr_t again = dma_map_single(c->dev, b->in, LEN, DMA_TO_DEVICE);
	int ret;

	if (dma_mapping_error(c->dev, again))
		return -ENOMEM;
	b->in[77] = 7;
	dma_sync_single_for_device(c->dev, again, LEN, DMA_TO_DEVICE);
	ret = cdma_copy(c, b->dst, b->src, LEN);
	dma_unmap_single(c->dev, again, LEN, DMA_TO_DEVICE);
	return ret;
}

/* Cache work by hand: the map does none. */
static int by_hand(struct cdma *c, struct buffers *b)
{
	u8 *p = kmalloc(LEN, GFP_KERNEL);
	dma_addr_t dma;
	int ret;

	if (!p)
		return -ENOMEM;
	dma = dma_map_single_attrs(c->dev, p, LEN, DMA_TO_DEVICE,
				   DMA_ATTR_SKIP_CPU_SYNC);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(p);
		return -ENOMEM;
	}
	memset(p, 9, LEN);
	dma_sync_single_for_device(c->dev, dma, LEN, DMA_TO_DEVICE);
	ret = cdma_copy(c, b->dst, dma, LEN);
	dma_unmap_single_attrs(c->dev, dma, LEN, DMA_TO_DEVICE,
			       DMA_ATTR_SKIP_CPU_SYNC);
	memset(p, 0, LEN);
	kfree(p);
	return ret;
}

/* One buffer goes out and comes back. */
static int both_ways(struct cdma *c, struct buffers *b)
{
	u8 *p = kmalloc(LEN, GFP_KERNEL);
	dma_addr_t dma;
	int ret;

	if (!p)
		return -ENOMEM;
	memset(p, 3, LEN);
	dma = dma_map_single(c->dev, p, LEN, DMA_BIDIRECTIONAL);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(p);
		return -ENOMEM;
	}
	ret = cdma_copy(c, b->dst, dma, LEN);
	dma_sync_single_for_cpu(c->dev, dma, LEN, DMA_BIDIRECTIONAL);
	p[9]++;
	dma_sync_single_for_device(c->dev, dma, LEN, DMA_BIDIRECTIONAL);
	if (!ret)
		ret = cdma_copy(c, b->dst, dma, LEN);
	if (!ret)
		ret = cdma_copy(c, dma, b->src, LEN);
	dma_unmap_single(c->dev, dma, LEN, DMA_BIDIRECTIONAL);
	if (!ret && p[9] != b->in[9])
		ret = -EIO;
	kfree(p);
	return ret;
}

static int all(struct cdma *c, struct buffers *b)
{
	int ret = part(c, b);

	if (!ret)
		ret = later(c, b);
	if (!ret)
		ret = twice(c, b);
	if (!ret)
		ret = by_hand(c, b);
	return ret ? ret : both_ways(c, b);
}

static int run(struct cdma *c)
{
	struct buffers b = {
		.in = devm_kzalloc(c->dev, LEN, GFP_KERNEL),
		.out = devm_kzalloc(c->dev, LEN, GFP_KERNEL),
	};
	int ret = -ENOMEM;

	if (!b.in || !b.out)
		return -ENOMEM;
	b.src = dma_map_single(c->dev, b.in, LEN, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, b.src))
		return -ENOMEM;
	b.dst = dma_map_single(c->dev, b.out, LEN, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, b.dst))
		goto out_unmap;
	ret = all(c, &b);
	dma_unmap_single(c->dev, b.dst, LEN, DMA_FROM_DEVICE);
out_unmap:
	dma_unmap_single(c->dev, b.src, LEN, DMA_TO_DEVICE);
	/* The memory is the CPU's again. */
	memset(b.in, 0, LEN);
	return ret;
}

CDMA_DRIVER(run);
