// SPDX-License-Identifier: MIT
/* Right, though some of it does not look so. */
#include "cdma.h"

#define LEN	4096

struct buffers {
	u8 *in, *out;
	dma_addr_t src, dst;
};

/* A part is synced, and no more than the part is read. */
static int part(struct cdma *c, struct buffers *b)
{
	int ret = cdma_copy(c, b->dst, b->src, LEN);

	dma_sync_single_range_for_cpu(c->dev, b->dst, 1024, 100,
				      DMA_FROM_DEVICE);
	if (b->out[1024] != b->in[1024] || b->out[1123] != b->in[1123])
		ret = -EIO;
	dma_sync_single_range_for_device(c->dev, b->dst, 1024, 100,
					 DMA_FROM_DEVICE);
	return ret;
}

/* The engine's last byte is polled in memory, after a sync each time. */
static int poll(struct cdma *c, struct buffers *b)
{
	b->in[LEN - 1]++;
	dma_sync_single_for_device(c->dev, b->src, LEN, DMA_TO_DEVICE);
	cdma_start(c, b->dst, b->src, LEN);
	do {
		dma_sync_single_for_device(c->dev, b->dst, LEN,
					   DMA_FROM_DEVICE);
		cpu_relax();
		dma_sync_single_for_cpu(c->dev, b->dst, LEN, DMA_FROM_DEVICE);
	} while (READ_ONCE(b->out[LEN - 1]) != b->in[LEN - 1]);
	return cdma_wait(c);
}

/* Bytes beside a mapping, in the same line, may be read: they stay. */
static int neighbour(struct cdma *c, struct buffers *b)
{
	u8 *line = kzalloc(64, GFP_KERNEL);
	dma_addr_t dma;
	int ret;

	if (!line)
		return -ENOMEM;
	dma = dma_map_single(c->dev, line, 32, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, dma)) {
		kfree(line);
		return -ENOMEM;
	}
	ret = cdma_copy(c, dma, b->src, 32);
	if (READ_ONCE(line[40]))
		ret = -EIO;
	dma_unmap_single(c->dev, dma, 32, DMA_FROM_DEVICE);
	if (line[5] != b->in[5])
		ret = -EIO;
	kfree(line);
	return ret;
}

/* Coherent memory needs no sync. */
static int coherent(struct cdma *c, struct buffers *b)
{
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(c->dev, LEN, &dma, GFP_KERNEL);
	int ret;

	if (!p)
		return -ENOMEM;
	p[LEN - 1] = b->in[LEN - 1] + 1;
	cdma_start(c, dma, b->src, LEN);
	while (READ_ONCE(p[LEN - 1]) != b->in[LEN - 1])
		cpu_relax();
	ret = cdma_wait(c);
	dma_free_coherent(c->dev, LEN, p, dma);
	return ret;
}

/* What the device only reads may be read by the CPU as well. */
static int all(struct cdma *c, struct buffers *b)
{
	int ret = part(c, b);

	if (!ret)
		ret = poll(c, b);
	if (!ret)
		ret = neighbour(c, b);
	return ret ? ret : coherent(c, b);
}

static int run(struct cdma *c)
{
	struct buffers b = {
		.in = devm_kzalloc(c->dev, LEN, GFP_KERNEL),
		.out = devm_kzalloc(c->dev, LEN, GFP_KERNEL),
	};
	int i, ret = -ENOMEM;

	if (!b.in || !b.out)
		return -ENOMEM;
	for (i = 0; i < LEN; i++)
		b.in[i] = i * 7;
	b.src = dma_map_single(c->dev, b.in, LEN, DMA_TO_DEVICE);
	if (dma_mapping_error(c->dev, b.src))
		return -ENOMEM;
	b.dst = dma_map_single(c->dev, b.out, LEN, DMA_FROM_DEVICE);
	if (dma_mapping_error(c->dev, b.dst))
		goto out_unmap;
	ret = all(c, &b);
	dma_unmap_single(c->dev, b.dst, LEN, DMA_FROM_DEVICE);
	if (!ret && memcmp(b.in, b.out, LEN))
		ret = -EIO;
out_unmap:
	dma_unmap_single(c->dev, b.src, LEN, DMA_TO_DEVICE);
	return ret;
}

CDMA_DRIVER(run);
