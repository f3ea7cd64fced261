// SPDX-License-Identifier: MIT
/*
 * What `dmaspace explain` says of test/boards/fb.dts is what the calls give: the
 * view of the CPU, the place, for each kind of device and both ways to allocate.
 *
 * board: test/boards/fb.dts
 */
#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/sizes.h>

#define MAX_DEVICES	8

static struct device *devices[MAX_DEVICES];
static unsigned int nr_devices;

static int fb_probe(struct platform_device *pdev)
{
	if (nr_devices == MAX_DEVICES)
		return -ENOSPC;
	devices[nr_devices++] = &pdev->dev;
	of_reserved_mem_device_init(&pdev->dev);
	return 0;
}

static void fb_remove(struct platform_device *pdev)
{
	of_reserved_mem_device_release(&pdev->dev);
}

static const struct of_device_id fb_ids[] = {
	{ .compatible = "test,fb-sample" },
	{ }
};

static struct platform_driver fb_driver = {
	.probe = fb_probe,
	.remove = fb_remove,
	.driver = { .name = "fb-test", .of_match_table = fb_ids },
};

static int fb_init(struct kunit_suite *suite)
{
	return platform_driver_register(&fb_driver);
}

static void fb_exit(struct kunit_suite *suite)
{
	platform_driver_unregister(&fb_driver);
}

static struct device *named(const char *name)
{
	unsigned int i;

	for (i = 0; i < nr_devices; i++)
		if (of_node_name_eq(devices[i]->of_node, name))
			return devices[i];
	return NULL;
}

#define SIZE	0x12c000

/* The areas of the window, 1 TiB each from 32 TiB on: docs/design.md. */
enum area { LINEAR = 32, VMALLOC, UNCACHED, WC };

static enum area area_of(const void *p)
{
	return (unsigned long)p >> 40;
}

static enum area view(struct kunit *test, struct device *dev,
			   gfp_t gfp, unsigned long attrs, size_t size)
{
	enum area area;
	dma_addr_t dma;
	void *p;

	KUNIT_ASSERT_NOT_NULL(test, dev);
	p = dma_alloc_attrs(dev, size, &dma, gfp, attrs);
	KUNIT_ASSERT_NOT_NULL(test, p);
	area = area_of(p);
	dma_free_attrs(dev, size, p, dma, attrs);
	return area;
}

/* Where coherent, wc and atomic memory is seen. */
static void views(struct kunit *test)
{
	static const struct {
		const char *name;
		enum area coherent, wc, atomic;
	} want[] = {
		{ "fb-pool", WC, WC, WC },
		{ "fb-pool-snoops", WC, WC, WC },
		{ "fb-cma", UNCACHED, WC, UNCACHED },
		{ "fb-snoops", LINEAR, LINEAR, LINEAR },
		{ "fb-cached", UNCACHED, WC, UNCACHED },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		struct device *dev = named(want[i].name);

		KUNIT_EXPECT_EQ(test, view(test, dev, GFP_KERNEL, 0, SIZE),
				want[i].coherent);
		KUNIT_EXPECT_EQ(test, view(test, dev, GFP_KERNEL,
					   DMA_ATTR_WRITE_COMBINE, SIZE),
				want[i].wc);
		KUNIT_EXPECT_EQ(test, view(test, dev, GFP_ATOMIC, 0, 4096),
				want[i].atomic);
	}
}

/* What it says can never be had is refused; a little less is not. */
static void never(struct kunit *test)
{
	static const struct {
		const char *name;
		gfp_t gfp;
		size_t size;
		bool had;
	} want[] = {
		{ "fb-pool", GFP_KERNEL, SZ_8M + 1, false },
		{ "fb-pool", GFP_KERNEL, SZ_8M, true },
		{ "fb-cma", GFP_ATOMIC, SZ_128K + 1, false },
		{ "fb-cma", GFP_ATOMIC, SZ_128K, true },
		{ "fb-snoops", GFP_ATOMIC, SZ_4M + 1, false },
		{ "fb-snoops", GFP_ATOMIC, SZ_4M, true },
		{ "fb-cached", GFP_KERNEL, SZ_64M, false },
		{ "fb-cached", GFP_KERNEL, SZ_64M - SZ_1M, true },
	};
	dma_addr_t dma;
	void *p;
	int i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		struct device *dev = named(want[i].name);

		KUNIT_ASSERT_NOT_NULL(test, dev);
		p = dma_alloc_coherent(dev, want[i].size, &dma,
				       want[i].gfp | __GFP_NOWARN);
		KUNIT_EXPECT_EQ_MSG(test, !!p, want[i].had, "%s, %zu bytes",
				    want[i].name, want[i].size);
		if (p)
			dma_free_coherent(dev, want[i].size, p, dma);
	}
}

/* dma_alloc_pages() never asks the pool, and is cached. */
static void cached_pages(struct kunit *test)
{
	struct device *dev = named("fb-pool");
	dma_addr_t dma;
	void *p;

	KUNIT_ASSERT_NOT_NULL(test, dev);
	p = dma_alloc_noncoherent(dev, SIZE, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, area_of(p), LINEAR);
	KUNIT_EXPECT_TRUE(test, dma < 0xb0000000 || dma >= 0xb0800000);
	dma_free_noncoherent(dev, SIZE, p, dma, DMA_TO_DEVICE);
}

/* A sync on memory of a pool or of CMA changes no byte of it. */
static void sync_is_nothing(struct kunit *test)
{
	static const char *const names[] = { "fb-cma" };
	dma_addr_t dma;
	u32 *p;
	int i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		struct device *dev = named(names[i]);

		KUNIT_ASSERT_NOT_NULL(test, dev);
		p = dma_alloc_wc(dev, SIZE, &dma, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p);
		p[7] = 0x12345678;
		dma_sync_single_for_device(dev, dma, SIZE, DMA_TO_DEVICE);
		dma_sync_single_for_cpu(dev, dma, SIZE, DMA_TO_DEVICE);
		KUNIT_EXPECT_EQ(test, p[7], 0x12345678);
		dma_free_wc(dev, SIZE, p, dma);
	}
}

static struct kunit_case cases[] = {
	KUNIT_CASE(views),
	KUNIT_CASE(never),
	KUNIT_CASE(cached_pages),
	KUNIT_CASE(sync_is_nothing),
	{ }
};

static struct kunit_suite suite = {
	.name = "explain",
	.suite_init = fb_init,
	.suite_exit = fb_exit,
	.test_cases = cases,
};
kunit_test_suites(&suite);

MODULE_DESCRIPTION("explain tests");
MODULE_LICENSE("Dual MIT/GPL");
