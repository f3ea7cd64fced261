/* SPDX-License-Identifier: MIT */
/*
 * SWIOTLB: who bounces, which slot that gives, what is copied when.  One text
 * for all versions of Linux; swiotlb*_test.c say which.  Slots are looked at, and
 * written in a device's place, through the linear map.
 *
 * board: test/boards/swiotlb.dts
 */
#ifndef TEST_UNIT_SWIOTLB_H
#define TEST_UNIT_SWIOTLB_H

#include <linux/dma-direct.h>
#include <linux/scatterlist.h>
#include <linux/swiotlb.h>
#include <linux/version.h>

#include "dma_board.h"

#define HIGH		0x80000000ull	/* the low bus ends there */
#define SHARED		0x50000000ull
#define SLOT		2048
#define IS_6_1		(LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0))

static u8 *slot_of(struct device *dev, dma_addr_t dma)
{
	return phys_to_virt(dma_to_phys(dev, dma));
}

static bool is_filled(const u8 *p, u8 with, size_t n)
{
	while (n && *p == with) {
		p++;
		n--;
	}
	return !n;
}

/* Memory that the low bus does not reach. */
static void *high_memory(struct kunit *test, size_t size)
{
	void *p = kmalloc(size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_GE(test, virt_to_phys(p), HIGH);
	return p;
}

static dma_addr_t map_attrs(struct kunit *test, struct device *dev, void *p,
			    size_t size, enum dma_data_direction dir,
			    unsigned long attrs)
{
	dma_addr_t dma = dma_map_single_attrs(dev, p, size, dir, attrs);

	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, dma), 0);
	return dma;
}

static dma_addr_t map(struct kunit *test, struct device *dev, void *p,
		      size_t size, enum dma_data_direction dir)
{
	return map_attrs(test, dev, p, size, dir, 0);
}

static bool fails(struct device *dev, void *p, size_t size)
{
	dma_addr_t dma = dma_map_single(dev, p, size, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, dma))
		return true;
	dma_unmap_single(dev, dma, size, DMA_TO_DEVICE);
	return false;
}

static bool is_bounced(struct device *dev, void *p, size_t size,
		       enum dma_data_direction dir)
{
	dma_addr_t dma = dma_map_single(dev, p, size, dir);

	if (dma_mapping_error(dev, dma))
		return false;
	dma_unmap_single(dev, dma, size, dir);
	return dma_to_phys(dev, dma) != virt_to_phys(p);
}

/* --- who bounces ---------------------------------------------------------- */

static void out_of_reach(struct kunit *test)
{
	struct device *dev = named("low");
	void *p = high_memory(test, 8192), *low = kmalloc(8192, GFP_DMA);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, low);
	KUNIT_EXPECT_TRUE(test, is_swiotlb_active(dev));
	KUNIT_EXPECT_FALSE(test, is_swiotlb_force_bounce(dev));
	KUNIT_EXPECT_FALSE(test, is_bounced(dev, low, 8192, DMA_TO_DEVICE));
	KUNIT_EXPECT_FALSE(test, is_bounced(named("plain"), p, 8192,
					    DMA_BIDIRECTIONAL));
	dma = map(test, dev, p, 8192, DMA_TO_DEVICE);
	KUNIT_EXPECT_LT(test, dma + 8191, HIGH);
	dma_unmap_single(dev, dma, 8192, DMA_TO_DEVICE);
	kfree(low);
	kfree(p);
}

/* A device that snoops needs no sync, but for what is bounced. */
static void need_sync(struct kunit *test)
{
	struct device *dev = named("low-snoops");
	void *p = high_memory(test, 4096);
	dma_addr_t dma = map(test, dev, p, 4096, DMA_TO_DEVICE);

	KUNIT_EXPECT_TRUE(test, dma_need_sync(dev, dma));
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
	dev = named("snoops");
	dma = map(test, dev, p, 4096, DMA_TO_DEVICE);
	KUNIT_EXPECT_FALSE(test, dma_need_sync(dev, dma));
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
	kfree(p);
}

static void sizes(struct kunit *test)
{
	struct device *dev = named("low");

	KUNIT_EXPECT_TRUE(test, dma_addressing_limited(dev));
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(dev), 0x40000);
	KUNIT_EXPECT_EQ(test, dma_opt_mapping_size(dev), 0x40000);
	dma_set_min_align_mask(dev, 0xfff);
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(dev), 0x3f000);
	dma_set_min_align_mask(dev, 0x1ff);
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(dev), 0x3f800);
	dma_set_min_align_mask(dev, 0);
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(named("plain")), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(named("guest")), 0x40000);
}

