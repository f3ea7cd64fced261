/* SPDX-License-Identifier: MIT */
/* What the tests of dma_pool have in common: blocks by their handles. */
#ifndef DMAPOOL_BOARD_H
#define DMAPOOL_BOARD_H

#include <linux/dmapool.h>

#include "dma_board.h"

#define MAX_BLOCKS	200

static struct {
	void *p;
	dma_addr_t dma;
} blocks[MAX_BLOCKS];

/* n blocks into blocks[]; how many there were. */
static inline unsigned int take(struct dma_pool *pool, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		blocks[i].p = dma_pool_alloc(pool, GFP_KERNEL, &blocks[i].dma);
		if (!blocks[i].p)
			break;
	}
	return i;
}

static inline void give(struct dma_pool *pool, unsigned int n)
{
	while (n--)
		dma_pool_free(pool, blocks[n].p, blocks[n].dma);
}

/* Where in its page a fresh pool's n-th block is; -1: not to be had. */
struct shape {
	size_t size, align, boundary;
	unsigned int nr;
	int offset[8];
};

static inline void expect_shape(struct kunit *test, const struct shape *s)
{
	struct dma_pool *pool = dma_pool_create("shape", named("plain"), s->size,
						s->align, s->boundary);
	unsigned int i, got;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	got = take(pool, s->nr);
	KUNIT_EXPECT_EQ(test, got, s->nr);
	for (i = 0; i < got; i++) {
		KUNIT_EXPECT_EQ_MSG(test, blocks[i].dma & ~PAGE_MASK,
				    s->offset[i],
				    "block %u of %zu/%zu/%zu", i, s->size,
				    s->align, s->boundary);
		KUNIT_EXPECT_EQ(test, (unsigned long)blocks[i].p & ~PAGE_MASK,
				blocks[i].dma & ~PAGE_MASK);
	}
	give(pool, got);
	dma_pool_destroy(pool);
}

/* How many blocks of the size there are in a page. */
static inline unsigned int blocks_in_page(struct kunit *test, size_t size,
					  size_t boundary)
{
	struct dma_pool *pool = dma_pool_create("page", named("plain"), size, 1,
						boundary);
	unsigned int got, n = 0;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	got = take(pool, MAX_BLOCKS);
	while (n < got && !((blocks[n].dma ^ blocks[0].dma) & PAGE_MASK))
		n++;
	give(pool, got);
	dma_pool_destroy(pool);
	return n;
}

#endif
