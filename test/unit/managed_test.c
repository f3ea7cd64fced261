// SPDX-License-Identifier: MIT
/*
 * Coherent memory that goes with the driver: what is freed when, and how.
 *
 * board: test/boards/dma.dts
 */
#include "dma_board.h"

/* Freed by name it is freed once; a hundred go by themselves. */
static void freed(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma[2];
	void *p[2];
	int i;

	for (i = 0; i < 2; i++) {
		p[i] = dmam_alloc_coherent(dev, 5000, &dma[i], GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p[i]);
		KUNIT_EXPECT_NULL(test, memchr_inv(p[i], 0, 5000));
	}
	dmam_free_coherent(dev, 5000, p[0], dma[0]);
	dmam_free_coherent(dev, 5000, p[1], dma[1]);
}

/* With what it was allocated with, cookies too. */
static void attrs(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma;

	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_attrs(dev, 4096, &dma,
				GFP_KERNEL, DMA_ATTR_WRITE_COMBINE));
	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_attrs(dev, 4096, &dma,
				GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING));
	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_coherent(dev, 4096, &dma,
							GFP_ATOMIC));
}

/* In a group: released before its neighbours. */
static void in_a_group(struct kunit *test)
{
	struct device *dev = named("pool");
	dma_addr_t first, second;
	void *group;

	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	group = devres_open_group(dev, NULL, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, group);
	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_coherent(dev, 4096, &first,
							GFP_KERNEL));
	devres_close_group(dev, group);
	KUNIT_EXPECT_GT(test, devres_release_group(dev, group), 0);
	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_coherent(dev, 4096, &second,
							GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, first, second);
	/* Its pool must outlive it: the driver gives neither back. */
}

static void refused(struct kunit *test)
{
	struct device *dev = named("small-pool");
	dma_addr_t dma;

	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	KUNIT_EXPECT_NULL(test, dmam_alloc_coherent(dev, 4 * MIB, &dma,
						    GFP_KERNEL));
	of_reserved_mem_device_release(dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(freed),
	KUNIT_CASE(attrs),
	KUNIT_CASE(in_a_group),
	KUNIT_CASE(refused),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("managed");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
