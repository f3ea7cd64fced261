// SPDX-License-Identifier: MIT
/*
 * core/lib/scatterlist.c: tables of every length around the chain's joints, which
 * pages are merged, the iterators, copies at odd offsets.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

static void sg_test_lengths(struct kunit *test)
{
	static const unsigned int lengths[] = {
		1, 2, 127, 128, 129, 254, 255, 256, 381, 382, 1000 };
	struct page *page = alloc_page(GFP_KERNEL);
	struct scatterlist *sg;
	struct sg_table table;
	int i, j;

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (i = 0; i < ARRAY_SIZE(lengths); i++) {
		KUNIT_ASSERT_EQ(test, sg_alloc_table(&table, lengths[i],
						     GFP_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, table.orig_nents, lengths[i]);
		KUNIT_EXPECT_EQ(test, table.nents, lengths[i]);
		KUNIT_EXPECT_EQ(test, sg_nents(table.sgl), lengths[i]);
		for_each_sgtable_sg(&table, sg, j)
			sg_set_page(sg, page + j, j, 0);
		for_each_sgtable_sg(&table, sg, j)
			KUNIT_EXPECT_EQ(test, sg->length, j);
		KUNIT_EXPECT_TRUE(test,
			sg_is_last(sg_last(table.sgl, lengths[i])));
		sg_free_table(&table);
		KUNIT_EXPECT_NULL(test, table.sgl);
	}
	KUNIT_EXPECT_EQ(test, sg_alloc_table(&table, 0, GFP_KERNEL), -EINVAL);
	__free_page(page);
}

/* Pages by number after the first of a block; how many entries they make. */
static void sg_test_from_pages(struct kunit *test)
{
	static const struct {
		u8 page[6], n;
		unsigned int offset, size, max, entries;
	} cases[] = {
		{ { 0, 1, 2, 3 }, 4, 0, 4 * 4096, UINT_MAX, 1 },
		{ { 0, 1, 2, 3 }, 4, 100, 3 * 4096, UINT_MAX, 1 },
		{ { 0, 2, 4, 6 }, 4, 0, 4 * 4096, UINT_MAX, 4 },
		{ { 0, 1, 4, 5, 6, 2 }, 6, 10, 5 * 4096, UINT_MAX, 3 },
		{ { 0, 1, 2, 3, 4, 5 }, 6, 0, 6 * 4096, 8192, 3 },
		{ { 0, 1, 2, 3, 4, 5 }, 6, 0, 6 * 4096, 12287, 3 },
		{ { 3, 2, 1, 0 }, 4, 4095, 2, UINT_MAX, 4 },
	};
	struct page *block = alloc_pages(GFP_KERNEL, 3), *pages[6];
	struct scatterlist *sg;
	struct sg_table table;
	int i, j;

	KUNIT_ASSERT_NOT_NULL(test, block);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		unsigned long sum = 0;

		for (j = 0; j < cases[i].n; j++)
			pages[j] = block + cases[i].page[j];
		KUNIT_ASSERT_EQ(test, sg_alloc_table_from_pages_segment(&table,
				pages, cases[i].n, cases[i].offset,
				cases[i].size, cases[i].max, GFP_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, table.orig_nents, cases[i].entries);
		for_each_sgtable_sg(&table, sg, j) {
			KUNIT_EXPECT_EQ(test, sg->offset,
					j ? 0 : cases[i].offset);
			sum += sg->length;
		}
		KUNIT_EXPECT_EQ(test, sum, cases[i].size);
		KUNIT_EXPECT_PTR_EQ(test, sg_page(table.sgl), pages[0]);
		sg_free_table(&table);
	}
	KUNIT_EXPECT_EQ(test, sg_alloc_table_from_pages_segment(&table, pages,
			1, 0, 10, 4095, GFP_KERNEL), -EINVAL);
	__free_pages(block, 3);
}

static void sg_test_one(struct kunit *test)
{
	u8 *buf = kunit_kmalloc(test, 300, GFP_KERNEL);
	struct scatterlist sg;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	sg_init_one(&sg, buf + 20, 200);
	KUNIT_EXPECT_TRUE(test, sg_is_last(&sg));
	KUNIT_EXPECT_PTR_EQ(test, sg_virt(&sg), buf + 20);
	KUNIT_EXPECT_EQ(test, sg_phys(&sg), virt_to_phys(buf + 20));
	KUNIT_EXPECT_EQ(test, sg.length, 200);
	KUNIT_EXPECT_NULL(test, sg_next(&sg));
}

