// SPDX-License-Identifier: MIT
/*
 * platform - the bus of devices that only the device tree names.
 *
 * A driver serves a device that one of its compatible strings names, or its
 * table of names, or its own name.
 *
 * Same as Linux: order of matching, shorthands of resources, messages.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/of.h>
#include <linux/of_device.h>
#include <linux/of_irq.h>
#include <linux/platform_device.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/base/device.h"
#include "home/home.h"

static void platform_bus_release(struct device *dev)
{
}

struct device platform_bus = {
	.init_name = "platform",
	.release = platform_bus_release,
};

static const struct platform_device_id *
match_id(const struct platform_device_id *id, struct platform_device *pdev)
{
	for (; id->name[0]; id++)
		if (!strcmp(pdev->name, id->name)) {
			pdev->id_entry = id;
			return id;
		}
	return NULL;
}

static int platform_match(struct device *dev, const struct device_driver *drv)
{
	struct platform_device *pdev = to_platform_device(dev);
	const struct platform_driver *pdrv = to_platform_driver(drv);

	if (pdev->driver_override)
		return !strcmp(pdev->driver_override, drv->name);
	if (dev->of_node && drv->of_match_table &&
	    of_match_node(drv->of_match_table, dev->of_node))
		return 1;
	if (pdrv->id_table)
		return match_id(pdrv->id_table, pdev) != NULL;
	return !strcmp(pdev->name, drv->name);
}

static int platform_probe(struct device *dev)
{
	struct platform_driver *drv = to_platform_driver(dev->driver);
	int ret = 0;

	if (drv->probe)
		ret = drv->probe(to_platform_device(dev));
	if (drv->prevent_deferred_probe && ret == -EPROBE_DEFER) {
		dev_warn(dev, "probe deferral not supported\n");
		ret = -ENXIO;
	}
	return ret;
}

static void platform_remove(struct device *dev)
{
	struct platform_driver *drv = to_platform_driver(dev->driver);
	int ret = 0;

	if (drv->remove_new)
		drv->remove_new(to_platform_device(dev));
	else if (linux_version < 0x060b00 && drv->__remove_int)
		ret = drv->__remove_int(to_platform_device(dev));
	if (ret)
		dev_warn(dev, "remove callback returned a non-zero value. This will be ignored.\n");
}

static int platform_dma_configure(struct device *dev)
{
	return dev->of_node ? of_dma_configure(dev, dev->of_node, true) : 0;
}

const struct bus_type platform_bus_type = {
	.name = "platform",
	.match = platform_match,
	.probe = platform_probe,
	.remove = platform_remove,
	.dma_configure = platform_dma_configure,
	.dma_cleanup = arch_teardown_dma_ops,
};

int __platform_driver_register(struct platform_driver *drv,
			       struct module *owner)
{
	drv->driver.owner = owner;
	drv->driver.bus = &platform_bus_type;
	return driver_register(&drv->driver);
}

void platform_driver_unregister(struct platform_driver *drv)
{
	driver_unregister(&drv->driver);
}

int platform_bus_init(void)
{
	return device_register(&platform_bus);
}

/* --- resources ------------------------------------------------------------ */

struct resource *platform_get_resource(struct platform_device *dev,
				       unsigned int type, unsigned int num)
{
	u32 i;

	for (i = 0; i < dev->num_resources; i++) {
		struct resource *r = &dev->resource[i];

		if (type == resource_type(r) && num-- == 0)
			return r;
	}
	return NULL;
}

struct resource *platform_get_mem_or_io(struct platform_device *dev,
					unsigned int num)
{
	return platform_get_resource(dev, IORESOURCE_MEM, num);
}

struct resource *platform_get_resource_byname(struct platform_device *dev,
					      unsigned int type,
					      const char *name)
{
	u32 i;

	for (i = 0; i < dev->num_resources; i++) {
		struct resource *r = &dev->resource[i];

		if (r->name && type == resource_type(r) &&
		    !strcmp(r->name, name))
			return r;
	}
	return NULL;
}

void __iomem *
devm_platform_get_and_ioremap_resource(struct platform_device *pdev,
				       unsigned int index,
				       struct resource **res)
{
	struct resource *r = platform_get_resource(pdev, IORESOURCE_MEM, index);

	if (res)
		home_store(res, &r, sizeof(r));
	return devm_ioremap_resource(&pdev->dev, r);
}

void __iomem *devm_platform_ioremap_resource(struct platform_device *pdev,
					     unsigned int index)
{
	return devm_platform_get_and_ioremap_resource(pdev, index, NULL);
}

void __iomem *
devm_platform_ioremap_resource_byname(struct platform_device *pdev,
				      const char *name)
{
	return devm_ioremap_resource(&pdev->dev,
				     platform_get_resource_byname(pdev,
								  IORESOURCE_MEM,
								  name));
}

/* --- interrupts ----------------------------------------------------------- */

static int irq_resource(struct platform_device *dev, unsigned int num)
{
	struct resource *r = platform_get_resource(dev, IORESOURCE_IRQ, num);

	return r ? (int)r->start : -ENXIO;
}

int platform_get_irq_optional(struct platform_device *dev, unsigned int num)
{
	int ret;

	if (dev->dev.of_node && dev->dev.of_node->properties &&
	    !dev->dev.of_node_reused) {
		ret = of_irq_get(dev->dev.of_node, num);
		if (ret > 0 || ret == -EPROBE_DEFER)
			return ret;
	}
	ret = irq_resource(dev, num);
	return WARN(!ret, "0 is an invalid IRQ number\n") ? -EINVAL : ret;
}

int platform_get_irq(struct platform_device *dev, unsigned int num)
{
	int ret = platform_get_irq_optional(dev, num);

	if (ret < 0)
		return dev_err_probe(&dev->dev, ret,
				     "IRQ index %u not found\n", num);
	return ret;
}

int platform_get_irq_byname_optional(struct platform_device *dev,
				     const char *name)
{
	struct resource *r;
	int ret;

	if (dev->dev.of_node) {
		ret = of_irq_get_byname(dev->dev.of_node, name);
		if (ret > 0 || ret == -EPROBE_DEFER)
			return ret;
	}
	r = platform_get_resource_byname(dev, IORESOURCE_IRQ, name);
	return r ? (int)r->start : -ENXIO;
}

int platform_get_irq_byname(struct platform_device *dev, const char *name)
{
	int ret = platform_get_irq_byname_optional(dev, name);

	if (ret < 0)
		return dev_err_probe(&dev->dev, ret, "IRQ %s not found\n",
				     name);
	return ret;
}

int platform_irq_count(struct platform_device *dev)
{
	int n = 0;

	while (platform_get_irq_optional(dev, n) >= 0)
		n++;
	return n;
}
