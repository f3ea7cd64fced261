// SPDX-License-Identifier: MIT
/*
 * Device pools: where blocks land, what never falls back, what is shared.
 *
 * board: test/boards/dma.dts
 */
#include <kunit/test.h>

#include "dma_board.h"

static struct device *attach(struct kunit *test, const char *name)
{
	struct device *dev = named(name);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	return dev;
}

/* Offsets as seen on a real kernel: power of two, natural alignment. */
static void placement(struct kunit *test)
{
	static const struct {
		size_t size;
		u64 offset;
	} want[] = {
		{ 1, 0 }, { 0x1001, 0x2000 }, { 0x1000, 0x1000 },
		{ 0x3000, 0x4000 },
	};
	struct device *dev = attach(test, "pool");
	void *p[ARRAY_SIZE(want)];
	dma_addr_t dma[ARRAY_SIZE(want)];
	int i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		p[i] = dma_alloc_coherent(dev, want[i].size, &dma[i],
					  GFP_KERNEL);
		KUNIT_EXPECT_NOT_NULL(test, p[i]);
		KUNIT_EXPECT_EQ(test, dma[i], POOL16 + want[i].offset);
	}
	for (i = 0; i < ARRAY_SIZE(want); i++)
		dma_free_coherent(dev, want[i].size, p[i], dma[i]);
	of_reserved_mem_device_release(dev);
}

static void all_or_nothing(struct kunit *test)
{
	struct device *dev = attach(test, "pool");
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 16 * MIB, &dma, GFP_KERNEL);

	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 1, &dma, GFP_KERNEL));
	dma_free_coherent(dev, 16 * MIB, p, POOL16);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 16 * MIB + 1, &dma,
						   GFP_KERNEL));
	of_reserved_mem_device_release(dev);
}

/* 3 MiB of 3 MiB never works; 2 and 1 do. */
static void three_of_three(struct kunit *test)
{
	struct device *dev = attach(test, "small-pool");
	dma_addr_t two_dma, one_dma, dma;
	void *two, *one;

	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 3 * MIB, &dma,
						   GFP_KERNEL));
	two = dma_alloc_coherent(dev, 2 * MIB, &two_dma, GFP_KERNEL);
	one = dma_alloc_coherent(dev, MIB, &one_dma, GFP_ATOMIC);
	KUNIT_EXPECT_NOT_NULL(test, two);
	KUNIT_EXPECT_EQ(test, two_dma, POOL3);
	KUNIT_EXPECT_NOT_NULL(test, one);
	KUNIT_EXPECT_EQ(test, one_dma, POOL3 + 2 * MIB);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 1, &dma, GFP_KERNEL));
	dma_free_coherent(dev, 2 * MIB, two, two_dma);
	dma_free_coherent(dev, MIB, one, one_dma);
	of_reserved_mem_device_release(dev);
}

/* Only what was asked for is zeroed; the handle of a free is not looked at. */
static void zeroed(struct kunit *test)
{
	struct device *dev = attach(test, "pool");
	dma_addr_t dma;
	u8 *p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 0x5a, 4096);
	dma_free_coherent(dev, 4096, p, 0);
	p = dma_alloc_coherent(dev, 100, &dma, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, dma, POOL16);
	KUNIT_EXPECT_EQ(test, p[0], 0);
	KUNIT_EXPECT_EQ(test, p[99], 0);
	KUNIT_EXPECT_EQ(test, p[100], 0x5a);
	dma_free_coherent(dev, 100, p, dma);
	of_reserved_mem_device_release(dev);
}

static void shared_by_two(struct kunit *test)
{
	struct device *a = attach(test, "pool"), *b = attach(test, "pool-too");
	dma_addr_t first, second, third;
	void *p = dma_alloc_coherent(a, 4096, &first, GFP_KERNEL);
	void *q = dma_alloc_wc(b, 4096, &second, GFP_KERNEL);
	void *r = dma_alloc_coherent(a, 4096, &third, GFP_KERNEL);

	KUNIT_EXPECT_EQ(test, first, POOL16);
	KUNIT_EXPECT_EQ(test, second, POOL16 + 4096);
	KUNIT_EXPECT_EQ(test, third, POOL16 + 8192);
	dma_free_coherent(a, 4096, p, first);
	dma_free_wc(b, 4096, q, second);
	dma_free_coherent(a, 4096, r, third);
	of_reserved_mem_device_release(a);
	of_reserved_mem_device_release(b);
}

/* A second pool is accepted and not used. */
static void second_ignored(struct kunit *test)
{
	struct device *dev = attach(test, "two-pools");
	dma_addr_t dma;
	void *p;

	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init_by_idx(dev,
			dev->of_node, 1), 0);
	p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, dma, POOL3);
	dma_free_coherent(dev, 4096, p, dma);
	of_reserved_mem_device_release(dev);
}

static void not_without_no_map(struct kunit *test)
{
	struct device *dev = named("mapped-pool");

	KUNIT_ASSERT_NOT_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init(dev), -EINVAL);
}

/* The bus address of a pool honours dma-ranges. */
static void behind_an_offset(struct kunit *test)
{
	struct device *dev = attach(test, "offset-pool");
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, dma, POOL16 - DRAM);
	dma_free_coherent(dev, 4096, p, dma);
	of_reserved_mem_device_release(dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(placement),
	KUNIT_CASE(all_or_nothing),
	KUNIT_CASE(three_of_three),
	KUNIT_CASE(zeroed),
	KUNIT_CASE(shared_by_two),
	KUNIT_CASE(second_ignored),
	KUNIT_CASE(not_without_no_map),
	KUNIT_CASE(behind_an_offset),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("coherent");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
