/* SPDX-License-Identifier: MIT */
/*
 * Devices and reserved memory: what each kind of memory-region gives.  One text
 * for all versions of Linux; attach*_test.c say which, test/tools/attach.sh looks
 * at the lines.
 *
 * board: test/boards/of.dts
 */
#ifndef TEST_UNIT_ATTACH_H
#define TEST_UNIT_ATTACH_H

#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/of_reserved_mem.h>
#include <linux/version.h>

static struct device *dev, *none;

static struct device *device_of(const char *path)
{
	struct platform_device *pdev =
		of_find_device_by_node(of_find_node_by_path(path));

	return pdev ? &pdev->dev : NULL;
}

static int init(struct kunit *test)
{
	dev = device_of("/attach");
	none = device_of("/none");
	if (!dev || !none)
		return -ENODEV;
	return dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
}

static void exit(struct kunit *test)
{
	of_reserved_mem_device_release(dev);
	put_device(dev);
	put_device(none);
}

static int attach(const char *name)
{
	return of_reserved_mem_device_init_by_name(dev, dev->of_node, name);
}

static void nothing(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init_by_idx(NULL,
				dev->of_node, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init_by_idx(dev, NULL, 0),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init(none), -ENODEV);
	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init_by_idx(dev,
				dev->of_node, 99), -ENODEV);
	KUNIT_EXPECT_EQ(test, attach("unknown"), -ENODEV);
}

/* It says yes, and the device has ordinary memory. */
static void disabled(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("off"), 0);
	p = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, addr < 0xa4000000 || addr >= 0xa4100000);
	dma_free_coherent(dev, 4096, p, addr);
}

/* What the kernels disagree in: 6.12 says yes to a second pool. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0) && \
	LINUX_VERSION_CODE < KERNEL_VERSION(7, 0, 0)
#define SECOND_POOL	0
#else
#define SECOND_POOL	(-EBUSY)
#endif

static void refused(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, attach("plain"), -EINVAL);
	KUNIT_EXPECT_EQ(test, attach("failed"), -EINVAL);
}

/* Made at boot with a happy line, but its memory is in the linear map. */
static void mapped(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, attach("mapped"), -EINVAL);
}

/* The warning is given once, the error each time. */
static void mapped_again(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, attach("mapped"), -EINVAL);
}

static void half_mapped(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, attach("half"), -EINVAL);
}

/* All that is mapped then is a copy, all that is allocated is of the pool. */
static void restricted(struct kunit *test)
{
	void *p = kmalloc(4096, GFP_KERNEL), *coherent;
	dma_addr_t addr;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, attach("restricted"), 0);
	addr = dma_map_single(dev, p, 4096, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, addr), 0);
	KUNIT_EXPECT_EQ(test, addr, 0xa6000000);
	dma_unmap_single(dev, addr, 4096, DMA_TO_DEVICE);
	coherent = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, coherent);
	KUNIT_EXPECT_EQ(test, addr, 0xa6001000);
	dma_free_coherent(dev, 4096, coherent, addr);
	kfree(p);
}

/* A node that is no region, but has the name of one. */
static void same_name(struct kunit *test)
{
	struct device_node *np = of_find_node_by_path("/elsewhere/pool@a1000000");
	struct reserved_mem *rmem = of_reserved_mem_lookup(np);

	of_node_put(np);
	KUNIT_ASSERT_NOT_NULL(test, rmem);
	KUNIT_EXPECT_EQ(test, rmem->base, 0xa1000000);
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
	KUNIT_EXPECT_EQ(test, attach("elsewhere"), -EINVAL);
#else
	KUNIT_EXPECT_EQ(test, attach("elsewhere"), 0);
#endif
}

/* The first pool stays, whatever the answer; it may be the same one. */
static void second_pool(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("pool"), 0);
	KUNIT_EXPECT_EQ(test, attach("outside"), SECOND_POOL);
	KUNIT_EXPECT_EQ(test, attach("again"), SECOND_POOL);
	p = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, addr, 0xa1000000);
	dma_free_coherent(dev, 4096, p, addr);
}

/* Out of reach: 6.1 and 7.2 warn of it, all attach it. */
static void beyond_mask(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)),
			0);
	KUNIT_EXPECT_EQ(test, attach("far"), 0);
}

/* A pool that ends where the mask does is in reach: no warning. */
static void edge_of_mask(struct kunit *test)
{
	dev->coherent_dma_mask = 0xa10fffff;
	KUNIT_EXPECT_EQ(test, attach("pool"), 0);
}

