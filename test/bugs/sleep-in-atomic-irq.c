// SPDX-License-Identifier: MIT
/* An interrupt handler that takes a mutex. */
#include "cdma.h"
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);

static irqreturn_t handler(int irq, void *data)
{
	struct cdma *c = data;

	mutex_lock(&lock);		/* BUG: may sleep */
	writel(0x7000, c->regs + 4);
	mutex_unlock(&lock);
	return IRQ_HANDLED;
}

static int run(struct cdma *c)
{
	int irq = platform_get_irq(to_platform_device(c->dev), 0);
	dma_addr_t dma;
	void *buf = dmam_alloc_coherent(c->dev, 4096, &dma, GFP_KERNEL);
	int err;

	if (!buf)
		return -ENOMEM;
	err = devm_request_irq(c->dev, irq, handler, 0, "engine", c);
	if (err)
		return err;
	writel(0x5000, c->regs);
	cdma_start(c, dma + 2048, dma, 1024);
	msleep(10);
	return 0;
}

CDMA_DRIVER(run);
