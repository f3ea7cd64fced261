// SPDX-License-Identifier: MIT
/*
 * dma_pool: what is refused, where blocks lie in a chunk, which one is next.
 * Chunks come of a device pool, so that places are known.
 */
#include <linux/dmapool.h>

#include "conform.h"

#define NR	6

static struct device *dev;

static int dmapool_init(struct kunit *test)
{
	dev = named("attach");
	if (!dev)
		return -ENODEV;
	return attach(dev, "pool");
}

static void refused(struct kunit *test)
{
	static const struct {
		size_t size, align, boundary;
	} asked[] = {
		{ 64, 64, 0 }, { 64, 3, 0 }, { 0, 16, 0 }, { 64, 0, 0 },
		{ 64, 16, 32 }, { 64, 16, 96 }, { 64, 16, 64 },
		{ 5000, 16, 4096 }, { 1ul << 31, 16, 0 },
	};
	struct dma_pool *pool;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(asked); i++) {
		pool = dma_pool_create("conform", dev, asked[i].size,
				       asked[i].align, asked[i].boundary);
		fact(test, "%zu bytes, aligned to %zu, boundary %zu: %s",
		     asked[i].size, asked[i].align, asked[i].boundary,
		     pool ? "a pool" : "NULL");
		dma_pool_destroy(pool);
	}
	pool = dma_pool_create("conform", NULL, 64, 16, 0);
	fact(test, "no device: %s", pool ? "a pool" : "NULL");
	dma_pool_destroy(pool);
}

static void lay_out(struct kunit *test, size_t size, size_t align,
		    size_t boundary)
{
	struct dma_pool *pool = dma_pool_create("conform", dev, size, align,
						boundary);
	char buf[WHERE_SIZE];
	dma_addr_t dma[NR];
	void *p[NR];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	for (i = 0; i < NR; i++) {
		p[i] = dma_pool_alloc(pool, GFP_KERNEL, &dma[i]);
		fact(test, "%zu, %zu, %zu: block %d: %s", size, align, boundary,
		     i, p[i] ? where(dma[i], buf) : "NULL");
	}
	while (i--)
		dma_pool_free(pool, p[i], dma[i]);
	dma_pool_destroy(pool);
}

static void layout(struct kunit *test)
{
	lay_out(test, 600, 0, 1024);
	lay_out(test, 5000, 0, 8192);
	lay_out(test, 1, 0, 0);
	lay_out(test, 100, 64, 0);
	lay_out(test, 1024, 16, 4096);
	lay_out(test, 3000, 16, 0);
	lay_out(test, 4096, 4096, 0);
	lay_out(test, 1500, 4, 2048);
}

/* A page of 128 and what comes after it. */
static void growth(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("conform", dev, 1024, 0, 0);
	char buf[WHERE_SIZE];
	dma_addr_t dma[9];
	void *p[9];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	for (i = 0; i < 9; i++) {
		p[i] = dma_pool_alloc(pool, GFP_ATOMIC, &dma[i]);
		fact(test, "%d: %s", i, p[i] ? where(dma[i], buf) : "NULL");
	}
	while (i--)
		dma_pool_free(pool, p[i], dma[i]);
	p[0] = dma_pool_alloc(pool, GFP_KERNEL, &dma[0]);
	fact(test, "again: %s", p[0] ? where(dma[0], buf) : "NULL");
	dma_pool_free(pool, p[0], dma[0]);
	dma_pool_destroy(pool);
}

/* Last freed, first out. */
static void order(struct kunit *test)
{
	static const int freed[] = { 1, 4, 0 };
	struct dma_pool *pool = dma_pool_create("conform", dev, 256, 0, 0);
	char buf[WHERE_SIZE];
	dma_addr_t dma[NR];
	void *p[NR];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	for (i = 0; i < NR; i++)
		p[i] = dma_pool_alloc(pool, GFP_KERNEL, &dma[i]);
	for (i = 0; i < (int)ARRAY_SIZE(freed); i++)
		dma_pool_free(pool, p[freed[i]], dma[freed[i]]);
	for (i = 0; i < (int)ARRAY_SIZE(freed); i++) {
		p[freed[i]] = dma_pool_alloc(pool, GFP_KERNEL, &dma[freed[i]]);
		fact(test, "%d: %s", i, where(dma[freed[i]], buf));
	}
	for (i = 0; i < NR; i++)
		dma_pool_free(pool, p[i], dma[i]);
	dma_pool_destroy(pool);
}

static void zeroed(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("conform", dev, 256, 0, 0);
	dma_addr_t dma;
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 0xab, 256);
	dma_pool_free(pool, p, dma);
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	fact(test, "without a wish: %#x at 16, %#x at the end", p[16], p[255]);
	dma_pool_free(pool, p, dma);
	p = dma_pool_zalloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	fact(test, "zeroes %d", !memchr_inv(p, 0, 256));
	dma_pool_free(pool, p, dma);
	dma_pool_destroy(pool);
}

static void full(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("conform", dev, 0x1000000, 0, 0);
	dma_addr_t dma, more;
	void *p;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	p = dma_pool_alloc(pool, GFP_KERNEL, &dma);
	KUNIT_ASSERT_NOT_NULL(test, p);
	fact(test, "one more: %s",
	     dma_pool_alloc(pool, GFP_KERNEL | __GFP_NOWARN, &more) ? "a block" :
	     "NULL");
	dma_pool_free(pool, p, dma);
	dma_pool_destroy(pool);
}

static void managed(struct kunit *test)
{
	struct dma_pool *pool = dmam_pool_create("conform", dev, 64, 16, 0);

	KUNIT_ASSERT_NOT_NULL(test, pool);
	fact(test, "a managed pool");
	dmam_pool_destroy(pool);
}

static void nothing(struct kunit *test)
{
	dma_pool_destroy(NULL);
	fact(test, "NULL is destroyed without a word");
}

/* Its pages are lost, so this is last. */
static void busy(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("conform", dev, 64, 0, 0);
	struct block b;
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_ASSERT_NOT_NULL(test, dma_pool_alloc(pool, GFP_KERNEL, &dma));
	dma_pool_destroy(pool);
	b = take(test, dev, 0x1000);
	give(&b);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(refused),
	KUNIT_CASE(layout),
	KUNIT_CASE(growth),
	KUNIT_CASE(order),
	KUNIT_CASE(zeroed),
	KUNIT_CASE(full),
	KUNIT_CASE(managed),
	KUNIT_CASE(nothing),
	KUNIT_CASE(busy),
	{ }
};

CONFORM_SUITE_INIT("dmapool", dmapool_init, conform_exit);
