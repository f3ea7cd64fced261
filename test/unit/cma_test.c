// SPDX-License-Identifier: MIT
/*
 * CMA by way of a device's own area: alignment, exhaustion, fallback.
 *
 * board: test/boards/dma.dts
 */
#include <kunit/test.h>
#include <linux/cma.h>
#include <linux/dma-map-ops.h>

#include "dma_board.h"

static struct device *cma_device(struct kunit *test)
{
	struct device *dev = named("cma");

	KUNIT_ASSERT_NOT_NULL(test, dev);
	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	return dev;
}

static bool in_area(dma_addr_t dma)
{
	return dma >= AREA && dma < AREA + AREA_SIZE;
}

/* One page comes from the area, too; 3 MiB lands on a multiple of 1 MiB of
 * addresses, not of the area. */
static void placement(struct kunit *test)
{
	struct device *dev = cma_device(test);
	dma_addr_t page_dma, big_dma;
	void *page = dma_alloc_coherent(dev, 1, &page_dma, GFP_KERNEL);
	void *big = dma_alloc_coherent(dev, 3 * MIB, &big_dma, GFP_KERNEL);

	KUNIT_EXPECT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_dma, AREA);
	KUNIT_EXPECT_NOT_NULL(test, big);
	KUNIT_EXPECT_EQ(test, big_dma, AREA + MIB);
	dma_free_coherent(dev, 3 * MIB, big, big_dma);
	dma_free_coherent(dev, 1, page, page_dma);
	of_reserved_mem_device_release(dev);
}

/* Without an area of its own: no single page of the default one. */
static void default_area(struct kunit *test)
{
	struct device *dev = named("plain");
	struct cma *area = dev_get_cma_area(dev);
	phys_addr_t base = cma_get_base(area);
	unsigned long size = cma_get_size(area);
	dma_addr_t one_dma, two_dma;
	void *one = dma_alloc_coherent(dev, 4096, &one_dma, GFP_KERNEL);
	void *two = dma_alloc_coherent(dev, 4097, &two_dma, GFP_KERNEL);

	KUNIT_EXPECT_EQ(test, size, 64 * MIB);
	KUNIT_EXPECT_NOT_NULL(test, one);
	KUNIT_EXPECT_FALSE(test, one_dma >= base && one_dma < base + size);
	KUNIT_EXPECT_NOT_NULL(test, two);
	KUNIT_EXPECT_TRUE(test, two_dma >= base && two_dma < base + size);
	dma_free_coherent(dev, 4097, two, two_dma);
	dma_free_coherent(dev, 4096, one, one_dma);
}

/* Full: ordinary pages up to 4 MiB, then nothing. */
static void falls_back(struct kunit *test)
{
	struct device *dev = cma_device(test);
	dma_addr_t all_dma, dma;
	void *all = dma_alloc_coherent(dev, AREA_SIZE, &all_dma, GFP_KERNEL);
	void *p;

	KUNIT_EXPECT_NOT_NULL(test, all);
	p = dma_alloc_coherent(dev, 4 * MIB, &dma, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_FALSE(test, in_area(dma));
	dma_free_coherent(dev, 4 * MIB, p, dma);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 5 * MIB, &dma,
						   GFP_KERNEL));
	dma_free_coherent(dev, AREA_SIZE, all, all_dma);
	of_reserved_mem_device_release(dev);
}

/* Who must not sleep gets the atomic pool. */
static void not_for_atomic(struct kunit *test)
{
	struct device *dev = cma_device(test);
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 4096, &dma, GFP_ATOMIC);

	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_FALSE(test, in_area(dma));
	dma_free_coherent(dev, 4096, p, dma);
	of_reserved_mem_device_release(dev);
}

/* Memory is zeroed again by whoever gives it out. */
static void zeroed(struct kunit *test)
{
	struct device *dev = cma_device(test);
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(dev, 8192, &dma, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 0xff, 8192);
	dma_free_coherent(dev, 8192, p, dma);
	p = dma_alloc_coherent(dev, 4097, &dma, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 8192));
	dma_free_coherent(dev, 4097, p, dma);
	of_reserved_mem_device_release(dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(placement),
	KUNIT_CASE(default_area),
	KUNIT_CASE(falls_back),
	KUNIT_CASE(not_for_atomic),
	KUNIT_CASE(zeroed),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("cma");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
