// SPDX-License-Identifier: MIT
/*
 * What a driver does wrong, and what is said of it: one misuse a case, of those
 * that do no harm.  Linux's DMA-API debug and our reports use the same words.
 *
 * kernel: swiotlb=noforce
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "conform.h"

static struct device *dev;
static u8 *buffer;
static dma_addr_t dma;

static int debug_init(struct kunit *test)
{
	dev = named("none");
	buffer = kmalloc(8192, GFP_KERNEL | GFP_DMA);
	return dev && buffer ? 0 : -ENOMEM;
}

static void debug_exit(struct kunit *test)
{
	kfree(buffer);
	conform_exit(test);
}

static void map_as(enum dma_data_direction dir)
{
	dma = dma_map_single(dev, buffer, 4096, dir);
	if (dma_mapping_error(dev, dma))
		pr_err("conform: not mapped\n");
}

static void right(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

static void unmap_size(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 2048, DMA_TO_DEVICE);
}

static void unmap_direction(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
}

static void unmap_twice(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

static void unmap_inside(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma + 64, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

static void unmap_error(struct kunit *test)
{
	dma_unmap_single(dev, DMA_MAPPING_ERROR, 4096, DMA_TO_DEVICE);
}

static void unchecked(struct kunit *test)
{
	dma = dma_map_single(dev, buffer, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

static void unmap_function(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_resource(dev, dma, 4096, DMA_TO_DEVICE, 0);
}

static void sg_entries(struct kunit *test)
{
	struct scatterlist sgl[2];

	sg_init_table(sgl, 2);
	sg_set_buf(&sgl[0], buffer, 1024);
	sg_set_buf(&sgl[1], buffer + 4096, 1024);
	if (dma_map_sg(dev, sgl, 2, DMA_TO_DEVICE) == 2)
		dma_unmap_sg(dev, sgl, 1, DMA_TO_DEVICE);
}

static void sg_segment(struct kunit *test)
{
	struct scatterlist sg;

	dma_set_max_seg_size(dev, 1024);
	sg_init_one(&sg, buffer, 4096);
	if (dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE))
		dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
	dma_set_max_seg_size(dev, 0);
}

static void sg_boundary(struct kunit *test)
{
	struct scatterlist sg;

	dma_set_seg_boundary(dev, 0xfff);
	sg_init_table(&sg, 1);
	sg_set_buf(&sg, buffer + 64, 4096);
	if (dma_map_sg(dev, &sg, 1, DMA_TO_DEVICE))
		dma_unmap_sg(dev, &sg, 1, DMA_TO_DEVICE);
	dma_set_seg_boundary(dev, 0);
}

static void sync_one_of_two(enum dma_data_direction dir)
{
	struct scatterlist sgl[2];

	sg_init_table(sgl, 2);
	sg_set_buf(&sgl[0], buffer, 1024);
	sg_set_buf(&sgl[1], buffer + 4096, 1024);
	if (dma_map_sg(dev, sgl, 2, dir) != 2)
		return;
	dma_sync_sg_for_cpu(dev, sgl, 1, dir);
	dma_unmap_sg(dev, sgl, 2, dir);
}

static void sg_sync_entries(struct kunit *test)
{
	sync_one_of_two(DMA_FROM_DEVICE);
}

static void sg_sync_entries_both_ways(struct kunit *test)
{
	sync_one_of_two(DMA_BIDIRECTIONAL);
}

static void sync_unmapped(struct kunit *test)
{
	map_as(DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(dev, dma, 4096, DMA_FROM_DEVICE);
}

static void sync_past_the_end(struct kunit *test)
{
	map_as(DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(dev, dma + 4000, 200, DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
}

static void sync_direction(struct kunit *test)
{
	map_as(DMA_FROM_DEVICE);
	dma_sync_single_for_cpu(dev, dma, 4096, DMA_BIDIRECTIONAL);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
}

static void sync_read_only(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_sync_single_for_cpu(dev, dma, 4096, DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

static void sync_write_only(struct kunit *test)
{
	map_as(DMA_FROM_DEVICE);
	dma_sync_single_for_device(dev, dma, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
}

/* Right: a part, for a mapping of both directions in any. */
static void sync_right(struct kunit *test)
{
	map_as(DMA_BIDIRECTIONAL);
	dma_sync_single_for_cpu(dev, dma + 64, 100, DMA_FROM_DEVICE);
	dma_sync_single_for_device(dev, dma + 64, 100, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_BIDIRECTIONAL);
}

