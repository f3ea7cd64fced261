// SPDX-License-Identifier: MIT
/*
 * Lists: nothing is merged, all or nothing is mapped, which count is which.
 *
 * kernel: swiotlb=noforce
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "conform.h"

#define NR	4

static struct page *page;	/* NR of them */

/* NR entries: whole, whole and next to it, a part, nothing like it. */
static void fill(struct scatterlist *sgl)
{
	sg_init_table(sgl, NR);
	sg_set_page(&sgl[0], page, 4096, 0);
	sg_set_page(&sgl[1], page + 1, 4096, 0);
	sg_set_page(&sgl[2], page + 3, 512, 1024);
	sg_set_page(&sgl[3], page + 2, 2048, 2048);
}

static int get_pages(struct kunit *test, gfp_t gfp)
{
	page = alloc_pages(gfp, 2);
	return page ? 0 : -ENOMEM;
}

static void say(struct kunit *test, struct scatterlist *sgl, int nents)
{
	phys_addr_t base = page_to_phys(page);
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, nents, i)
		fact(test, "%d: %u bytes, %lld from the first, length %u", i,
		     sg_dma_len(sg), (s64)(sg_dma_address(sg) - base),
		     sg->length);
}

static void list(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent", "offset" };
	struct scatterlist sgl[NR];
	struct device *dev;
	int i, n;

	KUNIT_ASSERT_EQ(test, get_pages(test, GFP_KERNEL | GFP_DMA), 0);
	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		fill(sgl);
		n = dma_map_sg(dev, sgl, NR, DMA_BIDIRECTIONAL);
		fact(test, "%s: %d of %d", names[i], n, NR);
		say(test, sgl, n);
		dma_sync_sg_for_cpu(dev, sgl, NR, DMA_BIDIRECTIONAL);
		dma_sync_sg_for_device(dev, sgl, NR, DMA_BIDIRECTIONAL);
		dma_unmap_sg(dev, sgl, NR, DMA_BIDIRECTIONAL);
	}
	__free_pages(page, 2);
}

static void part_of_a_list(struct kunit *test)
{
	struct device *dev = named("none");
	struct scatterlist sgl[NR];
	int n;

	KUNIT_ASSERT_EQ(test, get_pages(test, GFP_KERNEL | GFP_DMA), 0);
	fill(sgl);
	n = dma_map_sg(dev, sgl, 2, DMA_TO_DEVICE);
	fact(test, "%d of 2", n);
	say(test, sgl, n);
	dma_unmap_sg(dev, sgl, 2, DMA_TO_DEVICE);
	__free_pages(page, 2);
}

static void table(struct kunit *test)
{
	struct device *dev = named("none");
	struct sg_table sgt;
	int err;

	KUNIT_ASSERT_EQ(test, get_pages(test, GFP_KERNEL | GFP_DMA), 0);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(&sgt, NR, GFP_KERNEL), 0);
	fill(sgt.sgl);
	err = dma_map_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
	fact(test, "%d: %u of %u", err, sgt.nents, sgt.orig_nents);
	dma_sync_sgtable_for_cpu(dev, &sgt, DMA_FROM_DEVICE);
	dma_sync_sgtable_for_device(dev, &sgt, DMA_FROM_DEVICE);
	dma_unmap_sgtable(dev, &sgt, DMA_FROM_DEVICE, 0);
	fact(test, "after: %u of %u", sgt.nents, sgt.orig_nents);
	sg_free_table(&sgt);
	__free_pages(page, 2);
}

/* The device reaches the first entry only: none is mapped. */
static void one_does_not_fit(struct kunit *test)
{
	struct device *dev = named("none");
	struct page *low = alloc_page(GFP_KERNEL | GFP_DMA);
	struct page *high = alloc_page(GFP_KERNEL);
	struct sg_table sgt;
	int err, n;

	KUNIT_ASSERT_NOT_NULL(test, low);
	KUNIT_ASSERT_NOT_NULL(test, high);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(&sgt, 2, GFP_KERNEL), 0);
	sg_set_page(&sgt.sgl[0], low, 4096, 0);
	sg_set_page(&sgt.sgl[1], high, 4096, 0);
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	n = dma_map_sg(dev, sgt.sgl, 2, DMA_TO_DEVICE);
	fact(test, "dma_map_sg: %d", n);
	err = dma_map_sgtable(dev, &sgt, DMA_TO_DEVICE, 0);
	fact(test, "dma_map_sgtable: %d, %u of %u", err, sgt.nents,
	     sgt.orig_nents);
	sg_free_table(&sgt);
	__free_page(high);
	__free_page(low);
}

/* Limits of segments are the driver's to keep: nothing is split. */
static void long_segment(struct kunit *test)
{
	struct device *dev = named("none");
	struct scatterlist sgl[1];
	int n;

	KUNIT_ASSERT_EQ(test, get_pages(test, GFP_KERNEL | GFP_DMA), 0);
	sg_init_table(sgl, 1);
	sg_set_page(sgl, page, 0x4000, 0);
	dma_set_max_seg_size(dev, 0x4000);
	n = dma_map_sg(dev, sgl, 1, DMA_TO_DEVICE);
	fact(test, "%d of 1", n);
	say(test, sgl, n);
	dma_unmap_sg(dev, sgl, 1, DMA_TO_DEVICE);
	dma_set_max_seg_size(dev, 0);
	__free_pages(page, 2);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(list),
	KUNIT_CASE(part_of_a_list),
	KUNIT_CASE(table),
	KUNIT_CASE(one_does_not_fit),
	KUNIT_CASE(long_segment),
	{ }
};

CONFORM_SUITE("sg");