static void outside_of_ram(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("far"), 0);
	p = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, addr, 0x200000000);
	dma_free_coherent(dev, 4096, p, addr);
}

static void pool(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("pool"), 0);
	p = dma_alloc_coherent(dev, 0x100000, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, addr, 0xa1000000);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 4096, &addr,
						   GFP_KERNEL));
	dma_free_coherent(dev, 0x100000, p, 0xa1000000);
}

static void released(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("pool"), 0);
	KUNIT_ASSERT_EQ(test, attach("cma"), 0);
	of_reserved_mem_device_release(dev);
	p = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, addr < 0xa1000000 || addr >= 0xa2200000);
	dma_free_coherent(dev, 4096, p, addr);
	of_reserved_mem_device_release(dev);
}

static const struct reserved_mem *undone[3];
static unsigned int nr_undone;

static int seen_init(struct reserved_mem *rmem, struct device *dev)
{
	return 0;
}

static void seen_release(struct reserved_mem *rmem, struct device *dev)
{
	if (nr_undone < ARRAY_SIZE(undone))
		undone[nr_undone++] = rmem;
}

static const struct reserved_mem_ops seen_ops = {
	.device_init = seen_init,
	.device_release = seen_release,
};

static struct reserved_mem *region(struct kunit *test, int idx)
{
	struct device_node *np = of_parse_phandle(dev->of_node,
						  "memory-region", idx);
	struct reserved_mem *rmem = of_reserved_mem_lookup(np);

	of_node_put(np);
	KUNIT_ASSERT_NOT_NULL(test, rmem);
	return rmem;
}

/* The latest is undone first. */
static void release_order(struct kunit *test)
{
	struct reserved_mem *plain = region(test, 0), *second = region(test, 1);
	const struct reserved_mem_ops *before = second->ops;

	plain->ops = second->ops = &seen_ops;
	KUNIT_EXPECT_EQ(test, attach("plain"), 0);
	KUNIT_EXPECT_EQ(test, attach("pool"), 0);
	of_reserved_mem_device_release(dev);
	plain->ops = NULL;
	second->ops = before;
	KUNIT_ASSERT_EQ(test, nr_undone, 2);
	KUNIT_EXPECT_PTR_EQ(test, undone[0], second);
	KUNIT_EXPECT_PTR_EQ(test, undone[1], plain);
}

static void area(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("cma"), 0);
	p = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, addr, 0xa2000000);
	dma_free_coherent(dev, 4096, p, addr);
}

/* A device may have both; the pool goes first. */
static void pool_before_area(struct kunit *test)
{
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_EQ(test, attach("cma"), 0);
	KUNIT_ASSERT_EQ(test, attach("pool"), 0);
	p = dma_alloc_coherent(dev, 4096, &addr, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, addr, 0xa1000000);
	dma_free_coherent(dev, 4096, p, addr);
}

static void lookup(struct kunit *test)
{
	struct device_node *np = of_parse_phandle(dev->of_node,
						  "memory-region", 0);
	struct reserved_mem *rmem = of_reserved_mem_lookup(np);

	KUNIT_ASSERT_NOT_NULL(test, rmem);
	KUNIT_EXPECT_STREQ(test, rmem->name, "plain@a0000000");
	KUNIT_EXPECT_EQ(test, rmem->base, 0xa0000000);
	KUNIT_EXPECT_EQ(test, rmem->size, 0x100000);
	KUNIT_EXPECT_NULL(test, of_reserved_mem_lookup(NULL));
	KUNIT_EXPECT_NULL(test, of_reserved_mem_lookup(of_root));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(nothing),
	KUNIT_CASE(disabled),
	KUNIT_CASE(refused),
	KUNIT_CASE(mapped),
	KUNIT_CASE(mapped_again),
	KUNIT_CASE(half_mapped),
	KUNIT_CASE(restricted),
	KUNIT_CASE(same_name),
	KUNIT_CASE(second_pool),
	KUNIT_CASE(beyond_mask),
	KUNIT_CASE(edge_of_mask),
	KUNIT_CASE(outside_of_ram),
	KUNIT_CASE(pool),
	KUNIT_CASE(released),
	KUNIT_CASE(release_order),
	KUNIT_CASE(area),
	KUNIT_CASE(pool_before_area),
	KUNIT_CASE(lookup),
	{ }
};

static struct kunit_suite suite = {
	.name = "attach",
	.init = init,
	.exit = exit,
	.test_cases = cases,
};

#endif
