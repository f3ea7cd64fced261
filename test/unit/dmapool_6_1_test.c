// SPDX-License-Identifier: MIT
/*
 * dma_pool before 6.4: smaller blocks, a block less where one would fit exactly,
 * a free list each page.
 *
 * board: test/boards/dma.dts
 * run: --linux=6.1
 */
#include <kunit/test.h>

#include "dmapool_board.h"

static void layout(struct kunit *test)
{
	static const struct shape shapes[] = {
		{ 1, 0, 0, 3, { 0, 4, 8 } },
		{ 600, 8, 1024, 6, { 0, 0x400, 0x800, 0xc00, 0, 0x400 } },
		{ 2048, 64, 4096, 3, { 0, 0, 0 } },
		{ 512, 64, 1024, 5, { 0, 1024, 2048, 3072, 0 } },
		{ 5000, 8, 8192, 2, { 0, 0 } },
		/* Not cut to the page: the last one runs over its end. */
		{ 600, 8, 8192, 8, { 0, 600, 1200, 1800, 2400, 3000, 3600, 0 } },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		expect_shape(test, &shapes[i]);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 64, 0), 63);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 64, 8192), 64);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 4096, 0), 1);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 68, 0), 60);
}

static void arguments(struct kunit *test)
{
	struct device *dev = named("plain");
	struct dma_pool *pool = dma_pool_create("large", dev, INT_MAX + 1ul, 1,
						0);

	KUNIT_EXPECT_NOT_NULL(test, pool);
	dma_pool_destroy(pool);
	pool = dma_pool_create("small", dev, 1, 1, 4);
	KUNIT_EXPECT_NOT_NULL(test, pool);
	dma_pool_destroy(pool);
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", dev, 0, 1, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("align", dev, 64, 3, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("boundary", dev, 64, 1, 32));
}

/* The newest page that has a free block gives its last freed one. */
static void newest_page_first(struct kunit *test)
{
	static const unsigned int freed[] = { 70, 0, 65, 1 };
	static const unsigned int want[] = { 65, 70, 1, 0 };
	struct dma_pool *pool = dma_pool_create("pages", named("plain"), 64, 64,
						0);
	dma_addr_t dma;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_EQ(test, take(pool, 126), 126);	/* two whole pages */
	for (i = 0; i < ARRAY_SIZE(freed); i++)
		dma_pool_free(pool, blocks[freed[i]].p, blocks[freed[i]].dma);
	for (i = 0; i < ARRAY_SIZE(want); i++) {
		void *p = dma_pool_alloc(pool, GFP_KERNEL, &dma);

		KUNIT_EXPECT_PTR_EQ(test, p, blocks[want[i]].p);
		KUNIT_EXPECT_EQ(test, dma, blocks[want[i]].dma);
	}
	give(pool, 126);
	dma_pool_destroy(pool);
}

/* The offset of the next free block: four bytes. */
static void links(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("links", named("plain"), 64, 64,
						0);
	dma_addr_t dma;
	u32 *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, p[0], 64);
	KUNIT_EXPECT_EQ(test, p[1], 0);
	dma_pool_free(pool, p, dma);
	dma_pool_destroy(pool);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(layout),
	KUNIT_CASE(arguments),
	KUNIT_CASE(newest_page_first),
	KUNIT_CASE(links),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("dma-pool-6.1");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