/* Two of one address: one by one, each in its own way, is right. */
static void mapped_twice(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

/* And none of them is like it. */
static void ambiguous(struct kunit *test)
{
	dma_addr_t other = dma_map_single(dev, buffer, 2048, DMA_TO_DEVICE);

	if (dma_mapping_error(dev, other))
		return;
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 1024, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, other, 2048, DMA_TO_DEVICE);
}

/* What two devices' writes would meet in; sync does not heal it. */
static void mapped_twice_to_write(struct kunit *test)
{
	map_as(DMA_FROM_DEVICE);
	map_as(DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_FROM_DEVICE);
}

static void resource_unchecked(struct kunit *test)
{
	dma = dma_map_resource(dev, 0x9000000, 64, DMA_TO_DEVICE, 0);
	dma_unmap_resource(dev, dma, 64, DMA_TO_DEVICE, 0);
}

static void coherent_size(struct kunit *test)
{
	void *p = dma_alloc_coherent(dev, 0x2000, &dma, GFP_KERNEL);

	if (p)
		dma_free_coherent(dev, 0x1000, p, dma);
}

static void coherent_address(struct kunit *test)
{
	struct device *snoops = named("coherent");
	void *p;

	fact(test, "attach %d", attach(snoops, "area"));
	p = dma_alloc_coherent(snoops, 0x2000, &dma, GFP_KERNEL);
	if (p)
		dma_free_coherent(snoops, 0x2000, p + 0x1000, dma);
}

static void coherent_unmapped(struct kunit *test)
{
	void *p = dma_alloc_coherent(dev, 0x1000, &dma, GFP_KERNEL);

	if (p)
		dma_unmap_single(dev, dma, 0x1000, DMA_BIDIRECTIONAL);
}

static void pages_direction(struct kunit *test)
{
	struct page *page = dma_alloc_pages(dev, 0x1000, &dma, DMA_TO_DEVICE,
					    GFP_KERNEL);

	if (page)
		dma_free_pages(dev, 0x1000, page, dma, DMA_FROM_DEVICE);
}

static void other_device(struct kunit *test)
{
	map_as(DMA_TO_DEVICE);
	dma_unmap_single(named("coherent"), dma, 4096, DMA_TO_DEVICE);
	dma_unmap_single(dev, dma, 4096, DMA_TO_DEVICE);
}

/* Memory of a device's own pool is nobody's business. */
static void pool(struct kunit *test)
{
	struct device *pool = named("attach");
	struct block b;

	fact(test, "attach %d", attach(pool, "pool"));
	b = take(test, pool, 0x1000);
	give(&b);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(right),
	KUNIT_CASE(unmap_size),
	KUNIT_CASE(unmap_direction),
	KUNIT_CASE(unmap_twice),
	KUNIT_CASE(unmap_inside),
	KUNIT_CASE(unmap_error),
	KUNIT_CASE(unchecked),
	KUNIT_CASE(unmap_function),
	KUNIT_CASE(sg_entries),
	KUNIT_CASE(sg_segment),
	KUNIT_CASE(sg_boundary),
	KUNIT_CASE(sg_sync_entries),
	KUNIT_CASE(sg_sync_entries_both_ways),
	KUNIT_CASE(sync_unmapped),
	KUNIT_CASE(sync_past_the_end),
	KUNIT_CASE(sync_direction),
	KUNIT_CASE(sync_read_only),
	KUNIT_CASE(sync_write_only),
	KUNIT_CASE(sync_right),
	KUNIT_CASE(mapped_twice),
	KUNIT_CASE(ambiguous),
	KUNIT_CASE(mapped_twice_to_write),
	KUNIT_CASE(resource_unchecked),
	KUNIT_CASE(coherent_size),
	KUNIT_CASE(coherent_address),
	KUNIT_CASE(coherent_unmapped),
	KUNIT_CASE(pages_direction),
	KUNIT_CASE(other_device),
	KUNIT_CASE(pool),
	{ }
};

CONFORM_SUITE_INIT("debug", debug_init, debug_exit);
