// SPDX-License-Identifier: MIT
/* The interrupt goes with the driver. */
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
	return devm_request_irq(&pdev->dev, irq, handle, 0, "ok", pdev);
}

static const struct of_device_id ids[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};
MODULE_DEVICE_TABLE(of, ids);

static struct platform_driver driver = {
	.probe = probe,
	.driver = { .name = "irq-ok", .of_match_table = ids },
};
module_platform_driver(driver);

MODULE_LICENSE("Dual MIT/GPL");
