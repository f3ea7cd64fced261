// SPDX-License-Identifier: MIT
/*
 * What 7.2 added: dma_map_phys(), DMA_ATTR_MMIO, DMA_ATTR_REQUIRE_COHERENT.
 *
 * board: test/boards/dma.dts
 * run: --linux=7.2
 */
#include "dma_board.h"

static void phys(struct kunit *test)
{
	struct device *dev = named("offset");
	u8 *p = kmalloc(4096, GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, p);
	dma = dma_map_phys(dev, virt_to_phys(p) + 8, 100, DMA_TO_DEVICE, 0);
	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, dma), 0);
	KUNIT_EXPECT_EQ(test, dma, virt_to_phys(p) + 8 - DRAM);
	dma_unmap_phys(dev, dma, 100, DMA_TO_DEVICE, 0);
	kfree(p);
}

/* Registers: without the bus's offset. */
static void mmio(struct kunit *test)
{
	struct device *dev = named("offset");
	dma_addr_t dma = dma_map_phys(dev, 0x10000000, 64, DMA_TO_DEVICE,
				      DMA_ATTR_MMIO);

	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, dma), 0);
	KUNIT_EXPECT_EQ(test, dma, 0x10000000);
	dma_unmap_phys(dev, dma, 64, DMA_TO_DEVICE, DMA_ATTR_MMIO);
}

static void mmio_of_a_page(struct kunit *test)
{
	struct device *dev = named("plain");
	struct page *page = alloc_page(GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, page);
	dma = dma_map_page_attrs(dev, page, 0, 4096, DMA_TO_DEVICE,
				 DMA_ATTR_MMIO);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma), -ENOMEM);
	__free_page(page);
}

static void require_coherent(struct kunit *test)
{
	struct device *plain = named("plain"), *snoops = named("coherent");
	u8 *p = kmalloc(4096, GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, p);
	dma = dma_map_single_attrs(plain, p, 4096, DMA_TO_DEVICE,
				   DMA_ATTR_REQUIRE_COHERENT);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(plain, dma), -ENOMEM);
	dma = dma_map_single_attrs(snoops, p, 4096, DMA_TO_DEVICE,
				   DMA_ATTR_REQUIRE_COHERENT);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(snoops, dma), 0);
	if (!dma_mapping_error(snoops, dma))
		dma_unmap_single_attrs(snoops, dma, 4096, DMA_TO_DEVICE,
				       DMA_ATTR_REQUIRE_COHERENT);
	kfree(p);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(phys),
	KUNIT_CASE(mmio),
	KUNIT_CASE(mmio_of_a_page),
	KUNIT_CASE(require_coherent),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("mapping-7.2");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
