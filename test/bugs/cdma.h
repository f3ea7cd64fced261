/* SPDX-License-Identifier: MIT */
/*
 * What the DMA drivers of this folder have in common: an AXI CDMA engine in
 * simple mode (PG034), polled.  A driver is one function, CDMA_DRIVER(run); that
 * it returns -EIO, wrong data, is a bug of its own.
 */
#ifndef BUGS_CDMA_H
#define BUGS_CDMA_H

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/iopoll.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct cdma {
	struct device *dev;
	void __iomem *regs;
};

/* Start a copy. */
static inline void cdma_start(struct cdma *c, dma_addr_t dst, dma_addr_t src,
			      u32 len)
{
	writel(lower_32_bits(src), c->regs + 0x18);
	writel(upper_32_bits(src), c->regs + 0x1c);
	writel(lower_32_bits(dst), c->regs + 0x20);
	writel(upper_32_bits(dst), c->regs + 0x24);
	writel(len, c->regs + 0x28);
}

/* Wait until it is over: 0 or -ETIMEDOUT. */
static inline int cdma_wait(struct cdma *c)
{
	u32 sr;

	return readl_poll_timeout(c->regs + 0x04, sr, sr & 2, 1, 10000);
}

static inline int cdma_copy(struct cdma *c, dma_addr_t dst, dma_addr_t src,
			    u32 len)
{
	cdma_start(c, dst, src, len);
	return cdma_wait(c);
}

#define CDMA_DRIVER(run)						\
static int cdma_probe(struct platform_device *pdev)			\
{									\
	struct cdma c = { .dev = &pdev->dev };				\
	int ret;							\
									\
	c.regs = devm_platform_ioremap_resource(pdev, 0);		\
	if (IS_ERR(c.regs))						\
		return PTR_ERR(c.regs);					\
	if (dma_set_mask_and_coherent(c.dev, DMA_BIT_MASK(40)))		\
		return -EIO;						\
	ret = run(&c);							\
	BUG_ON(ret == -EIO);						\
	return ret;							\
}									\
									\
static const struct of_device_id cdma_ids[] = {				\
	{ .compatible = "xlnx,axi-cdma-1.00.a" },			\
	{ }								\
};									\
									\
static struct platform_driver cdma_driver = {				\
	.probe = cdma_probe,						\
	.driver = { .name = KBUILD_MODNAME,				\
		    .of_match_table = cdma_ids },			\
};									\
module_platform_driver(cdma_driver);					\
MODULE_LICENSE("Dual MIT/GPL")

#endif
