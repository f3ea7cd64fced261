// SPDX-License-Identifier: MIT
/*
 * Lists: what maps to how many, what is returned when nothing does, syncs.
 *
 * board: test/boards/dma.dts
 */
#include <linux/scatterlist.h>

#include "dma_board.h"

#define ENTRIES	300			/* three arrays, chained */

struct fixture {
	struct sg_table sgt;
	struct page *page;
};

/* Entries of one page, each with its own lines. */
static void make(struct kunit *test, struct fixture *f, unsigned int n)
{
	struct scatterlist *sg;
	int i;

	f->page = alloc_pages(GFP_KERNEL, 3);
	KUNIT_ASSERT_NOT_NULL(test, f->page);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(&f->sgt, n, GFP_KERNEL), 0);
	for_each_sgtable_sg(&f->sgt, sg, i)
		sg_set_page(sg, f->page, 60, i * 64);
}

static void destroy(struct fixture *f)
{
	sg_free_table(&f->sgt);
	__free_pages(f->page, 3);
}

static void chained(struct kunit *test)
{
	struct device *dev = named("offset");
	struct scatterlist *sg;
	struct fixture f;
	int i;

	make(test, &f, ENTRIES);
	KUNIT_ASSERT_EQ(test, dma_map_sg(dev, f.sgt.sgl, ENTRIES,
					 DMA_BIDIRECTIONAL), ENTRIES);
	for_each_sg(f.sgt.sgl, sg, ENTRIES, i) {
		KUNIT_EXPECT_EQ(test, sg_dma_len(sg), 60);
		KUNIT_EXPECT_EQ(test, sg_dma_address(sg),
				page_to_phys(f.page) + i * 64 - DRAM);
	}
	dma_sync_sg_for_cpu(dev, f.sgt.sgl, ENTRIES, DMA_FROM_DEVICE);
	dma_sync_sg_for_device(dev, f.sgt.sgl, ENTRIES, DMA_TO_DEVICE);
	dma_unmap_sg(dev, f.sgt.sgl, ENTRIES, DMA_BIDIRECTIONAL);
	destroy(&f);
}

/* Neighbours stay what they are: dma-direct joins and splits nothing. */
static void not_merged(struct kunit *test)
{
	struct device *dev = named("plain");
	struct scatterlist sg[3];
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_ASSERT_NOT_NULL(test, page);
	sg_init_table(sg, 3);
	sg_set_page(&sg[0], page, 4096, 0);
	sg_set_page(&sg[1], page + 1, 4096, 0);
	sg_set_page(&sg[2], page + 2, 8192, 0);
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, sg, 3, DMA_TO_DEVICE), 3);
	KUNIT_EXPECT_EQ(test, sg_dma_address(&sg[1]),
			sg_dma_address(&sg[0]) + 4096);
	KUNIT_EXPECT_EQ(test, sg_dma_len(&sg[2]), 8192);
	dma_unmap_sg(dev, sg, 3, DMA_TO_DEVICE);
	__free_pages(page, 2);
}

/* nents becomes what is mapped, orig_nents stays; part of a list may be. */
static void counts(struct kunit *test)
{
	struct device *dev = named("plain");
	struct fixture f;

	make(test, &f, 5);
	f.sgt.nents = 77;
	KUNIT_EXPECT_EQ(test, dma_map_sgtable(dev, &f.sgt, DMA_TO_DEVICE, 0),
			0);
	KUNIT_EXPECT_EQ(test, f.sgt.nents, 5);
	KUNIT_EXPECT_EQ(test, f.sgt.orig_nents, 5);
	dma_unmap_sgtable(dev, &f.sgt, DMA_TO_DEVICE, 0);
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, f.sgt.sgl, 2, DMA_TO_DEVICE), 2);
	dma_unmap_sg(dev, f.sgt.sgl, 2, DMA_TO_DEVICE);
	destroy(&f);
}

/* No entries: a warning and an error.  No mask: a warning, and no error. */
static void nothing(struct kunit *test)
{
	struct device *dev = named("plain");
	u64 *old = dev->dma_mask;
	struct fixture f;

	make(test, &f, 2);
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, f.sgt.sgl, 0, DMA_TO_DEVICE), 0);
	f.sgt.orig_nents = 0;
	f.sgt.nents = 9;
	KUNIT_EXPECT_EQ(test, dma_map_sgtable(dev, &f.sgt, DMA_TO_DEVICE, 0),
			-EIO);
	KUNIT_EXPECT_EQ(test, f.sgt.nents, 9);
	f.sgt.orig_nents = 2;
	dev->dma_mask = NULL;
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, f.sgt.sgl, 2, DMA_TO_DEVICE), 0);
	KUNIT_EXPECT_EQ(test, dma_map_sgtable(dev, &f.sgt, DMA_TO_DEVICE, 0),
			0);
	KUNIT_EXPECT_EQ(test, f.sgt.nents, 0);
	dev->dma_mask = old;
	destroy(&f);
}

/* One page mapped twice, its parts synced one by one and by the page. */
static void partial(struct kunit *test)
{
	struct device *dev = named("plain");
	struct scatterlist *sg;
	struct fixture f;
	dma_addr_t whole;
	int i;

	make(test, &f, 4);
	whole = dma_map_page(dev, f.page, 0, 4096, DMA_TO_DEVICE);
	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, whole), 0);
	KUNIT_ASSERT_EQ(test, dma_map_sgtable(dev, &f.sgt, DMA_TO_DEVICE, 0),
			0);
	for_each_sgtable_dma_sg(&f.sgt, sg, i)
		dma_sync_single_for_device(dev, sg_dma_address(sg) + 10, 50,
					   DMA_TO_DEVICE);
	dma_sync_single_range_for_device(dev, whole, 4095, 1, DMA_TO_DEVICE);
	dma_unmap_sgtable(dev, &f.sgt, DMA_TO_DEVICE, 0);
	dma_unmap_page(dev, whole, 4096, DMA_TO_DEVICE);
	destroy(&f);
}

static void of_coherent_memory(struct kunit *test)
{
	struct device *dev = named("plain");
	struct sg_table sgt;
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 5000, &dma, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, dma_get_sgtable(dev, &sgt, p, dma, 5000), 0);
	KUNIT_EXPECT_EQ(test, sgt.orig_nents, 1);
	KUNIT_EXPECT_EQ(test, sgt.sgl->length, 8192);
	KUNIT_EXPECT_EQ(test, sg_phys(sgt.sgl), dma);
	sg_free_table(&sgt);
	dma_free_coherent(dev, 5000, p, dma);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(chained),
	KUNIT_CASE(not_merged),
	KUNIT_CASE(counts),
	KUNIT_CASE(nothing),
	KUNIT_CASE(partial),
	KUNIT_CASE(of_coherent_memory),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("mapping-sg");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
