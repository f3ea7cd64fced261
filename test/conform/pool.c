// SPDX-License-Identifier: MIT
/*
 * Device pools: which block comes next, what is zeroed, what free looks at.
 */
#include "conform.h"

/* Powers of two at multiples of themselves, first fit. */
static void layout(struct kunit *test)
{
	static const size_t sizes[] = { 1, 0x1001, 0x1000, 0x3000, 64,
					0x10000, 0x1000 };
	struct device *dev = named("attach");

	fact(test, "attach %d", attach(dev, "pool"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

static void no_power_of_two(struct kunit *test)
{
	static const size_t sizes[] = { 0x300000, 0x180000, 0x200001, 0x100000,
					1 };
	struct device *dev = named("attach");

	fact(test, "attach %d", attach(dev, "small-pool"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

static void whole(struct kunit *test)
{
	static const size_t sizes[] = { 0x1000000, 1, 0x1001000 };
	struct device *dev = named("attach");

	fact(test, "attach %d", attach(dev, "pool"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
	take_all(test, dev, sizes + 2, 1);
}

/* Full is full, also for who may not wait, and with attributes. */
static void never_elsewhere(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block all, b;

	fact(test, "attach %d", attach(dev, "high-pool"));
	all = take(test, dev, 0x100000);
	b = take_as(test, dev, 1, GFP_ATOMIC, 0, " atomic");
	b = take_as(test, dev, 1, GFP_KERNEL, DMA_ATTR_WRITE_COMBINE, " WC");
	b = take_as(test, dev, 1, GFP_KERNEL, DMA_ATTR_FORCE_CONTIGUOUS,
		    " contiguous");
	give(&b);
	give(&all);
	b = take_as(test, dev, 1, GFP_ATOMIC, 0, " atomic");
	give(&b);
	b = take_as(test, dev, 1, GFP_KERNEL | GFP_DMA, 0, " of zone DMA");
	give(&b);
	b = take_as(test, dev, 1, GFP_KERNEL, DMA_ATTR_NO_KERNEL_MAPPING,
		    " without mapping");
	fact(test, "a cookie %d", b.cpu == (void *)pfn_to_page(PHYS_PFN(b.dma)));
	give(&b);
}

/* Two devices, one bitmap. */
static void shared(struct kunit *test)
{
	struct device *one = named("attach"), *two = named("second");
	struct block b[4];
	int i;

	fact(test, "attach %d", attach(one, "pool"));
	fact(test, "attach %d", attach(two, "pool"));
	b[0] = take(test, one, 0x1000);
	b[1] = take(test, two, 0x2000);
	b[2] = take(test, one, 0x1000);
	b[3] = take(test, two, 0x1000);
	give(&b[0]);
	give(&b[2]);
	b[0] = take(test, two, 0x1000);
	b[2] = take(test, one, 0x2000);
	for (i = 0; i < 4; i++)
		give(&b[i]);
}

/* A free block is the first one again. */
static void reuse(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b[3], again;
	int i;

	fact(test, "attach %d", attach(dev, "pool"));
	for (i = 0; i < 3; i++)
		b[i] = take(test, dev, 0x4000);
	give(&b[1]);
	again = take(test, dev, 0x8000);
	give(&again);
	again = take(test, dev, 0x2000);
	give(&again);
	give(&b[0]);
	again = take(test, dev, 0x8000);
	give(&again);
	give(&b[2]);
}

/* The pool is at 2.25 GiB. */
static void mask_is_not_asked(struct kunit *test)
{
	struct device *dev = named("attach");
	u64 old = dev->coherent_dma_mask;
	struct block b;

	fact(test, "attach %d", attach(dev, "high-pool"));
	fact(test, "31 bits: %d",
	     dma_set_coherent_mask(dev, DMA_BIT_MASK(31)));
	b = take(test, dev, 0x1000);
	give(&b);
	dev->coherent_dma_mask = old;
}

/* Of a block of 16 KiB, the 12 that were asked for. */
static void zeroed(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b;

	fact(test, "attach %d", attach(dev, "pool"));
	b = take(test, dev, 0x4000);
	KUNIT_ASSERT_NOT_NULL(test, b.cpu);
	memset(b.cpu, 0xab, 0x4000);
	give(&b);
	b = take(test, dev, 0x2f00);
	KUNIT_ASSERT_NOT_NULL(test, b.cpu);
	fact(test, "the first byte %#x, the last %#x, the next %#x, %#x",
	     *(u8 *)b.cpu, ((u8 *)b.cpu)[0x2eff], ((u8 *)b.cpu)[0x2f00],
	     ((u8 *)b.cpu)[0x3000]);
	give(&b);
}

/* The CPU address says which block it is, the handle nothing. */
static void handle_is_not_asked(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b, again;

	fact(test, "attach %d", attach(dev, "pool"));
	b = take(test, dev, 0x1000);
	dma_free_coherent(dev, 0x1000, b.cpu, 0x12345000);
	again = take(test, dev, 0x1000);
	give(&again);
}

/* With another size, the rest stays taken for ever. */
static void wrong_size(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b, next;

	fact(test, "attach %d", attach(dev, "spoilt-pool"));
	b = take(test, dev, 0x4000);
	dma_free_coherent(dev, 0x1000, b.cpu, b.dma);
	b = take(test, dev, 0x1000);
	next = take(test, dev, 0x1000);
	give(&next);
	give(&b);
}

/* Only dma_alloc_attrs() and its like have to do with a pool. */
static void not_from_the_pool(struct kunit *test)
{
	struct device *dev = named("attach");
	char buf[WHERE_SIZE];
	struct page *page;
	dma_addr_t dma;
	void *p;

	fact(test, "attach %d", attach(dev, "pool"));
	page = dma_alloc_pages(dev, 0x1000, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	fact(test, "dma_alloc_pages: %s", where(dma, buf));
	dma_free_pages(dev, 0x1000, page, dma, DMA_TO_DEVICE);
	p = dma_alloc_noncoherent(dev, 0x1000, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	fact(test, "dma_alloc_noncoherent: %s", where(dma, buf));
	dma_free_noncoherent(dev, 0x1000, p, dma, DMA_TO_DEVICE);
}

/* Addresses are what the device's bus makes of them. */
static void bus_offset(struct kunit *test)
{
	static const size_t sizes[] = { 0x1000, 0x2000 };
	struct device *dev = named("offset");

	fact(test, "attach %d", attach(dev, "pool"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

/* A pool that the bus does not reach gives an address all the same. */
static void out_of_reach(struct kunit *test)
{
	struct device *dev = named("offset");
	dma_addr_t dma = 0;
	void *p;

	fact(test, "attach %d", attach(dev, "high-pool"));
	p = dma_alloc_coherent(dev, 0x1000, &dma, GFP_KERNEL);
	fact(test, "%s, at %pad", p ? "memory" : "NULL", &dma);
	if (p)
		dma_free_coherent(dev, 0x1000, p, dma);
}

/* The first page, and nothing is taken: the next one gets it as well. */
static void no_size(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b, next;

	fact(test, "attach %d", attach(dev, "pool"));
	b = take(test, dev, 0);
	next = take(test, dev, 0x1000);
	give(&next);
	(void)b;
}

/* Half of it memory, half nothing at all. */
static void half_in_memory(struct kunit *test)
{
	fact(test, "attach %d", attach(named("attach"), "half"));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(layout),
	KUNIT_CASE(no_power_of_two),
	KUNIT_CASE(whole),
	KUNIT_CASE(never_elsewhere),
	KUNIT_CASE(shared),
	KUNIT_CASE(reuse),
	KUNIT_CASE(mask_is_not_asked),
	KUNIT_CASE(zeroed),
	KUNIT_CASE(handle_is_not_asked),
	KUNIT_CASE(wrong_size),
	KUNIT_CASE(not_from_the_pool),
	KUNIT_CASE(bus_offset),
	KUNIT_CASE(out_of_reach),
	KUNIT_CASE(no_size),
	KUNIT_CASE(half_in_memory),
	{ }
};

CONFORM_SUITE("pool");
