/* SPDX-License-Identifier: MIT */
/*
 * Masks and limits, for every version: mask_test.c is 6.12, mask_6_1_test.c the
 * older kernel.
 */
#ifndef MASK_H
#define MASK_H

#include "dma_board.h"

/*
 * The end of ZONE_DMA of test/boards/dma.dts, as a mask must reach it: the
 * lowest end of a dma-ranges; 6.1 knows it as a number of bits, so there it is
 * the last page.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
#define ZONE_END	0x9fffffffull
#else
#define ZONE_END	0xbffff000ull
#endif

/* What is refused leaves the old one; each mask has its own call. */
static void refused(struct kunit *test)
{
	struct device *dev = named("plain");

	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev,
							DMA_BIT_MASK(33)), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(24)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(dev, DMA_BIT_MASK(30)),
			-EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev, 0), -EIO);
	KUNIT_EXPECT_EQ(test, *dev->dma_mask, DMA_BIT_MASK(33));
	KUNIT_EXPECT_EQ(test, dev->coherent_dma_mask, DMA_BIT_MASK(33));
}

/* No rule about bits: the end of the DMA zone counts. */
static void edge(struct kunit *test)
{
	struct device *dev = named("plain"), *offset = named("offset");

	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, ZONE_END), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, ZONE_END - 1), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(32)), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(offset, ZONE_END - DRAM), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(offset, ZONE_END - DRAM - 1),
			-EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask(offset, DMA_BIT_MASK(30)), 0);
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, 0xffffffff), 0);
}

/* The bus's limit is no part of a mask. */
static void bus_limit(struct kunit *test)
{
	struct device *half = named("half");

	KUNIT_EXPECT_EQ(test, dma_set_mask(half, DMA_BIT_MASK(64)), 0);
	KUNIT_EXPECT_EQ(test, dma_get_mask(half), DMA_BIT_MASK(64));
	KUNIT_EXPECT_EQ(test, half->bus_dma_limit, 0x9fffffff);
	KUNIT_EXPECT_TRUE(test, dma_addressing_limited(half));
}

static void no_mask(struct kunit *test)
{
	struct device *dev = named("plain");
	u64 *old = dev->dma_mask, before;

	KUNIT_ASSERT_EQ(test, dma_set_coherent_mask(dev, DMA_BIT_MASK(34)), 0);
	before = dev->coherent_dma_mask;
	dev->dma_mask = NULL;
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(32)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32)),
			-EIO);
	KUNIT_EXPECT_EQ(test, dev->coherent_dma_mask, before);
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(dev, DMA_BIT_MASK(32)), 0);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(32));
	KUNIT_EXPECT_EQ(test, dma_coerce_mask_and_coherent(dev,
							   DMA_BIT_MASK(35)), 0);
	KUNIT_EXPECT_PTR_EQ(test, dev->dma_mask, &dev->coherent_dma_mask);
	KUNIT_EXPECT_EQ(test, dev->coherent_dma_mask, DMA_BIT_MASK(35));
	dev->dma_mask = old;
}

/* A mask of 0 reads as 32 bits. */
static void zero_mask(struct kunit *test)
{
	struct device *dev = named("plain");
	u64 old = *dev->dma_mask;

	*dev->dma_mask = 0;
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(32));
	*dev->dma_mask = old;
}

/*
 * The last page is in dma-ranges, so the required mask is no surprise; that the
 * first half of memory is not is noticed from 6.7 on.
 */
static void hole(struct kunit *test)
{
	struct device *dev = named("upper");

	KUNIT_EXPECT_EQ(test, dma_get_required_mask(dev), DMA_BIT_MASK(30));
	KUNIT_EXPECT_EQ(test, dma_addressing_limited(dev),
			LINUX_VERSION_CODE >= KERNEL_VERSION(6, 7, 0));
	KUNIT_EXPECT_EQ(test, dma_get_required_mask(named("half")), ~0ULL);
}

static void sizes(struct kunit *test)
{
	struct device *dev = named("plain");

	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(dev), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, dma_opt_mapping_size(dev), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, dma_get_merge_boundary(dev), 0);
	KUNIT_EXPECT_FALSE(test, dma_addressing_limited(dev));
}

static void segments(struct kunit *test)
{
	struct device *dev = named("plain");

	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), SZ_64K);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), ULONG_MAX);
	KUNIT_EXPECT_EQ(test, dma_get_min_align_mask(dev), 0);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary_nr_pages(dev, 12),
			1UL << 52);
	dma_set_max_seg_size(dev, SZ_1M);
	dma_set_seg_boundary(dev, SZ_1M - 1);
	dma_set_min_align_mask(dev, 0xfff);
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), SZ_1M);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), SZ_1M - 1);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary_nr_pages(dev, 12), 256);
	KUNIT_EXPECT_EQ(test, dma_get_min_align_mask(dev), 0xfff);
	dma_set_max_seg_size(dev, 0);
	dma_set_seg_boundary(dev, 0);
	dma_set_min_align_mask(dev, 0);
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), SZ_64K);
}

/* 6.1 returns an error, 6.12 warns; the getters have their defaults. */
static void no_parms(struct kunit *test)
{
	struct device *dev = named("plain");
	struct device_dma_parameters *old = dev->dma_parms;

	dev->dma_parms = NULL;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
	KUNIT_EXPECT_EQ(test, dma_set_max_seg_size(dev, SZ_1M), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_seg_boundary(dev, SZ_1M - 1), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_min_align_mask(dev, 0xfff), -EIO);
#else
	dma_set_max_seg_size(dev, SZ_1M);
#endif
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), SZ_64K);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), ULONG_MAX);
	KUNIT_EXPECT_EQ(test, dma_get_min_align_mask(dev), 0);
	dev->dma_parms = old;
}

static struct kunit_case cases[] = {
	KUNIT_CASE(refused),
	KUNIT_CASE(edge),
	KUNIT_CASE(bus_limit),
	KUNIT_CASE(no_mask),
	KUNIT_CASE(zero_mask),
	KUNIT_CASE(hole),
	KUNIT_CASE(sizes),
	KUNIT_CASE(segments),
	KUNIT_CASE(no_parms),
	{ }
};

#endif
