// SPDX-License-Identifier: MIT
/*
 * Streaming mappings: addresses, counts and errors.
 *
 * Without SWIOTLB, so that what does not fit is an error.
 *
 * kernel: swiotlb=noforce
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/vmalloc.h>

#include "conform.h"

/* A mapping of memory at paddr: an error, or how far the bus moved it. */
static void say(struct kunit *test, struct device *dev, const char *what,
		dma_addr_t dma, phys_addr_t paddr)
{
	int err = dma_mapping_error(dev, dma);

	if (err)
		fact(test, "%s: %s: error %d, %pad", dev_name(dev), what, err,
		     &dma);
	else
		fact(test, "%s: %s: the bus adds %lld", dev_name(dev), what,
		     (s64)(dma - paddr));
}

static void single(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent", "offset",
					     "moved" };
	u8 *p = kmalloc(8192, GFP_KERNEL | GFP_DMA);
	struct device *dev;
	dma_addr_t dma;
	int i, dir;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
		for (dir = 0; dir < DMA_NONE; dir++) {
			dma = dma_map_single(dev, p + 100, 5000, dir);
			say(test, dev, "5000 bytes", dma,
			    virt_to_phys(p) + 100);
			dma_unmap_single(dev, dma, 5000, dir);
		}
	}
	kfree(p);
}

static void page(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | GFP_DMA, 1);
	struct device *dev = named("offset");
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, page);
	dma = dma_map_page(dev, page, 64, 128, DMA_BIDIRECTIONAL);
	say(test, dev, "from 64", dma, page_to_phys(page) + 64);
	dma_unmap_page(dev, dma, 128, DMA_BIDIRECTIONAL);
	dma = dma_map_page(dev, page, 5000, 3000, DMA_TO_DEVICE);
	say(test, dev, "of the second page", dma, page_to_phys(page) + 5000);
	dma_unmap_page(dev, dma, 3000, DMA_TO_DEVICE);
	dma = dma_map_page_attrs(dev, page, 0, 4096, DMA_FROM_DEVICE,
				 DMA_ATTR_SKIP_CPU_SYNC);
	say(test, dev, "without sync", dma, page_to_phys(page));
	dma_unmap_page_attrs(dev, dma, 4096, DMA_FROM_DEVICE,
			     DMA_ATTR_SKIP_CPU_SYNC);
	__free_pages(page, 1);
}

static void error_codes(struct kunit *test)
{
	struct device *dev = named("none");

	fact(test, "0: %d, -1: %d, -2: %d", dma_mapping_error(dev, 0),
	     dma_mapping_error(dev, ~(dma_addr_t)0),
	     dma_mapping_error(dev, ~(dma_addr_t)1));
}

static void beyond_the_mask(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct device *dev = named("none");
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, page);
	fact(test, "a page of %s", zone_at(page_to_phys(page)));
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	dma = dma_map_page_attrs(dev, page, 0, 4096, DMA_TO_DEVICE,
				 DMA_ATTR_NO_WARN);
	say(test, dev, "32 bits, without warning", dma, page_to_phys(page));
	dma = dma_map_page(dev, page, 0, 4096, DMA_TO_DEVICE);
	say(test, dev, "32 bits", dma, page_to_phys(page));
	dma = dma_map_page(dev, page, 0, 4096, DMA_TO_DEVICE);
	say(test, dev, "32 bits again", dma, page_to_phys(page));
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(33));
	dma = dma_map_page(dev, page, 0, 4096, DMA_TO_DEVICE);
	say(test, dev, "33 bits", dma, page_to_phys(page));
	dma_unmap_page(dev, dma, 4096, DMA_TO_DEVICE);
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	__free_page(page);
}

/* The last byte counts. */
static void at_the_edge(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL | GFP_DMA);
	struct device *dev = named("none");
	phys_addr_t paddr;
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, page);
	paddr = page_to_phys(page);
	*dev->dma_mask = paddr + 99;
	dma = dma_map_page(dev, page, 0, 100, DMA_TO_DEVICE);
	say(test, dev, "just fits", dma, paddr);
	dma_unmap_page(dev, dma, 100, DMA_TO_DEVICE);
	dma = dma_map_page(dev, page, 0, 101, DMA_TO_DEVICE);
	say(test, dev, "a byte too long", dma, paddr);
	*dev->dma_mask = DMA_BIT_MASK(32);
	__free_page(page);
}

