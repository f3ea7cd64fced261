// SPDX-License-Identifier: MIT
/*
 * A restricted pool: all that the device maps and allocates lies in it.
 */
#include <linux/mm.h>

#define CONFORM_RESTRICTED
#include "conform.h"

static struct device *dev;

static int restricted_init(struct kunit *test)
{
	dev = named("restricted");
	return dev ? 0 : -ENODEV;
}

/* As soon as the driver was bound. */
static void attached(struct kunit *test)
{
	fact(test, "attach again: %d", of_reserved_mem_device_init(dev));
}

static void allocations(struct kunit *test)
{
	static const size_t sizes[] = { 1, 0x1000, 0x2000, 0x3000, 0x8000,
					0x1000 };

	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

static void large(struct kunit *test)
{
	static const size_t sizes[] = { 0x40000, 0x40000 };
	struct block b;

	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
	b = take_as(test, dev, 0x41000, GFP_KERNEL, DMA_ATTR_NO_WARN,
		    " without warning");
	give(&b);
}

static void atomic(struct kunit *test)
{
	struct block b = take_as(test, dev, 0x1000, GFP_ATOMIC, 0, " atomic");

	give(&b);
}

static void zeroed(struct kunit *test)
{
	struct block b = take(test, dev, 0x2000);

	KUNIT_ASSERT_NOT_NULL(test, b.cpu);
	memset(b.cpu, 0xab, 0x2000);
	give(&b);
	b = take(test, dev, 0x2000);
	KUNIT_ASSERT_NOT_NULL(test, b.cpu);
	fact(test, "zeroes %d", !memchr_inv(b.cpu, 0, 0x2000));
	give(&b);
}

static void pages(struct kunit *test)
{
	char buf[WHERE_SIZE];
	struct page *page;
	dma_addr_t dma;

	page = dma_alloc_pages(dev, 0x2000, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	fact(test, "dma_alloc_pages: %s", page ? where(dma, buf) : "NULL");
	if (page)
		dma_free_pages(dev, 0x2000, page, dma, DMA_TO_DEVICE);
}

/* Also of memory that the device could reach. */
static void mappings(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | GFP_DMA, 2);
	char buf[WHERE_SIZE];
	dma_addr_t dma[4];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (i = 0; i < 4; i++) {
		dma[i] = dma_map_page(dev, page, 0x123 * i, 1000 << i,
				      DMA_TO_DEVICE);
		fact(test, "%d bytes: error %d, %s", 1000 << i,
		     dma_mapping_error(dev, dma[i]), where(dma[i], buf));
	}
	while (i--)
		dma_unmap_page(dev, dma[i], 1000 << i, DMA_TO_DEVICE);
	__free_pages(page, 2);
}

static void limits(struct kunit *test)
{
	fact(test, "max %#zx", dma_max_mapping_size(dev));
	fact(test, "need sync %d", dma_need_sync(dev, 0x98000000));
}

static void registers(struct kunit *test)
{
	dma_addr_t dma = dma_map_resource(dev, 0x9000000, 0x1000,
					  DMA_TO_DEVICE, 0);

	fact(test, "registers: error %d, %pad", dma_mapping_error(dev, dma),
	     &dma);
	if (dma != DMA_MAPPING_ERROR)
		dma_unmap_resource(dev, dma, 0x1000, DMA_TO_DEVICE, 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(attached),
	KUNIT_CASE(allocations),
	KUNIT_CASE(large),
	KUNIT_CASE(atomic),
	KUNIT_CASE(zeroed),
	KUNIT_CASE(pages),
	KUNIT_CASE(mappings),
	KUNIT_CASE(limits),
	KUNIT_CASE(registers),
	{ }
};

CONFORM_SUITE_INIT("restricted", restricted_init, NULL);