/* Of a device that does not snoop, a kmalloc() buffer of which a neighbour may
 * have a cache line; what counts is the cache it would be from. */
static void small(struct kunit *test)
{
	static const struct {
		size_t size;
		bool bounces;
	} cases[] = {
		{ 1, true }, { 16, true }, { 32, true }, { 33, false },
		{ 64, false }, { 65, true }, { 96, true }, { 97, false },
		{ 128, false }, { 129, false }, { 192, false }, { 193, false },
		{ 255, false }, { 256, false }, { 257, false },
	};
	struct device *dev = named("plain"), *snoops = named("snoops");
	void *p = kmalloc(512, GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t size = cases[i].size;

		KUNIT_EXPECT_EQ_MSG(test, is_bounced(dev, p, size,
						     DMA_FROM_DEVICE),
				    cases[i].bounces && !IS_6_1, "size %zu",
				    size);
		KUNIT_EXPECT_EQ(test, is_bounced(dev, p, size,
						 DMA_BIDIRECTIONAL),
				cases[i].bounces && !IS_6_1);
		KUNIT_EXPECT_FALSE(test, is_bounced(dev, p, size,
						    DMA_TO_DEVICE));
		KUNIT_EXPECT_FALSE(test, is_bounced(snoops, p, size,
						    DMA_FROM_DEVICE));
	}
	kfree(p);
}

/* --- which slot ----------------------------------------------------------- */

/* The next one, not the one that was freed; an offset is not kept. */
static void slots_in_a_row(struct kunit *test)
{
	struct device *dev = named("low");
	u8 *p = high_memory(test, 4096);
	dma_addr_t first = map(test, dev, p + 0x123, 64, DMA_TO_DEVICE), next;

	KUNIT_EXPECT_EQ(test, first % SLOT, 0);
	next = map(test, dev, p + 0x123, 2049, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, next, first + SLOT);
	dma_unmap_single(dev, first, 64, DMA_TO_DEVICE);
	dma_unmap_single(dev, next, 2049, DMA_TO_DEVICE);
	first = map(test, dev, p, 64, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, first, next + 2 * SLOT);
	dma_unmap_single(dev, first, 64, DMA_TO_DEVICE);
	kfree(p);
}

/* Bits of the address that the device wants are there. */
static void min_align(struct kunit *test)
{
	struct device *dev = named("low");
	u8 *p = high_memory(test, 16384);
	static const size_t offsets[] = { 0x123, 0x923, 0, 0xfff, 0x1123 };
	dma_addr_t dma[ARRAY_SIZE(offsets)];
	int i;

	dma_set_min_align_mask(dev, 0xfff);
	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		dma[i] = map(test, dev, p + offsets[i], 5000, DMA_TO_DEVICE);
		KUNIT_EXPECT_EQ(test, dma[i] & 0xfff, offsets[i] & 0xfff);
	}
	for (i = 0; i < ARRAY_SIZE(offsets); i++)
		dma_unmap_single(dev, dma[i], 5000, DMA_TO_DEVICE);
	dma_set_min_align_mask(dev, 0);
	kfree(p);
}

/* From a page on, when nothing else is asked for. */
static void page_aligned(struct kunit *test)
{
	struct device *dev = named("low");
	u8 *p = high_memory(test, 8192);
	dma_addr_t small, large;
	int i;

	for (i = 0; i < 3; i++) {
		small = map(test, dev, p, 100, DMA_TO_DEVICE);
		large = map(test, dev, p + 5, 4096, DMA_TO_DEVICE);
		KUNIT_EXPECT_EQ(test, large % 4096, 0);
		dma_unmap_single(dev, small, 100, DMA_TO_DEVICE);
		dma_unmap_single(dev, large, 4096, DMA_TO_DEVICE);
	}
	kfree(p);
}

static void largest(struct kunit *test)
{
	struct device *dev = named("low");
	u8 *p = high_memory(test, 0x40000 + 4096);

	KUNIT_EXPECT_FALSE(test, fails(dev, p, 0x40000));
	KUNIT_EXPECT_TRUE(test, fails(dev, p, 0x40001));
	kfree(p);
}