static void bus_does_not_reach(struct kunit *test)
{
	static const char *const names[] = { "offset", "holes" };
	struct page *page = alloc_page(GFP_KERNEL);
	struct device *dev;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
		say(test, dev, "a page above",
		    dma_map_page(dev, page, 0, 64, DMA_TO_DEVICE),
		    page_to_phys(page));
	}
	__free_page(page);
}

static void no_mask(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL | GFP_DMA);
	struct device *dev = named("none");
	u64 *old = dev->dma_mask;

	KUNIT_ASSERT_NOT_NULL(test, page);
	dev->dma_mask = NULL;
	say(test, dev, "without a mask",
	    dma_map_page(dev, page, 0, 64, DMA_TO_DEVICE), page_to_phys(page));
	dev->dma_mask = old;
	__free_page(page);
}

static void virtual_memory(struct kunit *test)
{
	struct device *dev = named("none");
	void *p = vmalloc(4096);

	KUNIT_ASSERT_NOT_NULL(test, p);
	say(test, dev, "vmalloc", dma_map_single(dev, p, 64, DMA_TO_DEVICE), 0);
	say(test, dev, "vmalloc again",
	    dma_map_single(dev, p, 64, DMA_TO_DEVICE), 0);
	vfree(p);
}

/* Registers: as they are, whatever dma-ranges say. */
static void resource(struct kunit *test)
{
	static const char *const names[] = { "none", "offset", "moved" };
	struct device *dev;
	dma_addr_t dma;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		dma = dma_map_resource(dev, 0x9000000, 0x1000,
				       DMA_BIDIRECTIONAL, 0);
		say(test, dev, "registers", dma, 0x9000000);
		dma_unmap_resource(dev, dma, 0x1000, DMA_BIDIRECTIONAL, 0);
	}
	dev = named("none");
	say(test, dev, "far registers",
	    dma_map_resource(dev, 0x900000000, 0x1000, DMA_TO_DEVICE, 0),
	    0x900000000);
	say(test, dev, "far registers again",
	    dma_map_resource(dev, 0x900000000, 0x1000, DMA_TO_DEVICE, 0),
	    0x900000000);
	say(test, dev, "registers at the edge",
	    dma_map_resource(dev, 0xfffff001, 0x1000, DMA_TO_DEVICE, 0),
	    0xfffff001);
}

static void need_sync(struct kunit *test)
{
	fact(test, "none %d, coherent %d, offset %d",
	     dma_need_sync(named("none"), 0x40000000),
	     dma_need_sync(named("coherent"), 0x40000000),
	     dma_need_sync(named("offset"), 0));
}

/* What a device wrote and what the CPU wrote are both there. */
static void contents(struct kunit *test)
{
	struct device *dev = named("none");
	u8 *p = kmalloc(4096, GFP_KERNEL | GFP_DMA);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 0x5a, 4096);
	dma = dma_map_single(dev, p, 4096, DMA_BIDIRECTIONAL);
	say(test, dev, "a page", dma, virt_to_phys(p));
	dma_sync_single_for_cpu(dev, dma, 4096, DMA_BIDIRECTIONAL);
	p[7] = 1;
	dma_sync_single_for_device(dev, dma, 4096, DMA_BIDIRECTIONAL);
	dma_sync_single_range_for_cpu(dev, dma, 64, 64, DMA_BIDIRECTIONAL);
	p[64] = 2;
	dma_sync_single_range_for_device(dev, dma, 64, 64, DMA_BIDIRECTIONAL);
	dma_unmap_single(dev, dma, 4096, DMA_BIDIRECTIONAL);
	fact(test, "%#x %#x %#x %#x", p[0], p[7], p[64], p[4095]);
	kfree(p);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(single),
	KUNIT_CASE(page),
	KUNIT_CASE(error_codes),
	KUNIT_CASE(beyond_the_mask),
	KUNIT_CASE(at_the_edge),
	KUNIT_CASE(bus_does_not_reach),
	KUNIT_CASE(no_mask),
	KUNIT_CASE(virtual_memory),
	KUNIT_CASE(resource),
	KUNIT_CASE(need_sync),
	KUNIT_CASE(contents),
	{ }
};

CONFORM_SUITE("map");
