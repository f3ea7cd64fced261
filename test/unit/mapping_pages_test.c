// SPDX-License-Identifier: MIT
/*
 * Cached memory for a device: pages, dma_alloc_noncoherent(), tables.
 *
 * board: test/boards/dma.dts
 */
#include <linux/scatterlist.h>

#include "dma_board.h"

static void pages(struct kunit *test)
{
	struct device *dev = named("offset");
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(dev, 5000, &dma, DMA_BIDIRECTIONAL,
					    GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, dma, page_to_phys(page) - DRAM);
	KUNIT_EXPECT_NULL(test, memchr_inv(page_address(page), 0, 8192));
	dma_sync_single_for_device(dev, dma, 8192, DMA_TO_DEVICE);
	dma_free_pages(dev, 5000, page, dma, DMA_BIDIRECTIONAL);
}

static void pages_refused(struct kunit *test)
{
	static const gfp_t bad[] = {
		GFP_KERNEL | __GFP_DMA, GFP_KERNEL | __GFP_DMA32,
		GFP_KERNEL | __GFP_HIGHMEM, GFP_KERNEL | __GFP_COMP,
	};
	struct device *dev = named("plain");
	u64 old = dev->coherent_dma_mask;
	dma_addr_t dma;
	int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_NULL(test, dma_alloc_pages(dev, 4096, &dma,
						DMA_TO_DEVICE, bad[i]));
	dev->coherent_dma_mask = 0;
	KUNIT_EXPECT_NULL(test, dma_alloc_pages(dev, 4096, &dma, DMA_TO_DEVICE,
						GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, dma_alloc_noncoherent(dev, 4096, &dma,
						DMA_TO_DEVICE, GFP_KERNEL));
	dev->coherent_dma_mask = old;
	KUNIT_EXPECT_NULL(test, dma_alloc_pages(dev, SIZE_MAX, &dma,
						DMA_TO_DEVICE,
						GFP_KERNEL | __GFP_NOWARN));
}

/* A device's pool is for coherent memory only. */
static void not_from_a_pool(struct kunit *test)
{
	struct device *dev = named("pool");
	struct sg_table *sgt;
	struct page *page;
	dma_addr_t dma;

	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	page = dma_alloc_pages(dev, 4096, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_FALSE(test, dma - POOL16 < 16 * MIB);
	dma_free_pages(dev, 4096, page, dma, DMA_TO_DEVICE);
	sgt = dma_alloc_noncontiguous(dev, 4096, DMA_TO_DEVICE, GFP_KERNEL, 0);
	KUNIT_ASSERT_NOT_NULL(test, sgt);
	KUNIT_EXPECT_FALSE(test, sg_dma_address(sgt->sgl) - POOL16 < 16 * MIB);
	dma_free_noncontiguous(dev, 4096, sgt, DMA_TO_DEVICE);
	of_reserved_mem_device_release(dev);
}

/* An address of the linear map, cached. */
static void noncoherent(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma;
	u8 *p = dma_alloc_noncoherent(dev, 100, &dma, DMA_FROM_DEVICE,
				      GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(p));
	KUNIT_EXPECT_EQ(test, virt_to_phys(p), dma);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 4096));
	dma_sync_single_range_for_cpu(dev, dma, 50, 50, DMA_FROM_DEVICE);
	dma_free_noncoherent(dev, 100, p, dma, DMA_FROM_DEVICE);
}

static void table(struct kunit *test)
{
	struct device *dev = named("offset");
	struct sg_table *sgt = dma_alloc_noncontiguous(dev, 3 * MIB + 5,
						       DMA_BIDIRECTIONAL,
						       GFP_KERNEL, 0);
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, sgt);
	KUNIT_EXPECT_EQ(test, sgt->nents, 1);
	KUNIT_EXPECT_EQ(test, sgt->orig_nents, 1);
	KUNIT_EXPECT_EQ(test, sgt->sgl->length, 3 * MIB + 4096);
	KUNIT_EXPECT_EQ(test, sg_dma_len(sgt->sgl), 3 * MIB + 4096);
	KUNIT_EXPECT_EQ(test, sg_dma_address(sgt->sgl),
			sg_phys(sgt->sgl) - DRAM);
	p = dma_vmap_noncontiguous(dev, 3 * MIB + 5, sgt);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_PTR_EQ(test, p, (u8 *)sg_virt(sgt->sgl));
	dma_sync_sgtable_for_cpu(dev, sgt, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_EQ(test, p[3 * MIB + 4], 0);
	p[3 * MIB + 4] = 7;
	dma_sync_sgtable_for_device(dev, sgt, DMA_BIDIRECTIONAL);
	dma_vunmap_noncontiguous(dev, p);
	dma_free_noncontiguous(dev, 3 * MIB + 5, sgt, DMA_BIDIRECTIONAL);
}

static void table_refused(struct kunit *test)
{
	static const unsigned long bad[] = {
		DMA_ATTR_WRITE_COMBINE, DMA_ATTR_NO_KERNEL_MAPPING,
		DMA_ATTR_SKIP_CPU_SYNC, DMA_ATTR_FORCE_CONTIGUOUS,
		DMA_ATTR_NO_WARN | DMA_ATTR_ALLOC_SINGLE_PAGES,
	};
	struct device *dev = named("plain");
	struct sg_table *sgt;
	int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_NULL(test, dma_alloc_noncontiguous(dev, 4096,
					DMA_TO_DEVICE, GFP_KERNEL, bad[i]));
	KUNIT_EXPECT_NULL(test, dma_alloc_noncontiguous(dev, 4096,
				DMA_TO_DEVICE, GFP_KERNEL | __GFP_COMP, 0));
	sgt = dma_alloc_noncontiguous(dev, 4096, DMA_TO_DEVICE, GFP_KERNEL,
				      DMA_ATTR_ALLOC_SINGLE_PAGES);
	KUNIT_ASSERT_NOT_NULL(test, sgt);
	dma_free_noncontiguous(dev, 4096, sgt, DMA_TO_DEVICE);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(pages),
	KUNIT_CASE(pages_refused),
	KUNIT_CASE(not_from_a_pool),
	KUNIT_CASE(noncoherent),
	KUNIT_CASE(table),
	KUNIT_CASE(table_refused),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("mapping-pages");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
