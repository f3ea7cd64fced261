// SPDX-License-Identifier: MIT
/*
 * dma_pool: arguments, where blocks lie, in which order they go out, what is
 * zeroed, where the memory comes from.
 *
 * board: test/boards/dma.dts
 */
#include <kunit/test.h>
#include <linux/spinlock.h>

#include "dmapool_board.h"

static void arguments(struct kunit *test)
{
	static const struct {
		size_t size, align, boundary;
		bool good;
	} cases[] = {
		{ 64, 64, 0, true },
		{ 64, 0, 0, true },
		{ 64, 1, 64, true },
		{ 0, 64, 0, false },
		{ 64, 3, 0, false },
		{ 64, 48, 0, false },
		{ 64, 64, 96, false },
		{ 64, 64, 32, false },
		{ 33, 64, 32, false },		/* rounded up first */
		{ 1, 1, 8, false },		/* 16 at least */
		{ 1, 1, 16, true },
		{ INT_MAX, 1, 0, true },
		{ INT_MAX + 1ul, 1, 0, false },
		{ ~0ul, 1, 0, false },
	};
	struct dma_pool *pool;
	int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		pool = dma_pool_create("arguments", named("plain"),
				       cases[i].size, cases[i].align,
				       cases[i].boundary);
		KUNIT_EXPECT_EQ_MSG(test, !!pool, cases[i].good, "case %d", i);
		dma_pool_destroy(pool);
	}
	KUNIT_EXPECT_NULL(test, dma_pool_create("no device", NULL, 64, 64, 0));
	dma_pool_destroy(NULL);
}

/* From the start of a page; at a boundary rather than across it. */
static void layout(struct kunit *test)
{
	static const struct shape shapes[] = {
		{ 1, 0, 0, 3, { 0, 16, 32 } },
		{ 17, 1, 0, 3, { 0, 17, 34 } },
		{ 20, 16, 0, 3, { 0, 32, 64 } },
		{ 600, 8, 1024, 6, { 0, 0x400, 0x800, 0xc00, 0, 0x400 } },
		{ 600, 8, 0, 7, { 0, 600, 1200, 1800, 2400, 3000, 0 } },
		{ 600, 8, 8192, 7, { 0, 600, 1200, 1800, 2400, 3000, 0 } },
		{ 2048, 64, 4096, 4, { 0, 2048, 0, 2048 } },
		{ 68, 32, 4096, 3, { 0, 96, 192 } },
		{ 5000, 8, 8192, 2, { 0, 0 } },
		{ 100, 4, 256, 5, { 0, 100, 256, 356, 512 } },
	};
	int i;

	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		expect_shape(test, &shapes[i]);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 64, 0), 64);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 4096, 0), 1);
	KUNIT_EXPECT_EQ(test, blocks_in_page(test, 68, 0), 60);
}

/* Over the whole pool, not page by page. */
static void last_in_first_out(struct kunit *test)
{
	static const unsigned int order[] = { 2, 90, 0, 65, 1 };
	struct dma_pool *pool = dma_pool_create("lifo", named("plain"), 64, 64,
						0);
	dma_addr_t dma;
	void *p;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_EQ(test, take(pool, 100), 100);
	for (i = 0; i < ARRAY_SIZE(order); i++)
		dma_pool_free(pool, blocks[order[i]].p, blocks[order[i]].dma);
	for (i = ARRAY_SIZE(order) - 1; i >= 0; i--) {
		p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
		KUNIT_EXPECT_PTR_EQ(test, p, blocks[order[i]].p);
		KUNIT_EXPECT_EQ(test, dma, blocks[order[i]].dma);
	}
	give(pool, 100);
	dma_pool_destroy(pool);
}

/* Pages stay: all free is no reason to give them back. */
static void pages_are_kept(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("kept", named("plain"), 1024,
						64, 0);
	dma_addr_t before = 0, after = 0;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_EQ(test, take(pool, 40), 40);
	for (i = 0; i < 40; i++)
		before += blocks[i].dma;
	give(pool, 40);
	KUNIT_ASSERT_EQ(test, take(pool, 40), 40);
	for (i = 0; i < 40; i++)
		after += blocks[i].dma;
	KUNIT_EXPECT_EQ(test, before, after);
	give(pool, 40);
	dma_pool_destroy(pool);
}

static void zeroed_if_asked(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("zero", named("plain"), 256, 64,
						0);
	dma_addr_t dma;
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	p = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 256));
	memset(p, 0x5a, 256);
	dma_pool_free(pool, p, dma);
	p = dma_pool_alloc(pool, GFP_KERNEL | __GFP_ZERO, &dma);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 256));
	dma_pool_free(pool, p, dma);
	dma_pool_destroy(pool);
}

/* Else a block holds links of the free list, then what was there before.  (A
 * kernel with init_on_alloc=1 zeroes it.) */
