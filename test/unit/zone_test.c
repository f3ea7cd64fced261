// SPDX-License-Identifier: MIT
/*
 * The DMA zone ends where the narrowest bus of the tree does: on
 * test/boards/dma.dts at the end of half-bus, 0x9fffffff.
 *
 * board: test/boards/dma.dts
 */
#include <linux/dma-direct.h>

#include "dma_board.h"

#define ZONE_END	0x9fffffffull

static void narrowest_bus(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, zone_dma_limit, ZONE_END);
}

static void pages_of_the_zone(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | GFP_DMA, 0);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_LE(test, page_to_phys(page), ZONE_END);
	__free_pages(page, 0);
}

/* A mask is refused when it does not reach the end of the zone. */
static void masks(struct kunit *test)
{
	struct device *dev = named("plain");

	KUNIT_ASSERT_NOT_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, ZONE_END - 0x1000), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, ZONE_END), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(32)), 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(narrowest_bus),
	KUNIT_CASE(pages_of_the_zone),
	KUNIT_CASE(masks),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("zone");
kunit_test_suites(&suite);

MODULE_DESCRIPTION("DMA zone tests");
MODULE_LICENSE("Dual MIT/GPL");
