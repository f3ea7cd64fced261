// SPDX-License-Identifier: MIT
/*
 * dma-direct: addresses, zones, what coherent memory is, the atomic pools.
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "conform.h"

static void addresses(struct kunit *test)
{
	static const char *const names[] = { "none", "offset", "holes",
					     "moved" };
	static const phys_addr_t at[] = { 0x40000000, 0x7fffffff, 0x80000000,
					  0xc0000000, 0x13fffffff, 0x140000000,
					  0x3fffffff };
	int i, k;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++)
		for (k = 0; k < (int)ARRAY_SIZE(at); k++)
			fact(test, "%s: %#llx to %#llx", names[i], at[k],
			     phys_to_dma(named(names[i]), at[k]));
}

static void back_again(struct kunit *test)
{
	static const dma_addr_t at[] = { 0, 0x3fffffff, 0x40000000, 0x80000000,
					 0xbfffffff, 0x140000000 };
	int k;

	for (k = 0; k < (int)ARRAY_SIZE(at); k++) {
		fact(test, "offset: %#llx is %#llx", at[k],
		     dma_to_phys(named("offset"), at[k]));
		fact(test, "holes: %#llx is %#llx", at[k],
		     dma_to_phys(named("holes"), at[k]));
	}
}

/* Single pages, so none of CMA: the mask says which zone is asked first. */
static void zones(struct kunit *test)
{
	static const u64 masks[] = { DMA_BIT_MASK(64), DMA_BIT_MASK(40),
				     DMA_BIT_MASK(33), 0x13fffffff,
				     0x100000fff, DMA_BIT_MASK(32), 0xfffffffe,
				     DMA_BIT_MASK(31) };
	struct device *dev = named("none");
	struct block b;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(masks); i++) {
		fact(test, "mask %#llx: %d", masks[i],
		     dma_set_mask_and_coherent(dev, masks[i]));
		b = take(test, dev, 0x1000);
		give(&b);
	}
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
}

/* What the bus takes away counts as the mask does. */
static void bus_limits(struct kunit *test)
{
	static const char *const names[] = { "offset", "holes", "moved" };
	struct device *dev;
	struct block b;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		fact(test, "64 bits: %d",
		     dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)));
		b = take(test, dev, 0x1000);
		give(&b);
		dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
		b = take(test, dev, 0x1000);
		give(&b);
	}
}

static void zeroed(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent", "offset" };
	struct block b;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		b = take(test, named(names[i]), 5000);
		KUNIT_ASSERT_NOT_NULL(test, b.cpu);
		fact(test, "%s: zeroes %d, whole pages %d", names[i],
		     !memchr_inv(b.cpu, 0, 8192), !(b.dma & ~PAGE_MASK));
		memset(b.cpu, 0xab, 8192);
		give(&b);
		b = take(test, named(names[i]), 8192);
		KUNIT_ASSERT_NOT_NULL(test, b.cpu);
		fact(test, "%s: zeroes again %d", names[i],
		     !memchr_inv(b.cpu, 0, 8192));
		give(&b);
	}
}

static void say_address(struct kunit *test, const char *what, struct block *b)
{
	if (b->cpu)
		fact(test, "%s: in the linear map %d, in vmalloc's %d", what,
		     virt_addr_valid(b->cpu), is_vmalloc_addr(b->cpu));
	give(b);
}

/* An alias for a device that does not snoop, else the page's own address. */
static void cpu_addresses(struct kunit *test)
{
	struct device *dev = named("none"), *snoops = named("coherent");
	struct block b;

	b = take(test, dev, 0x1000);
	say_address(test, "coherent memory", &b);
	b = take_as(test, dev, 0x1000, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE,
		    " WC");
	say_address(test, "write-combining", &b);
	b = take_as(test, dev, 0x1000, GFP_ATOMIC, 0, " atomic");
	say_address(test, "of the atomic pool", &b);
	b = take(test, snoops, 0x1000);
	say_address(test, "who snoops", &b);
	b = take_as(test, snoops, 0x1000, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE,
		    " WC");
	say_address(test, "who snoops, write-combining", &b);
}

static void cookies(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent" };
	struct block b;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		b = take_as(test, named(names[i]), 0x2000, GFP_KERNEL,
			    DMA_ATTR_NO_KERNEL_MAPPING, " without mapping");
		fact(test, "%s: a page %d", names[i],
		     b.cpu == (void *)pfn_to_page(PHYS_PFN(b.dma)));
		give(&b);
	}
}

/* 512 KiB each for 4 GiB; first fit at the size's power of two. */
static void atomic(struct kunit *test)
{
	static const size_t sizes[] = { 0x1000, 0x3000, 0x2000, 0x1000,
					0x20000 };
	struct device *dev = named("none");
	struct block b[5];
	int i;

	for (i = 0; i < 5; i++)
		b[i] = take_as(test, dev, sizes[i], GFP_ATOMIC, 0, " atomic");
	while (i--)
		give(&b[i]);
}

static void atomic_zones(struct kunit *test)
{
	static const u64 masks[] = { DMA_BIT_MASK(64), DMA_BIT_MASK(32),
				     DMA_BIT_MASK(31) };
	struct device *dev = named("none");
	struct block b;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(masks); i++) {
		dma_set_mask_and_coherent(dev, masks[i]);
		b = take_as(test, dev, 0x1000, GFP_ATOMIC, 0, " atomic");
		give(&b);
	}
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
}

/* More than a pool has at all: no pages instead. */
static void atomic_exhausted(struct kunit *test)
{
	struct device *dev = named("none"), *snoops = named("coherent");
	struct block b;

	b = take_as(test, dev, 0x200000, GFP_ATOMIC | __GFP_NOWARN, 0,
		    " atomic, without warning");
	give(&b);
	b = take_as(test, dev, 0x200000, GFP_ATOMIC, 0, " atomic");
	give(&b);
	b = take_as(test, snoops, 0x200000, GFP_ATOMIC, 0, " atomic");
	give(&b);
}

static void atomic_zeroed(struct kunit *test)
{
	struct device *dev = named("none");
	struct block b = take_as(test, dev, 0x1000, GFP_ATOMIC, 0, " atomic");

	KUNIT_ASSERT_NOT_NULL(test, b.cpu);
	memset(b.cpu, 0xab, 0x1000);
	give(&b);
	b = take_as(test, dev, 0x1000, GFP_ATOMIC, 0, " atomic");
	KUNIT_ASSERT_NOT_NULL(test, b.cpu);
	fact(test, "zeroes %d", !memchr_inv(b.cpu, 0, 0x1000));
	give(&b);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(addresses),
	KUNIT_CASE(back_again),
	KUNIT_CASE(zones),
	KUNIT_CASE(bus_limits),
	KUNIT_CASE(zeroed),
	KUNIT_CASE(cookies),
	/* From here on the atomic pools grow when they like. */
	KUNIT_CASE(cpu_addresses),
	KUNIT_CASE(atomic),
	KUNIT_CASE(atomic_zones),
	KUNIT_CASE(atomic_exhausted),
	KUNIT_CASE(atomic_zeroed),
	{ }
};

CONFORM_SUITE("direct");
