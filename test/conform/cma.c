// SPDX-License-Identifier: MIT
/*
 * CMA: first fit at which alignment, what a device's own area is for, and where
 * memory comes from when it is full.
 */
#include "conform.h"

/* Any size of a device's own area, one page too. */
static void own_area(struct kunit *test)
{
	static const size_t sizes[] = { 64, 0x1000, 0x2000, 0x3000, 0x5000,
					0x1000 };
	struct device *dev = named("attach");

	fact(test, "attach %d", attach(dev, "area"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

/* The size's power of two, but 1 MiB at most. */
static void alignment(struct kunit *test)
{
	static const size_t sizes[] = { 0x1000, 0x80000, 0x1000, 0x300000,
					0x200000, 0x180000 };
	struct device *dev = named("attach");

	fact(test, "attach %d", attach(dev, "area"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

/* Not only at multiples of the size: after the first, the next page. */
static void no_power_of_two(struct kunit *test)
{
	static const size_t sizes[] = { 0x3000, 0x1000, 0x1000, 0x4000 };
	struct device *dev = named("attach");

	fact(test, "attach %d", attach(dev, "area"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

static void reuse(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b[3], again;
	int i;

	fact(test, "attach %d", attach(dev, "area"));
	for (i = 0; i < 3; i++)
		b[i] = take(test, dev, 0x3000);
	give(&b[1]);
	again = take(test, dev, 0x4000);
	give(&again);
	again = take(test, dev, 0x2000);
	give(&again);
	give(&b[0]);
	give(&b[2]);
}

/* Ordinary pages, as long as the page allocator has blocks of the size. */
static void full(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block all, b;

	fact(test, "attach %d", attach(dev, "small-area"));
	all = take(test, dev, 0x400000);
	b = take(test, dev, 0x1000);
	give(&b);
	b = take_as(test, dev, 0x400000, GFP_KERNEL, 0, "");
	give(&b);
	b = take_as(test, dev, 0x800000, GFP_KERNEL, DMA_ATTR_NO_WARN,
		    " without warning");
	give(&b);
	give(&all);
}

static void nearly_full(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block most, page, b;

	fact(test, "attach %d", attach(dev, "small-area"));
	most = take(test, dev, 0x300000);
	page = take(test, dev, 0x1000);
	b = take(test, dev, 0x100000);
	give(&b);
	b = take(test, dev, 0xff000);
	give(&b);
	b = take(test, dev, 0x80000);
	give(&b);
	give(&page);
	give(&most);
}

/* Who may not wait: not from CMA. */
static void atomic(struct kunit *test)
{
	struct device *dev = named("attach"), *snoops = named("coherent");
	struct block b;

	fact(test, "attach %d", attach(dev, "area"));
	fact(test, "attach %d", attach(snoops, "area"));
	b = take_as(test, dev, 0x1000, GFP_ATOMIC, 0, " atomic");
	give(&b);
	b = take_as(test, snoops, 0x2000, GFP_ATOMIC, 0, " atomic");
	give(&b);
	b = take_as(test, dev, 0x1000, GFP_NOWAIT, 0, " without waiting");
	give(&b);
	b = take_as(test, dev, 0x1000, GFP_NOIO, 0, " without I/O");
	give(&b);
}

/* No single pages from the default area; the atomic pools came first. */
static void default_area(struct kunit *test)
{
	static const size_t sizes[] = { 1, 0x1000, 0x1001, 0x3000, 0x100000,
					0x400000 };
	struct device *dev = named("none");

	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

static void too_large(struct kunit *test)
{
	struct device *dev = named("none");
	struct block b;

	b = take_as(test, dev, 0x3000000, GFP_KERNEL, 0, "");
	give(&b);
	b = take_as(test, dev, 0x4000000, GFP_KERNEL, DMA_ATTR_NO_WARN,
		    " without warning");
	give(&b);
}

/* A device that snoops gets it too, and sees it where the kernel does. */
static void coherent(struct kunit *test)
{
	struct device *dev = named("coherent");
	struct block b;

	fact(test, "attach %d", attach(dev, "area"));
	b = take(test, dev, 0x1000);
	if (b.cpu)
		fact(test, "in the linear map %d", virt_addr_valid(b.cpu));
	give(&b);
}

/* dma_alloc_pages() and the cookie come from there as well. */
static void other_calls(struct kunit *test)
{
	struct device *dev = named("attach");
	char buf[WHERE_SIZE];
	struct page *page;
	dma_addr_t dma;
	struct block b;

	fact(test, "attach %d", attach(dev, "area"));
	page = dma_alloc_pages(dev, 0x1000, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	fact(test, "dma_alloc_pages: %s", where(dma, buf));
	dma_free_pages(dev, 0x1000, page, dma, DMA_TO_DEVICE);
	b = take_as(test, dev, 0x1000, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING,
		    " without mapping");
	fact(test, "a cookie %d", b.cpu == (void *)pfn_to_page(PHYS_PFN(b.dma)));
	give(&b);
	b = take_as(test, dev, 0x1000, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE,
		    " WC");
	give(&b);
}

/* A mask that its area is not below: pages that it can reach. */
static void out_of_reach(struct kunit *test)
{
	struct device *dev = named("attach");
	u64 old = dev->coherent_dma_mask;
	struct block b;

	fact(test, "attach %d", attach(dev, "dynamic-area"));
	fact(test, "31 bits: %d",
	     dma_set_coherent_mask(dev, DMA_BIT_MASK(31)));
	b = take(test, dev, 0x1000);
	give(&b);
	dev->coherent_dma_mask = old;
}

static void bus_offset(struct kunit *test)
{
	struct block b = take(test, named("offset"), 0x2000);

	give(&b);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(own_area),
	KUNIT_CASE(alignment),
	KUNIT_CASE(no_power_of_two),
	KUNIT_CASE(reuse),
	KUNIT_CASE(full),
	KUNIT_CASE(nearly_full),
	KUNIT_CASE(default_area),
	KUNIT_CASE(too_large),
	KUNIT_CASE(coherent),
	KUNIT_CASE(other_calls),
	KUNIT_CASE(out_of_reach),
	KUNIT_CASE(bus_offset),
	KUNIT_CASE(atomic),		/* last: its pools grow when they like */
	{ }
};

CONFORM_SUITE("cma");
