// SPDX-License-Identifier: MIT
/*
 * Attributes: which do something without an IOMMU, and what.
 *
 * board: test/boards/dma.dts
 */
#include "dma_board.h"

/* Nothing to see without an IOMMU. */
static void ignored(struct kunit *test)
{
	static const unsigned long attrs[] = {
		DMA_ATTR_WEAK_ORDERING, DMA_ATTR_FORCE_CONTIGUOUS,
		DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_PRIVILEGED,
		DMA_ATTR_NO_WARN,
	};
	struct device *dev = named("plain");
	dma_addr_t dma;
	u8 *p;
	int i;

	for (i = 0; i < ARRAY_SIZE(attrs); i++) {
		p = dma_alloc_attrs(dev, 3 * 4096, &dma, GFP_KERNEL, attrs[i]);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 3 * 4096));
		dma_free_attrs(dev, 3 * 4096, p, dma, attrs[i]);
	}
}

/* A cookie: the struct page, whether the device snoops or not. */
static void no_kernel_mapping(struct kunit *test)
{
	static const char *const names[] = { "plain", "coherent", "offset" };
	dma_addr_t dma;
	void *cookie;
	int i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		struct device *dev = named(names[i]);

		cookie = dma_alloc_attrs(dev, 8192, &dma, GFP_KERNEL,
					 DMA_ATTR_NO_KERNEL_MAPPING);
		KUNIT_ASSERT_NOT_NULL(test, cookie);
		KUNIT_EXPECT_EQ(test, page_to_phys((struct page *)cookie),
				dma + (i == 2 ? DRAM : 0));
		dma_free_attrs(dev, 8192, cookie, dma,
			       DMA_ATTR_NO_KERNEL_MAPPING);
	}
}

/* Zones in gfp are the backend's choice; a compound page is no choice. */
static void gfp(struct kunit *test)
{
	struct device *dev = named("plain");
	dma_addr_t dma;
	void *p = dma_alloc_coherent(dev, 4096, &dma,
				     GFP_KERNEL | __GFP_DMA | __GFP_HIGHMEM);

	KUNIT_ASSERT_NOT_NULL(test, p);
	dma_free_coherent(dev, 4096, p, dma);
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 4096, &dma,
						   GFP_KERNEL | __GFP_COMP));
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, SIZE_MAX, &dma,
						   GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 1ULL << 40, &dma,
						   GFP_KERNEL | __GFP_NOWARN));
	dma_free_coherent(dev, 4096, NULL, 0);
}

/* The driver syncs what it wants: the rest is not cleaned or invalidated. */
static void skip_cpu_sync(struct kunit *test)
{
	struct device *dev = named("plain");
	u8 *p = kmalloc(4096, GFP_KERNEL);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 1, 4096);
	dma = dma_map_single_attrs(dev, p, 4096, DMA_BIDIRECTIONAL,
				   DMA_ATTR_SKIP_CPU_SYNC);
	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, dma), 0);
	p[4095] = 2;
	dma_sync_single_for_device(dev, dma + 4000, 96, DMA_BIDIRECTIONAL);
	dma_unmap_single_attrs(dev, dma, 4096, DMA_BIDIRECTIONAL,
			       DMA_ATTR_SKIP_CPU_SYNC);
	KUNIT_EXPECT_EQ(test, p[0], 1);
	KUNIT_EXPECT_EQ(test, p[4095], 2);
	kfree(p);
}

/* A device's mask may be 0 bits wide: warned about, not refused. */
static void no_coherent_mask(struct kunit *test)
{
	struct device *dev = named("pool");
	u64 old = dev->coherent_dma_mask;
	dma_addr_t dma;
	void *p;

	KUNIT_ASSERT_EQ(test, of_reserved_mem_device_init(dev), 0);
	dev->coherent_dma_mask = 0;
	p = dma_alloc_coherent(dev, 4096, &dma, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, dma, POOL16);
	if (p)
		dma_free_coherent(dev, 4096, p, dma);
	dev->coherent_dma_mask = old;
	of_reserved_mem_device_release(dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(ignored),
	KUNIT_CASE(no_kernel_mapping),
	KUNIT_CASE(gfp),
	KUNIT_CASE(skip_cpu_sync),
	KUNIT_CASE(no_coherent_mask),
	{ }
};

static struct kunit_suite suite = BOARD_SUITE("mapping-attrs");
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
