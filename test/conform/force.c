// SPDX-License-Identifier: MIT
/*
 * Everything is bounced, and what that does not concern.
 *
 * kernel: swiotlb=force
 */
#include <linux/mm.h>

#include "conform.h"

static void mappings(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent", "offset",
					     "moved" };
	struct page *page = alloc_page(GFP_KERNEL | GFP_DMA);
	struct device *dev;
	dma_addr_t dma;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
		dma = dma_map_page(dev, page, 0, 4096, DMA_TO_DEVICE);
		fact(test, "%s: error %d, bounced %d", names[i],
		     dma_mapping_error(dev, dma),
		     dma != phys_to_dma(dev, page_to_phys(page)));
		dma_unmap_page(dev, dma, 4096, DMA_TO_DEVICE);
	}
	__free_page(page);
}

static void limits(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent", "offset" };
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++)
		fact(test, "%s: max %#zx, need sync %d", names[i],
		     dma_max_mapping_size(named(names[i])),
		     dma_need_sync(named(names[i]), 0x40000000));
}

/* Allocations are as ever. */
static void allocations(struct kunit *test)
{
	static const size_t sizes[] = { 0x1000, 0x2000 };
	struct device *dev = named("attach");

	take_all(test, named("none"), sizes, ARRAY_SIZE(sizes));
	fact(test, "attach %d", attach(dev, "pool"));
	take_all(test, dev, sizes, ARRAY_SIZE(sizes));
}

static void registers(struct kunit *test)
{
	struct device *dev = named("none");
	dma_addr_t dma = dma_map_resource(dev, 0x9000000, 0x1000,
					  DMA_TO_DEVICE, 0);

	fact(test, "registers: error %d, %pad", dma_mapping_error(dev, dma),
	     &dma);
	if (dma != DMA_MAPPING_ERROR)
		dma_unmap_resource(dev, dma, 0x1000, DMA_TO_DEVICE, 0);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(mappings),
	KUNIT_CASE(limits),
	KUNIT_CASE(allocations),
	KUNIT_CASE(registers),
	{ }
};

CONFORM_SUITE("force");
