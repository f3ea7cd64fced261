/* SPDX-License-Identifier: MIT */
/*
 * The devices of test/boards/dma.dts by name: what the tests of dma/ stand on.
 */
#ifndef DMA_BOARD_H
#define DMA_BOARD_H

#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#define MIB		0x100000ull
#define POOL16		0xb0000000ull
#define POOL3		0xb2000000ull
#define AREA		0xb4200000ull
#define AREA_SIZE	0x1000000ull
#define DRAM		0x80000000ull

#define MAX_DEVICES	32

static struct device *devices[MAX_DEVICES];
static unsigned int nr_devices;

static int board_probe(struct platform_device *pdev)
{
	if (nr_devices == MAX_DEVICES)
		return -ENOSPC;
	devices[nr_devices++] = &pdev->dev;
	return 0;
}

static const struct of_device_id board_ids[] = {
	{ .compatible = "test,dma" },
	{ }
};

static struct platform_driver board_driver = {
	.probe = board_probe,
	.driver = { .name = "dma-board", .of_match_table = board_ids },
};

static inline int board_init(struct kunit_suite *suite)
{
	return platform_driver_register(&board_driver);
}

static inline void board_exit(struct kunit_suite *suite)
{
	platform_driver_unregister(&board_driver);
}

static inline struct device *named(const char *name)
{
	unsigned int i;

	for (i = 0; i < nr_devices; i++)
		if (of_node_name_eq(devices[i]->of_node, name))
			return devices[i];
	return NULL;
}

#define BOARD_SUITE(suite_name) {					\
	.name = suite_name,						\
	.suite_init = board_init,					\
	.suite_exit = board_exit,					\
	.test_cases = cases,						\
}

#endif
