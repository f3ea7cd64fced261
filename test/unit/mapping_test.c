// SPDX-License-Identifier: MIT
/*
 * The door: what each call returns, for single mappings, lists and resources,
 * and managed memory.
 *
 * board: test/boards/dma.dts
 */
#include <kunit/test.h>
#include <linux/scatterlist.h>

#include "dma_board.h"

static void single(struct kunit *test)
{
	struct device *dev = named("plain");
	u8 *p = kmalloc(8192, GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, p);
	dma = dma_map_single(dev, p + 100, 5000, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma), 0);
	KUNIT_EXPECT_EQ(test, dma, virt_to_phys(p) + 100);
	dma_unmap_single(dev, dma, 5000, DMA_TO_DEVICE);
	kfree(p);
}

static void page_offset(struct kunit *test)
{
	struct device *dev = named("offset");
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, page);
	dma = dma_map_page(dev, page, 64, 128, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma), 0);
	KUNIT_EXPECT_EQ(test, dma, page_to_phys(page) + 64 - DRAM);
	dma_unmap_page(dev, dma, 128, DMA_BIDIRECTIONAL);
	__free_page(page);
}

/* 0 is an address; all ones is not. */
static void errors(struct kunit *test)
{
	struct device *dev = named("plain");

	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, 0), 0);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, DMA_MAPPING_ERROR),
			-ENOMEM);
}

static void beyond_the_mask(struct kunit *test)
{
	struct device *dev = named("plain");
	u64 old = *dev->dma_mask;
	void *p = kmalloc(64, GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, p);
	*dev->dma_mask = DMA_BIT_MASK(24);
	dma = dma_map_single(dev, p, 64, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, dma, DMA_MAPPING_ERROR);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma), -ENOMEM);
	*dev->dma_mask = old;
	kfree(p);
}

/* As the address is: without the bus's offset, but within the mask. */
static void resource(struct kunit *test)
{
	struct device *dev = named("offset");
	dma_addr_t dma = dma_map_resource(dev, 0x10000000, 4096, DMA_TO_DEVICE,
					  0);

	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma), 0);
	KUNIT_EXPECT_EQ(test, dma, 0x10000000);
	dma_unmap_resource(dev, dma, 4096, DMA_TO_DEVICE, 0);
	dma = dma_map_resource(dev, 0x40000000, 4096, DMA_TO_DEVICE, 0);
	KUNIT_EXPECT_NE(test, dma_mapping_error(dev, dma), 0);
}

#define ENTRIES	5

static void list(struct kunit *test)
{
	struct device *dev = named("offset");
	struct sg_table sgt;
	struct scatterlist *sg;
	u8 *p = kmalloc(ENTRIES * 4096, GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(&sgt, ENTRIES, GFP_KERNEL), 0);
	for_each_sgtable_sg(&sgt, sg, i)
		sg_set_buf(sg, p + i * 4096, 4096 - i);
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, sgt.sgl, ENTRIES,
					 DMA_FROM_DEVICE), ENTRIES);
	for_each_sgtable_sg(&sgt, sg, i) {
		KUNIT_EXPECT_EQ(test, sg_dma_address(sg),
				virt_to_phys(p) + i * 4096 - DRAM);
		KUNIT_EXPECT_EQ(test, sg_dma_len(sg), 4096 - i);
	}
	dma_sync_sg_for_cpu(dev, sgt.sgl, ENTRIES, DMA_FROM_DEVICE);
	dma_sync_sg_for_device(dev, sgt.sgl, ENTRIES, DMA_FROM_DEVICE);
	dma_unmap_sg(dev, sgt.sgl, ENTRIES, DMA_FROM_DEVICE);
	sg_free_table(&sgt);
	kfree(p);
}

static void table(struct kunit *test)
{
	struct device *dev = named("plain");
	struct sg_table *sgt = kzalloc(sizeof(*sgt), GFP_KERNEL);
	struct scatterlist *sg;
	u8 *p = kmalloc(ENTRIES * 4096, GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, sgt);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(sgt, ENTRIES, GFP_KERNEL), 0);
	for_each_sgtable_sg(sgt, sg, i)
		sg_set_buf(sg, p + i * 4096, 4096);
	sgt->nents = 0;
	KUNIT_EXPECT_EQ(test, dma_map_sgtable(dev, sgt, DMA_TO_DEVICE, 0), 0);
	KUNIT_EXPECT_EQ(test, sgt->nents, ENTRIES);
	dma_sync_sgtable_for_cpu(dev, sgt, DMA_TO_DEVICE);
	dma_sync_sgtable_for_device(dev, sgt, DMA_TO_DEVICE);
	dma_unmap_sgtable(dev, sgt, DMA_TO_DEVICE, 0);
	sg_free_table(sgt);
	kfree(sgt);
	kfree(p);
}

/* One entry that the bus does not reach undoes the list. */
static void list_fails(struct kunit *test)
{
	struct device *dev = named("plain");
	u64 old = *dev->dma_mask;
	struct sg_table sgt;
	u8 *p = kmalloc(2 * SZ_512K, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(&sgt, 2, GFP_KERNEL), 0);
	sg_set_buf(sgt.sgl, p, 4096);
	/* More than can be bounced. */
	sg_set_buf(sg_next(sgt.sgl), p + 4096, SZ_512K);
	*dev->dma_mask = virt_to_phys(p) + 4095;
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, sgt.sgl, 2, DMA_TO_DEVICE), 0);
	KUNIT_EXPECT_EQ(test, dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0),
			-EIO);
	*dev->dma_mask = old;
	sg_free_table(&sgt);
	kfree(p);
}

/* Handles and tables in memory of the driver's own. */
static void handle_in_own_memory(struct kunit *test)
{
	struct device *dev = named("plain");
	struct { dma_addr_t dma; struct sg_table sgt; } *own;
	void *p;

	own = kzalloc(sizeof(*own), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, own);
	p = dma_alloc_coherent(dev, 8192, &own->dma, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_GE(test, own->dma, DRAM);
	KUNIT_EXPECT_EQ(test, dma_get_sgtable(dev, &own->sgt, p, own->dma,
					      8192), 0);
	KUNIT_EXPECT_EQ(test, own->sgt.sgl->length, 8192);
	KUNIT_EXPECT_EQ(test, sg_phys(own->sgt.sgl), own->dma);
	sg_free_table(&own->sgt);
	dma_free_coherent(dev, 8192, p, own->dma);
	kfree(own);
}

static void managed(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma;
	void *p = dmam_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	dmam_free_coherent(dev, 4096, p, dma);
	/* This one goes with the driver. */
	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_coherent(dev, 4096, &dma,
							GFP_KERNEL));
}

static void needs_sync(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, dma_need_sync(named("plain"), 0));
	KUNIT_EXPECT_FALSE(test, dma_need_sync(named("coherent"), 0));
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(named("plain")), SIZE_MAX);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(single),
	KUNIT_CASE(page_offset),
	KUNIT_CASE(errors),
	KUNIT_CASE(beyond_the_mask),
	KUNIT_CASE(resource),
	KUNIT_CASE(list),
	KUNIT_CASE(table),
	KUNIT_CASE(list_fails),
	KUNIT_CASE(handle_in_own_memory),
	KUNIT_CASE(managed),
	KUNIT_CASE(needs_sync),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("mapping");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
