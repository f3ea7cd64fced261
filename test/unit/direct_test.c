// SPDX-License-Identifier: MIT
/*
 * dma-direct: bus addresses, masks, limits, coherent memory of devices that
 * snoop and of those that do not, the atomic pool.
 *
 * board: test/boards/dma.dts
 */
#include <kunit/test.h>
#include <linux/dma-direct.h>

#include "dma_board.h"

static void addresses(struct kunit *test)
{
	struct device *plain = named("plain"), *offset = named("offset");
	struct device *half = named("half");

	KUNIT_EXPECT_EQ(test, phys_to_dma(plain, DRAM), DRAM);
	KUNIT_EXPECT_EQ(test, phys_to_dma(offset, DRAM + 5), 5);
	KUNIT_EXPECT_EQ(test, dma_to_phys(offset, 5), DRAM + 5);
	KUNIT_EXPECT_EQ(test, phys_to_dma(offset, DRAM - 1),
			DMA_MAPPING_ERROR);
	KUNIT_EXPECT_EQ(test, phys_to_dma(half, DRAM + 512 * MIB),
			DMA_MAPPING_ERROR);
}

/* The device's own bus may do without dma-ranges; behind it, or behind an empty
 * one, a bus without ends the search: no offset, no limit. */
static void missing_ranges(struct kunit *test)
{
	struct device *one = named("one-missing"), *two = named("two-missing");
	struct device *later = named("later-missing");

	KUNIT_EXPECT_EQ(test, phys_to_dma(one, DRAM + 5), 5);
	KUNIT_EXPECT_EQ(test, one->bus_dma_limit, 0x3fffffff);
	KUNIT_EXPECT_EQ(test, phys_to_dma(two, DRAM + 5), DRAM + 5);
	KUNIT_EXPECT_EQ(test, two->bus_dma_limit, 0);
	KUNIT_EXPECT_EQ(test, phys_to_dma(later, DRAM + 5), DRAM + 5);
	KUNIT_EXPECT_EQ(test, later->bus_dma_limit, 0);
}

/* What the buses above do not cover is left out, the rest counts. */
static void ranges_left_out(struct kunit *test)
{
	struct device *dev = named("left-out");

	KUNIT_EXPECT_EQ(test, phys_to_dma(dev, DRAM + 5), 5);
	KUNIT_EXPECT_EQ(test, phys_to_dma(dev, 0x60000000), DMA_MAPPING_ERROR);
	KUNIT_EXPECT_EQ(test, dev->bus_dma_limit, 0x1fffffff);
}

static void bus_limits(struct kunit *test)
{
	struct device *plain = named("plain"), *offset = named("offset");

	KUNIT_EXPECT_EQ(test, plain->bus_dma_limit, 0);
	KUNIT_EXPECT_EQ(test, offset->bus_dma_limit, 0x3fffffff);
	KUNIT_EXPECT_EQ(test, offset->coherent_dma_mask, DMA_BIT_MASK(30));
	KUNIT_EXPECT_EQ(test, dma_get_mask(offset), DMA_BIT_MASK(30));
}

/* RAM ends at 3 GiB, so 32 bits are needed; less than that is refused and
 * changes nothing. */
static void masks(struct kunit *test)
{
	struct device *dev = named("plain");

	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(40)), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(30)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, 0), -EIO);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(40));
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(dev, DMA_BIT_MASK(24)),
			-EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)),
			0);
	KUNIT_EXPECT_EQ(test, dev->coherent_dma_mask, DMA_BIT_MASK(32));
	KUNIT_EXPECT_EQ(test, dma_get_required_mask(dev), DMA_BIT_MASK(32));
	KUNIT_EXPECT_FALSE(test, dma_addressing_limited(dev));
}

static void required_mask_with_holes(struct kunit *test)
{
	struct device *half = named("half"), *offset = named("offset");

	KUNIT_EXPECT_EQ(test, dma_get_required_mask(offset), DMA_BIT_MASK(30));
	KUNIT_EXPECT_FALSE(test, dma_addressing_limited(offset));
	KUNIT_EXPECT_EQ(test, dma_get_required_mask(half), ~0ULL);
	KUNIT_EXPECT_TRUE(test, dma_addressing_limited(half));
}

static void mask_in_own_memory(struct kunit *test)
{
	struct device *dev = named("plain");
	u64 *old = dev->dma_mask, *own = kzalloc(sizeof(*own), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, own);
	dev->dma_mask = own;
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(33)), 0);
	KUNIT_EXPECT_EQ(test, *own, DMA_BIT_MASK(33));
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(33));
	dev->dma_mask = NULL;
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(32)), -EIO);
	dev->dma_mask = old;
	kfree(own);
}