static void segment_boundary(struct kunit *test)
{
	struct device *dev = named("low");
	u8 *p = high_memory(test, 8192);
	dma_addr_t dma[8];
	int i;

	dma_set_seg_boundary(dev, 0x1fff);
	for (i = 0; i < ARRAY_SIZE(dma); i++) {
		dma[i] = map(test, dev, p, 6144, DMA_TO_DEVICE);
		KUNIT_EXPECT_EQ(test, dma[i] / 8192, (dma[i] + 6143) / 8192);
	}
	for (i = 0; i < ARRAY_SIZE(dma); i++)
		dma_unmap_single(dev, dma[i], 6144, DMA_TO_DEVICE);
	dma_set_seg_boundary(dev, 0xfff);
	KUNIT_EXPECT_TRUE(test, fails(dev, p, 4097));
	KUNIT_EXPECT_FALSE(test, fails(dev, p, 4096));
	dma_set_seg_boundary(dev, ~0UL);
	kfree(p);
}

/* --- copies --------------------------------------------------------------- */

/* In, whatever the direction and the attributes. */
static void map_copies_in(struct kunit *test)
{
	static const struct {
		enum dma_data_direction dir;
		unsigned long attrs;
	} cases[] = {
		{ DMA_TO_DEVICE, 0 }, { DMA_FROM_DEVICE, 0 },
		{ DMA_BIDIRECTIONAL, 0 },
		{ DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC },
		{ DMA_TO_DEVICE, DMA_ATTR_SKIP_CPU_SYNC },
	};
	static const char *const names[] = { "low", "low-snoops" };
	u8 *p = high_memory(test, 4096);
	int i, j;

	for (j = 0; j < ARRAY_SIZE(names); j++) {
		for (i = 0; i < ARRAY_SIZE(cases); i++) {
			struct device *dev = named(names[j]);
			dma_addr_t dma;

			memset(p, 0x10 + i, 4096);
			dma = map_attrs(test, dev, p + 3, 3001, cases[i].dir,
					cases[i].attrs);
			KUNIT_EXPECT_TRUE(test, is_filled(slot_of(dev, dma),
							  0x10 + i, 3001));
			dma_unmap_single_attrs(dev, dma, 3001, cases[i].dir,
					       cases[i].attrs);
			KUNIT_EXPECT_TRUE(test, is_filled(p, 0x10 + i, 4096));
		}
	}
	kfree(p);
}

static void unmap_copies_back(struct kunit *test)
{
	static const struct {
		enum dma_data_direction dir;
		unsigned long attrs;
		bool back;
	} cases[] = {
		{ DMA_TO_DEVICE, 0, false }, { DMA_FROM_DEVICE, 0, true },
		{ DMA_BIDIRECTIONAL, 0, true },
		{ DMA_FROM_DEVICE, DMA_ATTR_SKIP_CPU_SYNC, false },
	};
	struct device *dev = named("low-snoops");
	u8 *p = high_memory(test, 4096);
	int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		dma_addr_t dma;

		memset(p, 1, 4096);
		dma = map(test, dev, p + 64, 1000, cases[i].dir);
		memset(slot_of(dev, dma), 2, 1000);
		dma_unmap_single_attrs(dev, dma, 1000, cases[i].dir,
				       cases[i].attrs);
		KUNIT_EXPECT_TRUE(test, is_filled(p, 1, 64));
		KUNIT_EXPECT_TRUE(test, is_filled(p + 64, 1 + cases[i].back,
						  1000));
		KUNIT_EXPECT_TRUE(test, is_filled(p + 1064, 1, 4096 - 1064));
	}
	kfree(p);
}

/* Just the part that was asked for. */
static void sync_for_cpu(struct kunit *test)
{
	static const enum dma_data_direction dirs[] = {
		DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_BIDIRECTIONAL,
	};
	struct device *dev = named("low-snoops");
	u8 *p = high_memory(test, 8192);
	int i;

	for (i = 0; i < ARRAY_SIZE(dirs); i++) {
		bool back = dirs[i] != DMA_TO_DEVICE;
		dma_addr_t dma;

		memset(p, 1, 8192);
		dma = map(test, dev, p, 8192, dirs[i]);
		memset(slot_of(dev, dma), 2, 8192);
		dma_sync_single_for_cpu(dev, dma + 2047, 4100, dirs[i]);
		KUNIT_EXPECT_TRUE(test, is_filled(p, 1, 2047));
		KUNIT_EXPECT_TRUE(test, is_filled(p + 2047, 1 + back, 4100));
		KUNIT_EXPECT_TRUE(test, is_filled(p + 6147, 1, 8192 - 6147));
		dma_unmap_single(dev, dma, 8192, dirs[i]);
	}
	kfree(p);
}