static void sg_test_nents_for_len(struct kunit *test)
{
	struct scatterlist sg[3];
	int i;

	sg_init_table(sg, 3);
	for (i = 0; i < 3; i++)
		sg[i].length = 100;
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 0), 0);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 100), 1);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 101), 2);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 300), 3);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 301), -EINVAL);
}

/* Entries that begin and end inside pages: (offset, length) of a block. */
static const struct { unsigned int offset, length; } shape[] = {
	{ 100, 50 }, { 4000, 200 }, { 8192, 4096 }, { 12300, 9000 }, { 30000, 1 },
};

static struct page *shape_list(struct kunit *test, struct scatterlist *sg)
{
	struct page *block = alloc_pages(GFP_KERNEL | __GFP_ZERO, 3);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, block);
	sg_init_table(sg, ARRAY_SIZE(shape));
	for (i = 0; i < ARRAY_SIZE(shape); i++)
		sg_set_page(&sg[i], block, shape[i].length, shape[i].offset);
	return block;
}

static void sg_test_miter(struct kunit *test)
{
	struct scatterlist sg[ARRAY_SIZE(shape)];
	struct page *block = shape_list(test, sg);
	struct sg_mapping_iter it;
	size_t total = 0;

	sg_miter_start(&it, sg, ARRAY_SIZE(shape), SG_MITER_FROM_SG);
	while (sg_miter_next(&it)) {
		KUNIT_EXPECT_LE(test, offset_in_page(it.addr) + it.length,
				PAGE_SIZE);
		KUNIT_EXPECT_PTR_EQ(test, virt_to_page(it.addr), it.page);
		total += it.length;
	}
	sg_miter_stop(&it);
	KUNIT_EXPECT_EQ(test, total, 50 + 200 + 4096 + 9000 + 1);

	sg_miter_start(&it, sg, ARRAY_SIZE(shape), SG_MITER_FROM_SG);
	KUNIT_EXPECT_TRUE(test, sg_miter_skip(&it, 60));
	KUNIT_ASSERT_TRUE(test, sg_miter_next(&it));
	KUNIT_EXPECT_PTR_EQ(test, it.addr, page_address(block) + 4010);
	it.consumed = 6;
	KUNIT_ASSERT_TRUE(test, sg_miter_next(&it));
	KUNIT_EXPECT_PTR_EQ(test, it.addr, page_address(block) + 4016);
	sg_miter_stop(&it);
	__free_pages(block, 3);
}

static void sg_test_copy(struct kunit *test)
{
	const size_t total = 50 + 200 + 4096 + 9000 + 1;
	struct scatterlist sg[ARRAY_SIZE(shape)];
	struct page *block = shape_list(test, sg);
	u8 *a = kunit_kmalloc(test, total + 10, GFP_KERNEL);
	u8 *b = kunit_kzalloc(test, total + 10, GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	for (i = 0; i < total; i++)
		a[i] = i * 31;
	KUNIT_EXPECT_EQ(test, sg_copy_from_buffer(sg, 5, a, total + 10), total);
	KUNIT_EXPECT_EQ(test, *(u8 *)(page_address(block) + 149), (u8)(49 * 31));
	KUNIT_EXPECT_EQ(test, *(u8 *)(page_address(block) + 150), 0);
	KUNIT_EXPECT_EQ(test, sg_copy_to_buffer(sg, 5, b, total), total);
	KUNIT_EXPECT_MEMEQ(test, a, b, total);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(sg, 5, b, 300, 49), 300);
	KUNIT_EXPECT_MEMEQ(test, a + 49, b, 300);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(sg, 5, b, 10, total + 1), 0);
	KUNIT_EXPECT_EQ(test, sg_zero_buffer(sg, 5, 5, 48), 5);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(sg, 5, b, 7, 47), 7);
	KUNIT_EXPECT_NULL(test, memchr_inv(b + 1, 0, 5));
	KUNIT_EXPECT_EQ(test, b[6], a[53]);
	__free_pages(block, 3);
}

