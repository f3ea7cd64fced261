// SPDX-License-Identifier: MIT
/* Others take the lock of the handler with interrupts masked. */
#include "cdma.h"
#include <linux/interrupt.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);
static int done;

static irqreturn_t handler(int irq, void *data)
{
	struct cdma *c = data;

	spin_lock(&lock);
	writel(0x7000, c->regs + 4);
	WRITE_ONCE(done, 1);
	spin_unlock(&lock);
	return IRQ_HANDLED;
}

static int run(struct cdma *c)
{
	int irq = platform_get_irq(to_platform_device(c->dev), 0);
	void *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);
	dma_addr_t dma;
	int err;

	if (!buf)
		return -ENOMEM;
	err = request_irq(irq, handler, 0, "engine", c);
	if (err)
		return err;
	spin_lock_irq(&lock);
	done = 0;
	spin_unlock_irq(&lock);
	dma = dma_map_single(c->dev, buf, 4096, DMA_BIDIRECTIONAL);
	if (!dma_mapping_error(c->dev, dma)) {
		writel(0x5000, c->regs);
		cdma_start(c, dma + 2048, dma, 1024);
		while (!READ_ONCE(done))
			cpu_relax();
		dma_unmap_single(c->dev, dma, 4096, DMA_BIDIRECTIONAL);
	}
	free_irq(irq, c);
	return 0;
}

CDMA_DRIVER(run);
