// SPDX-License-Identifier: MIT
/*
 * Contexts that get into each other's way, and what keeps them out of it: each
 * call of races.h with and without what it needs.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "races.h"

static int count, irqs, turn, woken;
static DEFINE_SPINLOCK(lock);
static DEFINE_SPINLOCK(irq_lock);
static DECLARE_WAIT_QUEUE_HEAD(queue);

static void __iomem *regs;
static dma_addr_t dma;
static bool locked;

/* A load and a store each time, whatever the compiler thinks of the loop. */
static void add_one(void)
{
	count++;
	barrier();
}

/* --- the interrupt --------------------------------------------------------- */

static irqreturn_t on_irq(int irq, void *data)
{
	writel(0x1000, regs + 0x04);
	if (locked)
		spin_lock(&irq_lock);
	count++;
	if (locked)
		spin_unlock(&irq_lock);
	WRITE_ONCE(irqs, irqs + 1);
	return IRQ_HANDLED;
}

static void ring(void)
{
	writel(lower_32_bits(dma), regs + 0x18);
	writel(lower_32_bits(dma + 2048), regs + 0x20);
	writel(4, regs + 0x28);
}

static void add_locked(void)
{
	unsigned long flags;

	spin_lock_irqsave(&irq_lock, flags);
	count++;
	spin_unlock_irqrestore(&irq_lock, flags);
}

static void add_masked(void)
{
	unsigned long flags;
	int k;

	local_irq_save(flags);
	for (k = 0; k < RACES_ADDS; k++)
		add_one();
	local_irq_restore(flags);
}

static long add_with_irqs(unsigned long n, unsigned int how)
{
	unsigned long i;

	locked = how == RACES_ADD_IRQSAVE;
	irqs = 0;
	for (i = 0; i < n; i++) {
		int before = READ_ONCE(irqs), k;

		ring();
		if (how == RACES_ADD_MASKED)
			add_masked();
		else
			for (k = 0; k < RACES_ADDS; k++)
				if (locked)
					add_locked();
				else
					add_one();
		while (READ_ONCE(irqs) == before)
			cpu_relax();
	}
	return 0;
}

static int races_probe(struct platform_device *pdev)
{
	if (regs)
		return -EBUSY;		/* one is enough */
	regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	if (!dmam_alloc_coherent(&pdev->dev, 4096, &dma, GFP_KERNEL))
		return -ENOMEM;
	writel(0x1000, regs);
	return devm_request_irq(&pdev->dev, platform_get_irq(pdev, 0), on_irq,
				0, "races", NULL);
}

static const struct of_device_id races_of_match[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};

static struct platform_driver races_driver = {
	.probe = races_probe,
	.driver = { .name = "races", .of_match_table = races_of_match },
};

/* --- calls ----------------------------------------------------------------- */

static void add(unsigned long n, bool careful)
{
	unsigned long i;

	for (i = 0; i < n; i++) {
		if (careful)
			spin_lock(&lock);
		add_one();
		if (careful)
			spin_unlock(&lock);
	}
}

static long ping(unsigned long n, int mine)
{
	unsigned long i;

	for (i = 0; i < n; i++) {
		while (READ_ONCE(turn) != mine)
			cpu_relax();
		WRITE_ONCE(turn, !mine);
	}
	return 0;
}

static long races_ioctl(struct file *file, unsigned int cmd, unsigned long n)
{
	switch (cmd) {
	case RACES_ADD:
	case RACES_ADD_LOCKED:
		add(n, cmd == RACES_ADD_LOCKED);
		return 0;
	case RACES_ADD_WITH_IRQS:
	case RACES_ADD_MASKED:
	case RACES_ADD_IRQSAVE:
		return add_with_irqs(n, cmd);
	case RACES_COUNT:
		return xchg(&count, 0);
	case RACES_EXPECTED:
		return RACES_ADDS * n + irqs;
	case RACES_TIME_OUT:
		return wait_event_timeout(queue, READ_ONCE(woken),
					  msecs_to_jiffies(n));
	case RACES_SLEEP:
		return wait_event_interruptible(queue, READ_ONCE(woken));
	case RACES_WAKE:
		WRITE_ONCE(woken, 1);
		wake_up(&queue);
		return 0;
	case RACES_PING:
	case RACES_PONG:
		return ping(n, cmd == RACES_PONG);
	}
	return -ENOTTY;
}

static const struct file_operations races_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = races_ioctl,
};

static struct miscdevice races_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "races",
	.fops = &races_fops,
};

static int __init races_init(void)
{
	int err = misc_register(&races_misc);

	if (err)
		return err;
	err = platform_driver_register(&races_driver);
	if (err)
		misc_deregister(&races_misc);
	return err;
}

static void __exit races_exit(void)
{
	platform_driver_unregister(&races_driver);
	misc_deregister(&races_misc);
}

module_init(races_init);
module_exit(races_exit);
MODULE_LICENSE("Dual MIT/GPL");