static void sync_for_device(struct kunit *test)
{
	static const enum dma_data_direction dirs[] = {
		DMA_TO_DEVICE, DMA_FROM_DEVICE, DMA_BIDIRECTIONAL,
	};
	struct device *dev = named("low-snoops");
	u8 *p = high_memory(test, 8192), *slot;
	int i;

	for (i = 0; i < ARRAY_SIZE(dirs); i++) {
		bool in = dirs[i] != DMA_FROM_DEVICE;
		dma_addr_t dma;

		memset(p, 1, 8192);
		dma = map(test, dev, p, 8192, dirs[i]);
		slot = slot_of(dev, dma);
		memset(p, 2, 8192);
		dma_sync_single_range_for_device(dev, dma, 5, 3000, dirs[i]);
		KUNIT_EXPECT_TRUE(test, is_filled(slot, 1, 5));
		KUNIT_EXPECT_TRUE(test, is_filled(slot + 5, 1 + in, 3000));
		KUNIT_EXPECT_TRUE(test, is_filled(slot + 3005, 1, 8192 - 3005));
		dma_unmap_single(dev, dma, 8192, dirs[i]);
	}
	kfree(p);
}

/* With an offset in the slot, the mapping's own bytes. */
static void sync_with_offset(struct kunit *test)
{
	struct device *dev = named("low-snoops");
	u8 *p = high_memory(test, 8192);
	dma_addr_t dma;

	dma_set_min_align_mask(dev, 0xfff);
	memset(p, 1, 8192);
	dma = map(test, dev, p + 0xa05, 4000, DMA_FROM_DEVICE);
	memset(slot_of(dev, dma), 2, 4000);
	dma_sync_single_for_cpu(dev, dma + 1000, 2000, DMA_FROM_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_filled(p, 1, 0xa05 + 1000));
	KUNIT_EXPECT_TRUE(test, is_filled(p + 0xa05 + 1000, 2, 2000));
	KUNIT_EXPECT_TRUE(test, is_filled(p + 0xa05 + 3000, 1, 1000));
	dma_unmap_single(dev, dma, 4000, DMA_FROM_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_filled(p + 0xa05, 2, 4000));
	dma_set_min_align_mask(dev, 0);
	kfree(p);
}

/* --- lists ---------------------------------------------------------------- */

static void list(struct kunit *test)
{
	struct device *dev = named("low-snoops");
	u8 *high = high_memory(test, 4096), *low = kmalloc(4096, GFP_DMA);
	struct scatterlist sgl[2];

	KUNIT_ASSERT_NOT_NULL(test, low);
	sg_init_table(sgl, 2);
	sg_set_buf(&sgl[0], low, 4096);
	sg_set_buf(&sgl[1], high, 4096);
	memset(high, 1, 4096);
	KUNIT_ASSERT_EQ(test, dma_map_sg(dev, sgl, 2, DMA_FROM_DEVICE), 2);
	KUNIT_EXPECT_EQ(test, sg_dma_address(&sgl[0]), virt_to_phys(low));
	KUNIT_EXPECT_LT(test, sg_dma_address(&sgl[1]), HIGH);
	memset(slot_of(dev, sg_dma_address(&sgl[1])), 2, 4096);
	dma_sync_sg_for_cpu(dev, sgl, 2, DMA_FROM_DEVICE);
	KUNIT_EXPECT_TRUE(test, is_filled(high, 2, 4096));
	dma_unmap_sg(dev, sgl, 2, DMA_FROM_DEVICE);
	kfree(low);
	kfree(high);
}

/* --- a restricted pool ---------------------------------------------------- */

/* All of it bounces, though the device reaches all memory. */
static void restricted_maps(struct kunit *test)
{
	struct device *dev = named("guest");
	u8 *p = high_memory(test, 4096);
	dma_addr_t dma = map(test, dev, p, 4096, DMA_TO_DEVICE);

	KUNIT_EXPECT_TRUE(test, is_swiotlb_force_bounce(dev));
	KUNIT_EXPECT_TRUE(test, is_swiotlb_for_alloc(dev));
	KUNIT_EXPECT_LT(test, dma - SHARED, 0x100000);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
	kfree(p);
}

