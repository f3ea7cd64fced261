/* SPDX-License-Identifier: MIT */
/*
 * What the conform tests share: a driver for the devices of board.dts, and
 * words for where memory is from.
 *
 * The tests are kernel modules in Linux words only.  They say what they see,
 * one line a fact ("# CASE: TEXT"); scripts/oracle compares those lines with a
 * real kernel's.  So a test expects little itself, and never prints what a
 * kernel may choose, but for addresses of pages: "pages ADDRESS ZONE".
 */
#ifndef TEST_CONFORM_CONFORM_H
#define TEST_CONFORM_CONFORM_H

#include <kunit/test.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define NR_REGIONS	24
#define NR_DEVICES	8

static struct reserved_mem *regions[NR_REGIONS];
static int nr_regions;
static struct device *devices[NR_DEVICES];
static int nr_devices;

/* --- devices -------------------------------------------------------------- */

static int conform_probe(struct platform_device *pdev)
{
	if (nr_devices == NR_DEVICES)
		return -ENOSPC;
	devices[nr_devices++] = &pdev->dev;
	return 0;
}

static const struct of_device_id conform_ids[] = {
	{ .compatible = "test,conform" },
#ifdef CONFORM_RESTRICTED	/* its memory is attached with the driver */
	{ .compatible = "test,conform-restricted" },
#endif
	{ }
};

static struct platform_driver conform_driver = {
	.probe = conform_probe,
	.driver = {
		.name = "conform",
		.of_match_table = conform_ids,
	},
};

/* The device of a node of board.dts; NULL: it has no driver. */
static inline struct device *named(const char *name)
{
	int i;

	for (i = 0; i < nr_devices; i++)
		if (of_node_name_eq(devices[i]->of_node, name))
			return devices[i];
	return NULL;
}

static inline int attach(struct device *dev, const char *region)
{
	return of_reserved_mem_device_init_by_name(dev, dev->of_node, region);
}

/* --- where memory is from ------------------------------------------------- */

#define WHERE_SIZE	64

static inline const char *zone_at(phys_addr_t paddr)
{
	if (paddr < 0x80000000)
		return "DMA";
	return paddr < 0x100000000 ? "DMA32" : "Normal";
}

/* "area@68000000+0x1000" or "pages 0x41234000 DMA" */
static inline const char *where(phys_addr_t paddr, char buf[WHERE_SIZE])
{
	int i;

	for (i = 0; i < nr_regions; i++) {
		phys_addr_t offset = paddr - regions[i]->base;

		if (paddr < regions[i]->base || offset >= regions[i]->size)
			continue;
		snprintf(buf, WHERE_SIZE, "%s+%#llx", regions[i]->name, offset);
		return buf;
	}
	snprintf(buf, WHERE_SIZE, "pages %#llx %s", paddr, zone_at(paddr));
	return buf;
}

static inline void find_regions(void)
{
	struct device_node *np, *all = of_find_node_by_path("/reserved-memory");

	nr_regions = 0;
	for_each_child_of_node(all, np) {
		struct reserved_mem *rmem = of_reserved_mem_lookup(np);

		if (rmem && rmem->size && nr_regions < NR_REGIONS)
			regions[nr_regions++] = rmem;
	}
	of_node_put(all);
}

/* --- what tests say ------------------------------------------------------- */

/* One line.  A function: kunit_info() may evaluate its arguments twice. */
static inline __printf(2, 3) void fact(struct kunit *test, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	kunit_info(test, "%pV", &vaf);
	va_end(args);
}

/* An allocation, and how it was had. */
struct block {
	struct device *dev;
	size_t size;
	unsigned long attrs;
	void *cpu;
	dma_addr_t dma;
};

/* The same with another gfp or attributes; what says which. */
static inline struct block take_as(struct kunit *test, struct device *dev,
				   size_t size, gfp_t gfp, unsigned long attrs,
				   const char *what)
{
	struct block b = { .dev = dev, .size = size, .attrs = attrs };
	char buf[WHERE_SIZE];
	phys_addr_t paddr;

	b.cpu = dma_alloc_attrs(dev, size, &b.dma, gfp, attrs);
	if (!b.cpu) {
		fact(test, "%s: %#zx bytes%s: NULL", dev_name(dev), size, what);
		return b;
	}
	paddr = dma_to_phys(dev, b.dma);
	fact(test, "%s: %#zx bytes%s: %s", dev_name(dev), size, what,
	     where(paddr, buf));
	if (paddr != b.dma)
		fact(test, "the bus adds %lld", (s64)(b.dma - paddr));
	return b;
}

/* Allocate, and say where it is; free it with give(). */
static inline struct block take(struct kunit *test, struct device *dev,
				size_t size)
{
	return take_as(test, dev, size, GFP_KERNEL, 0, "");
}

static inline void give(struct block *b)
{
	if (b->cpu)
		dma_free_attrs(b->dev, b->size, b->cpu, b->dma, b->attrs);
	b->cpu = NULL;
}

/* One after the other, then all away again. */
static inline void take_all(struct kunit *test, struct device *dev,
			    const size_t *sizes, int n)
{
	struct block b[8];
	int i;

	for (i = 0; i < n && i < (int)ARRAY_SIZE(b); i++)
		b[i] = take(test, dev, sizes[i]);
	while (i--)
		give(&b[i]);
}

/* --- the suite ------------------------------------------------------------ */

static inline int conform_start(struct kunit_suite *suite)
{
	find_regions();
	return platform_driver_register(&conform_driver);
}

static inline void conform_end(struct kunit_suite *suite)
{
	platform_driver_unregister(&conform_driver);
}

/* Each case begins with devices that have no memory of their own. */
static inline void conform_exit(struct kunit *test)
{
	int i;

	for (i = 0; i < nr_devices; i++)
		of_reserved_mem_device_release(devices[i]);
}

#define CONFORM_SUITE_INIT(title, begin, end)		\
	static struct kunit_suite suite = {		\
		.name = title,				\
		.suite_init = conform_start,		\
		.suite_exit = conform_end,		\
		.init = begin,				\
		.exit = end,				\
		.test_cases = cases,			\
	};						\
	kunit_test_suite(suite);			\
	MODULE_DESCRIPTION("conform test " title);	\
	MODULE_LICENSE("Dual MIT/GPL")

#define CONFORM_SUITE(title) \
	CONFORM_SUITE_INIT(title, NULL, conform_exit)

#endif
