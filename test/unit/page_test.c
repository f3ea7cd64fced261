// SPDX-License-Identifier: MIT
/*
 * core/mm/page.c and core/mm/page-alloc.c: alignment, zeroing, references, splitting
 * and that all pages come back.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/swap.h>

static void page_test_orders(struct kunit *test)
{
	unsigned int order;

	for (order = 0; order <= MAX_PAGE_ORDER; order++) {
		struct page *page = alloc_pages(GFP_KERNEL, order);

		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED(page_to_pfn(page),
						   1UL << order));
		KUNIT_EXPECT_EQ(test, page_count(page), 1);
		KUNIT_EXPECT_PTR_EQ(test, virt_to_page(page_address(page)),
				    page);
		KUNIT_EXPECT_PTR_EQ(test, pfn_to_page(page_to_pfn(page)),
				    page);
		KUNIT_EXPECT_EQ(test, virt_to_phys(page_address(page)),
				page_to_phys(page));
		KUNIT_EXPECT_TRUE(test, virt_addr_valid(page_address(page)));
		__free_pages(page, order);
	}
	KUNIT_EXPECT_NULL(test, alloc_pages(GFP_KERNEL | __GFP_NOWARN,
					    MAX_PAGE_ORDER + 1));
}

static void page_test_zero(struct kunit *test)
{
	unsigned long addr = __get_free_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NE(test, addr, 0);
	memset((void *)addr, 0xa5, 4 * PAGE_SIZE);
	free_pages(addr, 2);
	addr = __get_free_pages(GFP_KERNEL | __GFP_ZERO, 2);
	KUNIT_ASSERT_NE(test, addr, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)addr, 0, 4 * PAGE_SIZE));
	free_pages(addr, 2);
	addr = get_zeroed_page(GFP_KERNEL);
	KUNIT_ASSERT_NE(test, addr, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)addr, 0, PAGE_SIZE));
	free_page(addr);
	free_page(0);
}

/* Random sizes in and out: none overlaps, all come back and merge. */
static void page_test_churn(struct kunit *test)
{
	static struct { struct page *page; unsigned int order; } live[64];
	unsigned long before = nr_free_pages();
	int round, i;

	for (round = 0; round < 2000; round++) {
		i = get_random_u32_below(ARRAY_SIZE(live));
		if (live[i].page) {
			KUNIT_ASSERT_EQ(test, page_private(live[i].page), i);
			KUNIT_ASSERT_EQ(test, *(int *)page_address(live[i].page),
					i);
			__free_pages(live[i].page, live[i].order);
			live[i].page = NULL;
			continue;
		}
		live[i].order = get_random_u32_below(6);
		live[i].page = alloc_pages(GFP_KERNEL, live[i].order);
		KUNIT_ASSERT_NOT_NULL(test, live[i].page);
		set_page_private(live[i].page, i);
		*(int *)page_address(live[i].page) = i;
	}
	for (i = 0; i < ARRAY_SIZE(live); i++)
		if (live[i].page)
			__free_pages(live[i].page, live[i].order);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void page_test_references(struct kunit *test)
{
	unsigned long before = nr_free_pages();
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	KUNIT_EXPECT_EQ(test, page_count(page), 2);
	put_page(page);
	__free_page(page);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);

	page = alloc_pages(GFP_KERNEL | __GFP_COMP, 3);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_TRUE(test, PageHead(page));
	KUNIT_EXPECT_TRUE(test, PageTail(page + 5));
	KUNIT_EXPECT_PTR_EQ(test, compound_head(page + 7), page);
	KUNIT_EXPECT_EQ(test, compound_order(page), 3);
	KUNIT_EXPECT_EQ(test, page_size(page), 8 * PAGE_SIZE);
	get_page(page + 6);
	KUNIT_EXPECT_EQ(test, page_count(page), 2);
	put_page(page + 2);
	put_page(page);
	KUNIT_EXPECT_FALSE(test, PageTail(page + 5));
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

/* A reference more on a block that is no compound keeps its first page. */
static void page_test_free_with_reference(struct kunit *test)
{
	unsigned long before = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	__free_pages(page, 2);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before - 1);
	put_page(page);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void page_test_split(struct kunit *test)
{
	unsigned long before = nr_free_pages();
	struct page *page = alloc_pages(GFP_KERNEL, 3);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	split_page(page, 3);
	for (i = 0; i < 8; i++)
		KUNIT_EXPECT_EQ(test, page_count(page + i), 1);
	for (i = 0; i < 8; i++)
		__free_page(page + (i ^ 5));
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void page_test_exact(struct kunit *test)
{
	unsigned long before = nr_free_pages();
	void *p = alloc_pages_exact(5 * PAGE_SIZE - 1, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before - 5);
	free_pages_exact(p, 5 * PAGE_SIZE - 1);
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void page_test_bulk(struct kunit *test)
{
	struct page *pages[9] = { NULL };
	unsigned long i, before = nr_free_pages();

	pages[4] = alloc_page(GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, pages[4]);
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, 9, pages), 9);
	for (i = 0; i < 9; i++) {
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
		__free_page(pages[i]);
	}
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void page_test_zones(struct kunit *test)
{
	struct page *dma = alloc_page(GFP_KERNEL | GFP_DMA);
	struct page *dma32 = alloc_page(GFP_KERNEL | GFP_DMA32);

	KUNIT_ASSERT_NOT_NULL(test, dma);
	KUNIT_ASSERT_NOT_NULL(test, dma32);
	KUNIT_EXPECT_LT(test, page_to_phys(dma), SZ_4G);
	KUNIT_EXPECT_LT(test, page_to_phys(dma32), SZ_4G);
	KUNIT_EXPECT_EQ(test, page_zonenum(dma), ZONE_DMA);
	__free_page(dma);
	__free_page(dma32);
}

/* Until there is none: NULL, and all come back. */
static void page_test_exhaust(struct kunit *test)
{
	unsigned long before = nr_free_pages();
	struct page *page, *next, *all = NULL;
	unsigned long nr = 0;

	while ((page = alloc_pages(GFP_KERNEL | __GFP_NOWARN,
				   MAX_PAGE_ORDER))) {
		set_page_private(page, (unsigned long)all);
		all = page;
		nr++;
	}
	KUNIT_EXPECT_GT(test, nr, 0);
	KUNIT_EXPECT_LT(test, nr_free_pages(), before);
	for (page = all; page; page = next) {
		next = (struct page *)page_private(page);
		__free_pages(page, MAX_PAGE_ORDER);
	}
	KUNIT_EXPECT_EQ(test, nr_free_pages(), before);
}

static void page_test_order_of_size(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, get_order(1), 0);
	KUNIT_EXPECT_EQ(test, get_order(PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, get_order(PAGE_SIZE + 1), 1);
	KUNIT_EXPECT_EQ(test, get_order(3 * PAGE_SIZE), 2);
	KUNIT_EXPECT_EQ(test, get_order(SZ_4M), 10);
}

static struct kunit_case page_cases[] = {
	KUNIT_CASE(page_test_orders),
	KUNIT_CASE(page_test_zero),
	KUNIT_CASE(page_test_churn),
	KUNIT_CASE(page_test_references),
	KUNIT_CASE(page_test_free_with_reference),
	KUNIT_CASE(page_test_split),
	KUNIT_CASE(page_test_exact),
	KUNIT_CASE(page_test_bulk),
	KUNIT_CASE(page_test_zones),
	KUNIT_CASE(page_test_exhaust),
	KUNIT_CASE(page_test_order_of_size),
	{}
};

static struct kunit_suite page_suite = {
	.name = "page",
	.test_cases = page_cases,
};
kunit_test_suite(page_suite);
MODULE_LICENSE("Dual MIT/GPL");
