// SPDX-License-Identifier: MIT
/*
 * Who gets pages of a CMA area that nobody allocated, and what of them the area
 * gets back: core/mm/page.c, core/mm/contig.c, dma/cma.c.
 *
 * board: test/boards/cma.dts
 */
#include <kunit/test.h>
#include <linux/cma.h>
#include <linux/dma-map-ops.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/of_reserved_mem.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/swap.h>

#define AREA		0x81200ul
#define AREA_PAGES	0x5000ul
#define BIG		MAX_PAGE_ORDER

static struct cma *area;

static bool in_area(const struct page *page)
{
	return page_to_pfn(page) - AREA < AREA_PAGES;
}

/* All blocks of an order that gfp gets, in a list; how many, how many lent. */
static unsigned int take_all(gfp_t gfp, unsigned int order,
			     struct list_head *list, unsigned int *lent)
{
	unsigned int n;
	struct page *page;

	*lent = 0;
	for (n = 0; (page = alloc_pages(gfp | __GFP_NOWARN, order)); n++) {
		*lent += in_area(page);
		list_add(&page->lru, list);
	}
	return n;
}

static void free_all(struct list_head *list, unsigned int order)
{
	while (!list_empty(list)) {
		struct page *page = list_first_entry(list, struct page, lru);

		list_del(&page->lru);
		__free_pages(page, order);
	}
}

/* However short memory is. */
static void never_unmovable(struct kunit *test)
{
	static const gfp_t gfps[] = {
		GFP_KERNEL, GFP_ATOMIC, GFP_USER, GFP_HIGHUSER,
	};
	unsigned int i, lent, before = nr_free_pages();
	LIST_HEAD(big);
	LIST_HEAD(small);
	void *p;

	take_all(GFP_KERNEL, BIG, &big, &lent);
	KUNIT_EXPECT_EQ(test, lent, 0);
	for (i = 0; i < ARRAY_SIZE(gfps); i++) {
		take_all(gfps[i], 0, &small, &lent);
		KUNIT_EXPECT_EQ(test, lent, 0);
	}
	KUNIT_EXPECT_EQ(test, nr_free_pages(), AREA_PAGES);
	p = kmalloc(PAGE_SIZE << 4, GFP_KERNEL | __GFP_NOWARN);
	KUNIT_EXPECT_NULL(test, p);
	free_all(&small, 0);
	free_all(&big, BIG);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

/* First while more than half of what is free is the area's, and when there is
 * nothing else. */
static void movable_by_halves(struct kunit *test)
{
	unsigned long lent = AREA_PAGES, free, before = nr_free_pages();
	unsigned int nr_own = 0;
	LIST_HEAD(list);
	struct page *page;

	for (;;) {
		bool rule = lent >= 2 << BIG && lent > nr_free_pages() / 2;

		page = alloc_pages(GFP_HIGHUSER_MOVABLE | __GFP_NOWARN, BIG);
		if (!page)
			break;
		list_add(&page->lru, &list);
		if (rule)
			KUNIT_EXPECT_TRUE(test, in_area(page));
		else if (lent <= nr_free_pages() / 2)
			KUNIT_EXPECT_FALSE(test, in_area(page));
		lent -= in_area(page) << BIG;
		nr_own += !in_area(page);
	}
	free = nr_free_pages();
	KUNIT_EXPECT_GT(test, nr_own, 8);
	KUNIT_EXPECT_LT(test, free, 4 << BIG);
	free_all(&list, BIG);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

/* The area's first pages as a driver's own movable ones: nothing else is free. */
static struct page *lend_first(struct kunit *test, unsigned int order)
{
	struct page *all = cma_alloc(area, AREA_PAGES, 0, false), *page;
	unsigned long nr = 1UL << order;
	unsigned int lent;
	LIST_HEAD(list);

	KUNIT_ASSERT_NOT_NULL(test, all);
	take_all(GFP_KERNEL, 0, &list, &lent);
	KUNIT_EXPECT_TRUE(test, cma_release(area, all, nr));
	page = alloc_pages(GFP_HIGHUSER_MOVABLE, order);
	free_all(&list, 0);
	KUNIT_EXPECT_TRUE(test, cma_release(area, all + nr, AREA_PAGES - nr));
	KUNIT_ASSERT_PTR_EQ(test, page, pfn_to_page(AREA));
	return page;
}

/* What a driver took itself cannot move, movable or not. */
static void drivers_pages_stay(struct kunit *test)
{
	struct page *lent = lend_first(test, 0), *page;

	memset(page_address(lent), 0x5a, PAGE_SIZE);
	page = cma_alloc(area, 256, 8, false);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_to_pfn(page), AREA + 256);
	KUNIT_EXPECT_TRUE(test, cma_release(area, page, 256));
	KUNIT_EXPECT_NULL(test, cma_alloc(area, AREA_PAGES, 0, true));
	KUNIT_EXPECT_NULL(test, memchr_inv(page_address(lent), 0x5a,
					   PAGE_SIZE));
	__free_page(lent);
	page = cma_alloc(area, AREA_PAGES, 0, false);
	KUNIT_EXPECT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, cma_release(area, page, AREA_PAGES));
}

