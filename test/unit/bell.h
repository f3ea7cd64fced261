/* SPDX-License-Identifier: MIT */
/*
 * Two interrupt lines for tests: an AXI CDMA engine copies four bytes and says
 * so.  Up from then until silence(); a ring lasts for about 100 ns.
 */
#ifndef TEST_BELL_H
#define TEST_BELL_H

#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/platform_device.h>

struct bell {
	void __iomem *regs;
	unsigned int irq;
	dma_addr_t dma;
};

static struct bell bell[2];
static unsigned int nr_bells;

/* The handler's part; true: it was this bell. */
static bool silence(struct bell *b)
{
	u32 sr = readl(b->regs + 0x04);

	writel(sr & 0x7000, b->regs + 0x04);
	return sr & 0x7000;
}

static void ring(struct bell *b)
{
	writel(lower_32_bits(b->dma), b->regs + 0x18);
	writel(lower_32_bits(b->dma + 2048), b->regs + 0x20);
	writel(4, b->regs + 0x28);
}

static int bell_probe(struct platform_device *pdev)
{
	struct bell *b = &bell[nr_bells++ % 2];

	b->irq = platform_get_irq(pdev, 0);
	b->regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(b->regs))
		return PTR_ERR(b->regs);
	if (!dmam_alloc_coherent(&pdev->dev, 4096, &b->dma, GFP_KERNEL))
		return -ENOMEM;
	writel(0x1000, b->regs);
	return 0;
}

static const struct of_device_id bell_of_match[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};

static struct platform_driver bell_driver = {
	.probe = bell_probe,
	.driver = { .name = "bell", .of_match_table = bell_of_match },
};

static int bells_init(struct kunit_suite *suite)
{
	return platform_driver_register(&bell_driver);
}

static void bells_exit(struct kunit_suite *suite)
{
	platform_driver_unregister(&bell_driver);
}

#endif
