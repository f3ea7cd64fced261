// SPDX-License-Identifier: MIT
/* The handler does not know its own interrupt. */
#include "cdma.h"
#include <linux/interrupt.h>
#include <linux/delay.h>

static irqreturn_t handler(int irq, void *data)
{
	return IRQ_NONE;
}

static int run(struct cdma *c)
{
	int irq = platform_get_irq(to_platform_device(c->dev), 0);
	void *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma;
	int err;

	if (!buf)
		return -ENOMEM;
	err = request_irq(irq, handler, 0, "engine", c);	/* BUG: IRQ_NONE */
	if (err)
		return err;
	dma = dma_map_single(c->dev, buf, 4096, DMA_BIDIRECTIONAL);
	if (!dma_mapping_error(c->dev, dma)) {
		writel(0x5000, c->regs);
		cdma_start(c, dma + 2048, dma, 1024);
		msleep(10);
		dma_unmap_single(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	}
	free_irq(irq, c);
	return 0;
}

CDMA_DRIVER(run);