/* Nor can any page of a block. */
static void blocks_stay(struct kunit *test)
{
	struct page *lent = lend_first(test, 3), *page;
	unsigned long before = nr_free_pages();

	page = cma_alloc(area, 1, 0, false);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_to_pfn(page), AREA + 8);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before - 1);
	KUNIT_EXPECT_TRUE(test, cma_release(area, page, 1));
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
	__free_pages(lent, 3);
}

/* Pages that were taken are lent to nobody, and are as they were left. */
static void taken_is_kept(struct kunit *test)
{
	struct page *page = cma_alloc(area, AREA_PAGES - 7, 0, false);
	unsigned int n, lent;
	LIST_HEAD(list);

	KUNIT_ASSERT_NOT_NULL(test, page);
	memset(page_address(page), 0x66, PAGE_SIZE);
	n = take_all(GFP_HIGHUSER_MOVABLE, 0, &list, &lent);
	KUNIT_EXPECT_EQ(test, lent, 7);
	KUNIT_EXPECT_GT(test, n, 7);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), 0);
	free_all(&list, 0);
	KUNIT_EXPECT_TRUE(test, cma_release(area, page, AREA_PAGES - 7));
	page = cma_alloc(area, 1, 0, false);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_NULL(test, memchr_inv(page_address(page), 0x66,
					   PAGE_SIZE));
	KUNIT_EXPECT_TRUE(test, cma_release(area, page, 1));
}

/* Alignment counts from address 0; what follows is first fit. */
static void alignment(struct kunit *test)
{
	static const struct { unsigned int n, align; unsigned long at; } want[] = {
		{ 1, 0, 0 }, { 1, 9, 0x200 }, { 1, 10, 0x600 }, { 3, 1, 2 },
		{ 1, 0, 1 }, { 2, 11, 0xe00 }, { 2, 0, 5 }, { 1024, 10, 0xa00 },
	};
	struct page *page[ARRAY_SIZE(want)];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		page[i] = cma_alloc(area, want[i].n, want[i].align, false);
		KUNIT_ASSERT_NOT_NULL(test, page[i]);
		KUNIT_EXPECT_EQ(test, page_to_pfn(page[i]), AREA + want[i].at);
		KUNIT_EXPECT_EQ(test, page_count(page[i] + want[i].n - 1), 1);
	}
	for (i = 0; i < ARRAY_SIZE(want); i++)
		KUNIT_EXPECT_TRUE(test, cma_release(area, page[i], want[i].n));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(never_unmovable),
	KUNIT_CASE(movable_by_halves),
	KUNIT_CASE(drivers_pages_stay),
	KUNIT_CASE(blocks_stay),
	KUNIT_CASE(taken_is_kept),
	KUNIT_CASE(alignment),
	{ }
};

static int movable_init(struct kunit_suite *suite)
{
	struct device_node *node = of_find_compatible_node(NULL, NULL,
							   "test,lend");
	struct platform_device *pdev = of_find_device_by_node(node);

	of_node_put(node);
	if (!pdev || of_reserved_mem_device_init(&pdev->dev))
		return -ENODEV;
	area = dev_get_cma_area(&pdev->dev);
	of_reserved_mem_device_release(&pdev->dev);
	put_device(&pdev->dev);
	return 0;
}

static struct kunit_suite suite = {
	.name = "movable",
	.suite_init = movable_init,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
