// SPDX-License-Identifier: MIT
/*
 * Seven litmus tests of the cache and the buffers, in Linux words.
 *
 * Each has a wrong form, in which the effect must show for some seed, and a
 * right one, in which it must never.  They mean to break the rules, so reports
 * are expected; only the data count here.
 */
#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/iopoll.h>
#include <linux/miscdevice.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#include "litmus.h"

#define SIZE	512
#define LINE	64

static struct device *dev;
static void __iomem *regs;

static void start(dma_addr_t addr, u32 len, u32 go)
{
	writeq(addr, regs + LITMUS_ADDR);
	writel(len, regs + LITMUS_LEN);
	writel(go, regs + LITMUS_GO);
}

static int finish(void)
{
	u32 done;

	return readl_poll_timeout_atomic(regs + LITMUS_DONE, done, done, 1,
					 1000000);
}

static bool all_bytes(const u8 *p, size_t n, u8 value)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != value)
			return false;
	return true;
}

/* Some work, so that time and chance go by. */
static void linger(u8 *scratch)
{
	for (int i = 0; i < 200; i++)
		WRITE_ONCE(scratch[i % LINE], i);
}

/*
 * Map [off, off + len) for the device, let it write, touch the byte at neighbour
 * meanwhile, unmap; was a byte of the device's lost?
 */
static int device_writes(u8 *buf, size_t off, size_t len, u8 *neighbour,
			 unsigned long map_attrs, unsigned long unmap_attrs,
			 const u8 *look)
{
	dma_addr_t dma;
	int err;

	dma = dma_map_single_attrs(dev, buf + off, len, DMA_FROM_DEVICE,
				   map_attrs);
	if (dma_mapping_error(dev, dma))
		return -ENOMEM;
	start(dma, len, LITMUS_GO_FILL);
	if (neighbour)
		for (int i = 0; i < 300; i++)
			WRITE_ONCE(*neighbour, i);
	linger(buf + SIZE - LINE);
	if (look)
		READ_ONCE(*look);
	err = finish();
	linger(buf + SIZE - LINE);
	dma_unmap_single_attrs(dev, dma, len, DMA_FROM_DEVICE, unmap_attrs);
	return err ? err : !all_bytes(buf + off, len, LITMUS_BYTE);
}

static int neighbour(u8 *buf, bool right)
{
	return device_writes(buf, 0, 32, buf + (right ? 3 * LINE : 32), 0, 0,
			     NULL);
}

static int prefetch(u8 *buf, bool right)
{
	return device_writes(buf, 0, LINE, NULL, 0,
			     right ? 0 : DMA_ATTR_SKIP_CPU_SYNC, buf + 8);
}

/* A clean line that is dropped: never hurts, and may hide a missing sync. */
static int drop(u8 *buf, bool right)
{
	int lost;

	if (right) {
		linger(buf);
		for (int i = 0; i < LINE; i++)
			WRITE_ONCE(buf[i], i ^ 0x35);
		linger(buf + LINE);
		for (int i = 0; i < LINE; i++)
			if (READ_ONCE(buf[i]) != (u8)(i ^ 0x35))
				return 1;
		return 0;
	}
	READ_ONCE(buf[0]);
	lost = device_writes(buf, 0, LINE, NULL, 0, DMA_ATTR_SKIP_CPU_SYNC,
			     buf);
	return lost < 0 ? lost : !lost;
}

static int eviction(u8 *buf, bool right)
{
	memset(buf, 0x11, LINE);
	return device_writes(buf, 0, LINE, NULL,
			     right ? 0 : DMA_ATTR_SKIP_CPU_SYNC, 0, NULL);
}

/* 16 bytes of our own before and after the device's, in its lines. */
static int edges(u8 *buf, bool right)
{
	u8 *own = buf + 16 + 96;
	int lost = device_writes(buf, 16, 96, own, 0, 0, NULL);

	if (lost < 0)
		return lost;
	return right ? *own != (u8)299 : lost;
}

static int store_order(bool right)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);
	int err;

	if (!ring)
		return -ENOMEM;
	start(dma, 256, LITMUS_GO_WATCH);
	ring[0] = 7;
	if (right)
		dma_wmb();
	WRITE_ONCE(ring[64], 1);
	err = finish();
	if (!err)
		err = readl(regs + LITMUS_RESULT) != 7;
	dma_free_coherent(dev, PAGE_SIZE, ring, dma);
	return err;
}

static int load_order(bool right)
{
	dma_addr_t dma;
	u32 *ring = dma_alloc_coherent(dev, PAGE_SIZE, &dma, GFP_KERNEL);
	u32 data;

	if (!ring)
		return -ENOMEM;
	start(dma + 1024, 512, LITMUS_GO_POST);
	while (READ_ONCE(ring[384]) != LITMUS_FLAG)
		cpu_relax();
	if (right)
		dma_rmb();
	data = ring[256];
	dma_free_coherent(dev, PAGE_SIZE, ring, dma);
	return data != 7;
}

static long run(unsigned int which, bool right, u8 *buf)
{
	switch (which) {
	case LITMUS_NEIGHBOUR:
		return neighbour(buf, right);
	case LITMUS_PREFETCH:
		return prefetch(buf, right);
	case LITMUS_DROP:
		return drop(buf, right);
	case LITMUS_EVICTION:
		return eviction(buf, right);
	case LITMUS_EDGES:
		return edges(buf, right);
	case LITMUS_STORE_ORDER:
		return store_order(right);
	case LITMUS_LOAD_ORDER:
		return load_order(right);
	}
	return -ENOTTY;
}

static long litmus_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	u8 *buf = kzalloc(SIZE, GFP_KERNEL);
	long ret;

	if (!buf)
		return -ENOMEM;
	ret = run((cmd & 0xff) >> 1, cmd & 1, buf);
	kfree(buf);
	return ret;
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = litmus_ioctl,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "litmus",
	.fops = &fops,
};

static int litmus_probe(struct platform_device *pdev)
{
	dev = &pdev->dev;
	regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	return misc_register(&misc);
}

static void litmus_remove(struct platform_device *pdev)
{
	misc_deregister(&misc);
}

static const struct of_device_id litmus_ids[] = {
	{ .compatible = "dmaspace,litmus" },
	{ }
};

static struct platform_driver litmus_driver = {
	.probe = litmus_probe,
	.remove = litmus_remove,
	.driver = {
		.name = "litmus",
		.of_match_table = litmus_ids,
	},
};
module_platform_driver(litmus_driver);

MODULE_LICENSE("Dual MIT/GPL");