static void sg_test_pages(struct kunit *test)
{
	struct scatterlist sg[ARRAY_SIZE(shape)];
	struct page *block = shape_list(test, sg);
	struct sg_dma_page_iter dma_it;
	struct sg_page_iter it;
	int n = 0, i;

	for_each_sg_page(sg, &it, ARRAY_SIZE(shape), 0)
		n++;
	/* 1 + 2 + 3 + 6 + 8: each entry counts from its page 0 on */
	KUNIT_EXPECT_EQ(test, n, 1 + 2 + 3 + 6 + 8);
	for (i = 0; i < 2; i++) {
		sg[i].offset = 0;
		sg_dma_address(&sg[i]) = 0x1000 + i * 0x10000;
		sg_dma_len(&sg[i]) = 8192;
	}
	n = 0;
	for_each_sg_dma_page(sg, &dma_it, 2, 0) {
		KUNIT_EXPECT_EQ(test, sg_page_iter_dma_address(&dma_it),
				0x1000 + n / 2 * 0x10000 + n % 2 * 0x1000);
		n++;
	}
	KUNIT_EXPECT_EQ(test, n, 4);
	__free_pages(block, 3);
}

/* Neighbours join, also those of a later call; 130 entries need a link. */
static void sg_test_append(struct kunit *test)
{
	struct page *block = alloc_pages(GFP_KERNEL, 9), *pages[4];
	struct sg_append_table table = { };
	struct scatterlist *sg;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, block);
	for (i = 0; i < 4; i++)
		pages[i] = block + i;
	KUNIT_EXPECT_EQ(test, sg_alloc_append_table_from_pages(&table, pages,
			2, 100, 2 * 4096 - 100, UINT_MAX, 1, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, sg_alloc_append_table_from_pages(&table,
			pages + 2, 2, 0, 8192, 3 * 4096, 1, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, table.sgt.orig_nents, 2);
	KUNIT_EXPECT_EQ(test, table.sgt.sgl->length, 3 * 4096 - 100);
	KUNIT_EXPECT_EQ(test, table.prv->length, 4096);
	KUNIT_EXPECT_FALSE(test, sg_is_last(table.prv));
	KUNIT_EXPECT_EQ(test, sg_alloc_append_table_from_pages(&table, pages,
			1, 10, 100, UINT_MAX, 1, GFP_KERNEL), -EINVAL);
	for (i = 0; i < 128; i++) {
		pages[0] = block + 6 + 2 * i;
		KUNIT_EXPECT_EQ(test, sg_alloc_append_table_from_pages(&table,
				pages, 1, 0, 4096, UINT_MAX, 127 - i,
				GFP_KERNEL), 0);
	}
	KUNIT_EXPECT_EQ(test, table.sgt.nents, 130);
	KUNIT_EXPECT_EQ(test, sg_nents(table.sgt.sgl), 130);
	for_each_sgtable_sg(&table.sgt, sg, i)
		if (i >= 2)
			KUNIT_EXPECT_PTR_EQ(test, sg_page(sg),
					    block + 6 + 2 * (i - 2));
	sg_free_append_table(&table);
	KUNIT_EXPECT_NULL(test, table.sgt.sgl);
	KUNIT_EXPECT_EQ(test, sg_alloc_append_table_from_pages(&table, pages,
			1, 0, 4096, 4095, 0, GFP_KERNEL), -EINVAL);
	__free_pages(block, 9);
}

static struct kunit_case sg_cases[] = {
	KUNIT_CASE(sg_test_lengths),
	KUNIT_CASE(sg_test_from_pages),
	KUNIT_CASE(sg_test_one),
	KUNIT_CASE(sg_test_append),
	KUNIT_CASE(sg_test_nents_for_len),
	KUNIT_CASE(sg_test_miter),
	KUNIT_CASE(sg_test_copy),
	KUNIT_CASE(sg_test_pages),
	{}
};

static struct kunit_suite sg_suite = {
	.name = "scatterlist",
	.test_cases = sg_cases,
};
kunit_test_suite(sg_suite);
MODULE_LICENSE("Dual MIT/GPL");
