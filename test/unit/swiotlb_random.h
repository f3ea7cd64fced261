/* SPDX-License-Identifier: MIT */
/*
 * SWIOTLB's choice of slots against a model that is written slot by slot: sizes,
 * offsets, alignments and boundaries at random, freed in any order, in a
 * restricted pool, which has one area.
 *
 * board: test/boards/swiotlb.dts
 */
#ifndef TEST_UNIT_SWIOTLB_RANDOM_H
#define TEST_UNIT_SWIOTLB_RANDOM_H

#include <linux/version.h>

#include "dma_board.h"

#define SHARED		0x50000000ull
#define SLOTS		512u		/* of 2 KiB */
#define SEGMENT		128u
#define LIVE		40
#define ROUNDS		6000
#define BUFFER		0x48000u
#define IS_6_1		(LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0))

static bool used[SLOTS];
static unsigned int next_slot;		/* where the next search begins */
static u32 state = 1;

static u32 chance(u32 below)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

/* What is asked for. */
static struct wish {
	phys_addr_t orig;
	u32 size, min_align;
	unsigned long boundary;
} wish;

static u32 nr_slots(u32 bytes)
{
	return (bytes + 2047) / 2048;
}

static u32 offset(void)
{
	return wish.orig & wish.min_align & 2047;
}

/* --- the model ------------------------------------------------------------ */

static bool fits(unsigned int slot, u32 n)
{
	u64 first = SHARED + slot * 2048ull, i;

	if (slot % SEGMENT + n > SEGMENT)
		return false;
	if ((first & wish.boundary) / 2048 + n > wish.boundary / 2048 + 1)
		return false;
	for (i = 0; i < n; i++)
		if (used[slot + i])
			return false;
	return true;
}

static bool aligned(unsigned int slot, bool page)
{
	u64 addr = SHARED + slot * 2048ull;

	if (page && addr % 4096)
		return false;
	return !((addr ^ wish.orig) & wish.min_align & ~2047u);
}

/* The address that is right; 0: there is no place. */
static u64 expected(void)
{
	u32 bytes = wish.size + offset(), n = nr_slots(bytes);
	bool page = !wish.min_align && bytes >= 4096;
	u32 stride = wish.min_align / 2048 + 1, step;
	unsigned int at = next_slot, tried, i;

	if (page || (IS_6_1 && bytes >= 4096))
		stride *= 2;
	if (IS_6_1 && at % stride)
		at += stride - at % stride;
	for (tried = 0; tried < SLOTS; tried += step) {
		if (at >= SLOTS)
			at = 0;
		step = 1;
		if (aligned(at, page && !IS_6_1)) {
			if (fits(at, n))
				break;
			step = stride;
		}
		at += step;
	}
	if (tried >= SLOTS)
		return 0;
	for (i = 0; i < n; i++)
		used[at + i] = true;
	next_slot = at + n < SLOTS ? at + n : 0;
	return SHARED + at * 2048ull + offset();
}

/* --- and Linux ------------------------------------------------------------ */

static struct {
	dma_addr_t dma;
	u32 size, offset;
} live[LIVE];
static int nr_live;

static void forget(struct device *dev, int i)
{
	unsigned int slot = (live[i].dma - SHARED) / 2048, j;

	dma_unmap_single(dev, live[i].dma, live[i].size, DMA_TO_DEVICE);
	for (j = 0; j < nr_slots(live[i].size + live[i].offset); j++)
		used[slot + j] = false;
	live[i] = live[--nr_live];
}

/* Mostly small, some large, some that a segment does not hold. */
static u32 any_size(void)
{
	static const u32 limits[] = { 64, 2048, 4096, 20000, 65536, 0x42000 };

	return 1 + chance(limits[chance(ARRAY_SIZE(limits))]);
}

static bool try(struct kunit *test, struct device *dev, u8 *p)
{
	static const u32 masks[] = { 0, 0, 0x1ff, 0xfff, 0x3fff };
	static const unsigned long boundaries[] = { ~0UL, ~0UL, 0x7fff };
	u32 at = chance(8192);
	u64 right = 0;
	dma_addr_t dma;

	wish = (struct wish){
		virt_to_phys(p) + at, any_size(), masks[chance(5)],
		boundaries[chance(3)],
	};
	dma_set_min_align_mask(dev, wish.min_align);
	dma_set_seg_boundary(dev, wish.boundary);
	dma = dma_map_single_attrs(dev, p + at, wish.size, DMA_TO_DEVICE,
				   DMA_ATTR_NO_WARN);
	if (wish.size + offset() <= SEGMENT * 2048)
		right = expected();
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, dma), right ? 0 : -ENOMEM);
	if (right)
		KUNIT_EXPECT_EQ(test, dma, right);
	if (!dma_mapping_error(dev, dma)) {
		live[nr_live].dma = dma;
		live[nr_live].offset = offset();
		live[nr_live++].size = wish.size;
	}
	return dma_mapping_error(dev, dma) ? !right : dma == right;
}

static void random_slots(struct kunit *test)
{
	struct device *dev = named("guest");
	u8 *p = kmalloc(BUFFER, GFP_KERNEL);
	bool good = true;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for (i = 0; i < ROUNDS && good; i++) {
		if (nr_live == LIVE || (nr_live && chance(5) < 2))
			forget(dev, chance(nr_live));
		else
			good = try(test, dev, p);
	}
	while (nr_live)
		forget(dev, 0);
	kfree(p);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(random_slots),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("swiotlb-random");

#endif