static void not_zeroed_else(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("links", named("plain"), 64, 64,
						0);
	dma_addr_t dma;
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NOT_NULL(test, memchr_inv(p, 0, 16));
	KUNIT_EXPECT_NULL(test, memchr_inv(p + 16, 0, 48));
	memset(p, 0, 64);
	p[20] = 7;
	dma_pool_free(pool, p, dma);
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	KUNIT_EXPECT_NOT_NULL(test, memchr_inv(p, 0, 16));
	KUNIT_EXPECT_EQ(test, p[20], 7);
	dma_pool_free(pool, p, dma);
	dma_pool_destroy(pool);
}

/* What the device is told: its own view of memory, within its reach. */
static void handles(struct kunit *test)
{
	struct device *offset = named("offset"), *half = named("half");
	struct dma_pool *pool = dma_pool_create("offset", offset, 64, 64, 0);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_EQ(test, take(pool, 2), 2);
	KUNIT_EXPECT_LT(test, blocks[0].dma, 0x40000000);
	KUNIT_EXPECT_EQ(test, blocks[1].dma, blocks[0].dma + 64);
	give(pool, 2);
	dma_pool_destroy(pool);
	pool = dma_pool_create("half", half, 64, 64, 0);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_EQ(test, take(pool, 1), 1);
	KUNIT_EXPECT_LT(test, blocks[0].dma, DRAM + 512 * MIB);
	give(pool, 1);
	dma_pool_destroy(pool);
}

/* The handle may be anywhere, and stays as it was when there is no block. */
static void handle_in_memory(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("handle", named("coherent"), 64,
						64, 0);
	dma_addr_t *dma = kmalloc(sizeof(*dma), GFP_KERNEL);
	void *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, dma);
	*dma = 1;
	p = dma_pool_alloc(pool, GFP_KERNEL, dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, *dma, virt_to_phys(p));
	dma_pool_free(pool, p, *dma);
	kfree(dma);
	dma_pool_destroy(pool);
}

/* A device's reserved memory is where its pools grow, and nothing else is. */
static void reserved_memory(struct kunit *test)
{
	struct device *dev = named("small-pool");
	struct dma_pool *pool, *second;
	dma_addr_t dma;

	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	pool = dma_pool_create("reserved", dev, MIB, 0, 0);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, take(pool, 4), 3);
	KUNIT_EXPECT_EQ(test, blocks[0].dma, POOL3);
	KUNIT_EXPECT_EQ(test, blocks[2].dma, POOL3 + 2 * MIB);
	dma = 1;
	KUNIT_EXPECT_NULL(test, dma_pool_alloc(pool, GFP_KERNEL, &dma));
	KUNIT_EXPECT_EQ(test, dma, 1);
	give(pool, 3);
	/* Kept until it is destroyed, free or not. */
	second = dma_pool_create("second", dev, 64, 0, 0);
	KUNIT_ASSERT_NOT_NULL(test, second);
	KUNIT_EXPECT_NULL(test, dma_pool_alloc(second, GFP_KERNEL, &dma));
	dma_pool_destroy(pool);
	KUNIT_EXPECT_EQ(test, take(second, 1), 1);
	give(second, 1);
	dma_pool_destroy(second);
	of_reserved_mem_device_release(dev);
}

/* Who must not wait gets pages of the atomic pool, which has no 512 KiB. */
static void atomic(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("atomic", named("plain"), 64, 64,
						0);
	struct dma_pool *large = dma_pool_create("large", named("plain"),
						 0x80000, 0, 0);
	DEFINE_SPINLOCK(lock);
	unsigned long flags;
	dma_addr_t dma;
	void *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, large);
	spin_lock_irqsave(&lock, flags);
	p = dma_pool_alloc(pool, GFP_ATOMIC, &dma);
	if (p)
		dma_pool_free(pool, p, dma);
	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, dma_pool_alloc(large, GFP_ATOMIC | __GFP_NOWARN,
					       &dma));
	spin_unlock_irqrestore(&lock, flags);
	p = dma_pool_alloc(large, GFP_KERNEL, &dma);
	KUNIT_EXPECT_NOT_NULL(test, p);
	if (p)
		dma_pool_free(large, p, dma);
	dma_pool_destroy(large);
	dma_pool_destroy(pool);
}

static void managed(struct kunit *test)
{
	struct device *dev = named("plain");
	struct dma_pool *pool = dmam_pool_create("managed", dev, 64, 64, 0);
	struct dma_pool *other = dmam_pool_create("other", dev, 64, 64, 0);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_EXPECT_NULL(test, dmam_pool_create("bad", dev, 64, 3, 0));
	KUNIT_EXPECT_EQ(test, take(pool, 1), 1);
	give(pool, 1);
	dmam_pool_destroy(pool);
	/* The other one goes when the driver does. */
}

static struct kunit_case cases[] = {
	KUNIT_CASE(arguments),
	KUNIT_CASE(layout),
	KUNIT_CASE(last_in_first_out),
	KUNIT_CASE(pages_are_kept),
	KUNIT_CASE(zeroed_if_asked),
	KUNIT_CASE(not_zeroed_else),
	KUNIT_CASE(handles),
	KUNIT_CASE(handle_in_memory),
	KUNIT_CASE(reserved_memory),
	KUNIT_CASE(atomic),
	KUNIT_CASE(managed),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("dma-pool");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