static void segments(struct kunit *test)
{
	struct device *dev = named("plain");
	struct device_dma_parameters *old = dev->dma_parms;

	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), 0x10000);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), ~0UL);
	KUNIT_EXPECT_EQ(test, dma_get_min_align_mask(dev), 0);
	dma_set_max_seg_size(dev, 0x4000);
	dma_set_seg_boundary(dev, 0xffffff);
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), 0x4000);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), 0xffffff);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary_nr_pages(dev, 12), 0x1000);
	dev->dma_parms = NULL;
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), 0x10000);
	dev->dma_parms = old;
	dma_set_max_seg_size(dev, 0);
	dma_set_seg_boundary(dev, 0);
}

static void zeroed_and_page_sized(struct kunit *test)
{
	static const char *const names[] = { "plain", "coherent", "offset" };
	struct device *dev;
	dma_addr_t dma;
	int i;
	u8 *p;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		p = dma_alloc_coherent(dev, 5000, &dma, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 8192));
		KUNIT_EXPECT_EQ(test, dma & ~PAGE_MASK, 0);
		memset(p, 0xab, 8192);
		dma_free_coherent(dev, 5000, p, dma);
	}
}

/* The page's alias is not of the linear map when the device does not snoop. */
static void cpu_addresses(struct kunit *test)
{
	struct device *plain = named("plain"), *coherent = named("coherent");
	dma_addr_t dma;
	void *p = dma_alloc_wc(plain, 4096, &dma, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(p));
	dma_free_wc(plain, 4096, p, dma);
	p = dma_alloc_coherent(coherent, 4096, &dma, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(p));
	KUNIT_EXPECT_EQ(test, virt_to_phys(p), dma);
	dma_free_coherent(coherent, 4096, p, dma);
}

static void bus_limit_is_kept(struct kunit *test)
{
	struct device *half = named("half");
	dma_addr_t dma[8];
	void *p[8];
	int i;

	for (i = 0; i < 8; i++) {
		p[i] = dma_alloc_coherent(half, MIB, &dma[i], GFP_KERNEL);
		if (p[i])
			KUNIT_EXPECT_LT(test, dma[i], DRAM + 512 * MIB);
	}
	for (i = 0; i < 8; i++)
		if (p[i])
			dma_free_coherent(half, MIB, p[i], dma[i]);
}

/* 128 KiB is all that the atomic pool has; a device that snoops needs none. */
static void atomic(struct kunit *test)
{
	struct device *dev = named("plain"), *snoops = named("coherent");
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 0x20000, &dma, GFP_ATOMIC);

	KUNIT_EXPECT_NOT_NULL(test, p);
	if (p)
		dma_free_coherent(dev, 0x20000, p, dma);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 0x80000, &dma,
						   GFP_ATOMIC | __GFP_NOWARN));
	p = dma_alloc_coherent(snoops, 0x80000, &dma, GFP_ATOMIC);
	KUNIT_EXPECT_NOT_NULL(test, p);
	if (p)
		dma_free_coherent(snoops, 0x80000, p, dma);
}

/* No address for the CPU, but pages to give to a program. */
static void no_kernel_mapping(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma;
	void *cookie = dma_alloc_attrs(dev, 8192, &dma, GFP_KERNEL,
				       DMA_ATTR_NO_KERNEL_MAPPING);

	KUNIT_ASSERT_NOT_NULL(test, cookie);
	KUNIT_EXPECT_PTR_EQ(test, cookie, (void *)phys_to_page(dma));
	dma_free_attrs(dev, 8192, cookie, dma, DMA_ATTR_NO_KERNEL_MAPPING);
}

static void pages(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma;
	struct page *page = dma_alloc_pages(dev, 4096, &dma, DMA_FROM_DEVICE,
					    GFP_KERNEL);
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_to_phys(page), dma);
	dma_free_pages(dev, 4096, page, dma, DMA_FROM_DEVICE);
	p = dma_alloc_noncoherent(dev, 8192, &dma, DMA_BIDIRECTIONAL,
				  GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 8192));
	dma_free_noncoherent(dev, 8192, p, dma, DMA_BIDIRECTIONAL);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(addresses),
	KUNIT_CASE(bus_limits),
	KUNIT_CASE(missing_ranges),
	KUNIT_CASE(ranges_left_out),
	KUNIT_CASE(masks),
	KUNIT_CASE(required_mask_with_holes),
	KUNIT_CASE(mask_in_own_memory),
	KUNIT_CASE(segments),
	KUNIT_CASE(zeroed_and_page_sized),
	KUNIT_CASE(cpu_addresses),
	KUNIT_CASE(bus_limit_is_kept),
	KUNIT_CASE(atomic),
	KUNIT_CASE(no_kernel_mapping),
	KUNIT_CASE(pages),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("dma-direct");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
