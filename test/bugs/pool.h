/* SPDX-License-Identifier: MIT */
/*
 * Drivers of a device with a pool: the node "pool" of test/boards/dma.dts.  A
 * driver is one function, POOL_DRIVER(run).
 */
#ifndef BUGS_POOL_H
#define BUGS_POOL_H

#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define POOL_DRIVER(run)						\
static int pool_probe(struct platform_device *pdev)			\
{									\
	int ret;							\
									\
	if (!of_node_name_eq(pdev->dev.of_node, "pool"))		\
		return -ENODEV;						\
	ret = of_reserved_mem_device_init(&pdev->dev);			\
	return ret ? ret : run(&pdev->dev);				\
}									\
									\
static const struct of_device_id pool_ids[] = {				\
	{ .compatible = "test,dma" },					\
	{ }								\
};									\
									\
static struct platform_driver pool_driver = {				\
	.probe = pool_probe,						\
	.driver = { .name = KBUILD_MODNAME,				\
		    .of_match_table = pool_ids },			\
};									\
module_platform_driver(pool_driver);					\
MODULE_LICENSE("Dual MIT/GPL")

#endif
