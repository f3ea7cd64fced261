// SPDX-License-Identifier: MIT
/*
 * of-platform - platform devices of the device tree's nodes.
 *
 * Children of the root that have a compatible and are not disabled, and below
 * them the children of simple buses.
 *
 * Same as Linux: which nodes, names ("a0000000.dma", "sample@0x64000000"),
 * order, resources of reg.
 * Not the same:  AMBA cells ("arm,primecell") get no device.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/string.h>

#include "core/base/device.h"
#include "host/host.h"

static const struct of_device_id default_buses[] = {
	{ .compatible = "simple-bus" },
	{ .compatible = "simple-mfd" },
	{ .compatible = "isa" },
	{ .compatible = "arm,amba-bus" },
	{ }
};

static const struct of_device_id skipped_nodes[] = {
	{ .compatible = "operating-points-v2" },
	{ }
};

/* The unit address if it is one of the CPU's, else the way up by names. */
static int name_device(struct device *dev)
{
	struct device_node *node = dev->of_node;
	const __be32 *reg;
	const char *old;
	u64 addr;
	int ret = 0;

	for (; node->parent && !ret; node = node->parent) {
		old = dev_name(dev);
		reg = of_get_property(node, "reg", NULL);
		addr = reg ? of_translate_address(node, reg) : OF_BAD_ADDR;
		if (addr != OF_BAD_ADDR)
			return dev_set_name(dev, "%llx.%s%s%s", addr,
					    node->name, old ? ":" : "",
					    old ? old : "");
		ret = dev_set_name(dev, "%s%s%s", kbasename(node->full_name),
				   old ? ":" : "", old ? old : "");
	}
	return ret;
}

static int add_resources(struct platform_device *pdev,
			 struct device_node *np)
{
	int i, n = of_address_count(np);

	if (!n)
		return 0;
	pdev->resource = host_alloc(n * sizeof(*pdev->resource));
	if (!pdev->resource)
		return -ENOMEM;
	pdev->num_resources = n;
	for (i = 0; i < n; i++)
		of_address_to_resource(np, i, &pdev->resource[i]);
	return 0;
}

static struct platform_device *device_of_node(struct device_node *np,
					      struct device *parent)
{
	struct platform_device *pdev;
	int ret;

	pdev = platform_device_alloc("", PLATFORM_DEVID_NONE);
	if (!pdev)
		return NULL;
	pdev->dev.parent = parent ? parent : &platform_bus;
	pdev->dev.bus = &platform_bus_type;
	device_set_node(&pdev->dev, of_fwnode_handle(np));
	ret = add_resources(pdev, np);
	if (!ret)
		ret = name_device(&pdev->dev);
	pdev->name = dev_name(&pdev->dev);
	if (!ret)
		ret = device_add(&pdev->dev);
	if (ret) {
		platform_device_put(pdev);
		return NULL;
	}
	return pdev;
}

static struct platform_device *create(struct device_node *np,
				      struct device *parent)
{
	struct platform_device *pdev;

	if (!of_device_is_available(np) ||
	    of_device_is_compatible(np, "arm,primecell") ||
	    of_node_test_and_set_flag(np, OF_POPULATED))
		return NULL;
	pdev = device_of_node(np, parent);
	if (!pdev)
		of_node_clear_flag(np, OF_POPULATED);
	return pdev;
}

static int populate(struct device_node *np, const struct of_device_id *matches,
		    struct device *parent)
{
	struct platform_device *pdev;
	struct device_node *child;
	int ret = 0;

	if (!of_get_property(np, "compatible", NULL) ||
	    of_match_node(skipped_nodes, np) ||
	    of_node_check_flag(np, OF_POPULATED_BUS))
		return 0;
	pdev = create(np, parent);
	if (!pdev || !of_match_node(matches, np))
		return 0;
	for_each_child_of_node(np, child) {
		ret = populate(child, matches, &pdev->dev);
		if (ret)
			break;
	}
	of_node_set_flag(np, OF_POPULATED_BUS);
	return ret;
}

int of_platform_populate(struct device_node *root,
			 const struct of_device_id *matches,
			 const struct of_dev_auxdata *lookup,
			 struct device *parent)
{
	struct device_node *child;
	int ret = 0;

	if (!root)
		root = of_root;
	if (!root)
		return -EINVAL;
	for_each_child_of_node(root, child) {
		ret = populate(child, matches ? matches : default_buses,
			       parent);
		if (ret)
			break;
	}
	of_node_set_flag(root, OF_POPULATED_BUS);
	return ret;
}

int of_platform_default_populate(struct device_node *root,
				 const struct of_dev_auxdata *lookup,
				 struct device *parent)
{
	return of_platform_populate(root, default_buses, lookup, parent);
}

static int destroy_child(struct device *dev, void *data)
{
	struct device_node *np = dev->of_node;

	if (dev->bus != &platform_bus_type || !np ||
	    !of_node_check_flag(np, OF_POPULATED))
		return 0;
	if (of_node_check_flag(np, OF_POPULATED_BUS))
		device_for_each_child(dev, NULL, destroy_child);
	of_node_clear_flag(np, OF_POPULATED);
	of_node_clear_flag(np, OF_POPULATED_BUS);
	platform_device_unregister(to_platform_device(dev));
	return 0;
}

void of_platform_depopulate(struct device *parent)
{
	struct device_node *np = parent->of_node;

	if (!np || !of_node_check_flag(np, OF_POPULATED_BUS))
		return;
	device_for_each_child(parent, NULL, destroy_child);
	of_node_clear_flag(np, OF_POPULATED_BUS);
}

static void depopulate_release(struct device *dev, void *res)
{
	of_platform_depopulate(*(struct device **)res);
}

int devm_of_platform_populate(struct device *dev)
{
	struct device **res;
	int ret;

	res = devres_alloc(depopulate_release, sizeof(*res), GFP_KERNEL);
	if (!res)
		return -ENOMEM;
	*res = dev;
	ret = of_platform_populate(dev->of_node, NULL, NULL, dev);
	if (ret)
		devres_free(res);
	else
		devres_add(dev, res);
	return ret;
}

void devm_of_platform_depopulate(struct device *dev)
{
	devres_release(dev, depopulate_release, NULL, NULL);
}

struct platform_device *of_find_device_by_node(struct device_node *np)
{
	struct device *dev = bus_find_device(&platform_bus_type, NULL, np,
					     device_match_of_node);

	return dev ? to_platform_device(dev) : NULL;
}