/* Four segments, then none; a list that does not fit leaves nothing behind. */
static void restricted_full(struct kunit *test)
{
	struct device *dev = named("guest");
	u8 *p = high_memory(test, 0x40000);
	struct scatterlist sgl[5];
	int i, round;

	sg_init_table(sgl, 5);
	for (i = 0; i < 5; i++)
		sg_set_buf(&sgl[i], p, 0x40000);
	for (round = 0; round < 3; round++) {
		KUNIT_EXPECT_EQ(test, dma_map_sg(dev, sgl, 5, DMA_TO_DEVICE),
				0);
		KUNIT_ASSERT_EQ(test, dma_map_sg(dev, sgl, 4, DMA_TO_DEVICE),
				4);
		KUNIT_EXPECT_TRUE(test, fails(dev, p, 1));
		dma_unmap_sg(dev, sgl, 4, DMA_TO_DEVICE);
	}
	kfree(p);
}

/* A pool that ends within a segment, and pages of it for all devices. */
static void restricted_tail(struct kunit *test)
{
	struct device *dev = named("alone");
	u8 *p = high_memory(test, 0x40000);
	dma_addr_t all = map(test, dev, p, 0x40000, DMA_TO_DEVICE), tail;

	KUNIT_EXPECT_EQ(test, all, 0x51000000);
	tail = map(test, dev, p, 4096, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, tail, 0x51040000);
	if (!IS_6_1)
		KUNIT_EXPECT_TRUE(test, fails(dev, p, 1));
	dma_unmap_single(dev, tail, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, all, 0x40000, DMA_TO_DEVICE);
	kfree(p);
}

/* Allocations are of the pool, at a multiple of their power of two, zeroed; two
 * devices share it. */
static void restricted_allocs(struct kunit *test)
{
	struct device *a = named("guest"), *b = named("guest-too");
	dma_addr_t one, three, atomic;
	u8 *p = dma_alloc_coherent(a, 100, &one, GFP_KERNEL);
	u8 *q = dma_alloc_coherent(b, 3 * 4096, &three, GFP_KERNEL);
	u8 *r = dma_alloc_coherent(a, 4096, &atomic, GFP_ATOMIC);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_LT(test, one - SHARED, 0x100000);
	KUNIT_EXPECT_LT(test, three - SHARED, 0x100000);
	KUNIT_EXPECT_LT(test, atomic - SHARED, 0x100000);
	KUNIT_EXPECT_EQ(test, one % 4096, 0);
	if (!IS_6_1)
		KUNIT_EXPECT_EQ(test, three % 16384, 0);
	KUNIT_EXPECT_TRUE(test, is_filled(p, 0, 4096));
	KUNIT_EXPECT_TRUE(test, is_filled(q, 0, 3 * 4096));
	KUNIT_EXPECT_NE(test, one, atomic);
	dma_free_coherent(a, 4096, r, atomic);
	dma_free_coherent(b, 3 * 4096, q, three);
	dma_free_coherent(a, 100, p, one);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(a, 0x80000, &one,
						   GFP_KERNEL));
}

/* No cookie: the pointer works. */
static void restricted_no_mapping(struct kunit *test)
{
	struct device *dev = named("guest");
	dma_addr_t dma;
	u8 *p = dma_alloc_attrs(dev, 4096, &dma, GFP_KERNEL,
				DMA_ATTR_NO_KERNEL_MAPPING);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_LT(test, dma - SHARED, 0x100000);
	KUNIT_EXPECT_TRUE(test, is_filled(p, 0, 4096));
	dma_free_attrs(dev, 4096, p, dma, DMA_ATTR_NO_KERNEL_MAPPING);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(out_of_reach),
	KUNIT_CASE(need_sync),
	KUNIT_CASE(sizes),
	KUNIT_CASE(small),
	KUNIT_CASE(slots_in_a_row),
	KUNIT_CASE(min_align),
	KUNIT_CASE(page_aligned),
	KUNIT_CASE(largest),
	KUNIT_CASE(segment_boundary),
	KUNIT_CASE(map_copies_in),
	KUNIT_CASE(unmap_copies_back),
	KUNIT_CASE(sync_for_cpu),
	KUNIT_CASE(sync_for_device),
	KUNIT_CASE(sync_with_offset),
	KUNIT_CASE(list),
	KUNIT_CASE(restricted_maps),
	KUNIT_CASE(restricted_full),
	KUNIT_CASE(restricted_tail),
	KUNIT_CASE(restricted_allocs),
	KUNIT_CASE(restricted_no_mapping),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("swiotlb");

#endif
