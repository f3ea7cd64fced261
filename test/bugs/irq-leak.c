// SPDX-License-Identifier: MIT
/* remove() does not free the interrupt that probe() requested. */
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>

static irqreturn_t handle(int irq, void *data)
{
	return IRQ_NONE;
}

static int probe(struct platform_device *pdev)
{
	int irq = platform_get_irq(pdev, 0);

	if (irq < 0)
		return irq;
	return request_irq(irq, handle, 0, "leak", pdev); /* BUG: for ever */
}

static const struct of_device_id ids[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};
MODULE_DEVICE_TABLE(of, ids);

static struct platform_driver driver = {
	.probe = probe,
	.driver = { .name = "irq-leak", .of_match_table = ids },
};
module_platform_driver(driver);

MODULE_LICENSE("Dual MIT/GPL");
