// SPDX-License-Identifier: MIT
/*
 * Bounce buffers: what is bounced, which slot, what is copied when.
 *
 * The device snoops, has 32 bits, and its memory lies above 4 GiB; so the test
 * may write a slot itself, as the device would.
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "conform.h"

#define ORDER	6		/* pages of the buffer: 256 KiB */
#define NR_MAPS	300

static struct device *dev;
static struct page *page;
static u8 *buffer;

static int swiotlb_init_case(struct kunit *test)
{
	dev = named("coherent");
	page = alloc_pages(GFP_KERNEL, ORDER);
	if (!dev || !page)
		return -ENOMEM;
	buffer = page_address(page);
	memset(buffer, 0x5a, PAGE_SIZE << ORDER);
	return dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
}

static void swiotlb_exit_case(struct kunit *test)
{
	dma_set_min_align_mask(dev, 0);
	__free_pages(page, ORDER);
}

static dma_addr_t map(struct kunit *test, size_t offset, size_t size,
		      enum dma_data_direction dir, unsigned long attrs)
{
	dma_addr_t dma = dma_map_page_attrs(dev, page, offset, size, dir, attrs);
	int err = dma_mapping_error(dev, dma);

	if (err)
		fact(test, "%#zx bytes from %#zx: error %d", size, offset, err);
	return dma;
}

/* A slot, seen by the CPU. */
static u8 *slot(dma_addr_t dma)
{
	return phys_to_virt(dma_to_phys(dev, dma));
}

static void who(struct kunit *test)
{
	dma_addr_t dma = map(test, 0, 4096, DMA_TO_DEVICE, 0);

	fact(test, "32 bits: bounced %d", dma != page_to_phys(page));
	dma_unmap_page(dev, dma, 4096, DMA_TO_DEVICE);
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(33));
	dma = map(test, 0, 4096, DMA_TO_DEVICE, 0);
	fact(test, "33 bits: bounced %d", dma != page_to_phys(page));
	dma_unmap_page(dev, dma, 4096, DMA_TO_DEVICE);
}

/* Where in a slot, and how far from the one before. */
static void slots(struct kunit *test)
{
	static const struct {
		size_t offset, size;
	} asked[] = {
		{ 0, 64 }, { 0, 2048 }, { 0, 2049 }, { 0x123, 64 },
		{ 0, 4096 }, { 0x123, 4096 }, { 0, 64 }, { 0, 8192 },
	};
	dma_addr_t dma[ARRAY_SIZE(asked)];
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(asked); i++) {
		dma[i] = map(test, asked[i].offset, asked[i].size,
			     DMA_TO_DEVICE, 0);
		fact(test, "%#zx bytes from %#zx: %#llx in a page, %lld further",
		     asked[i].size, asked[i].offset, dma[i] & 0xfff,
		     i ? (s64)(dma[i] - dma[i - 1]) : 0);
	}
	while (i--)
		dma_unmap_page(dev, dma[i], asked[i].size, DMA_TO_DEVICE);
}

/* Those bits of the address stay as they are. */
static void alignment(struct kunit *test)
{
	static const unsigned int masks[] = { 0, 0x1ff, 0x7ff, 0xfff, 0xffff };
	dma_addr_t dma;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(masks); i++) {
		dma_set_min_align_mask(dev, masks[i]);
		dma = map(test, 0x2d23, 64, DMA_TO_DEVICE, 0);
		fact(test, "mask %#x: %#llx of %#x", masks[i],
		     dma & (masks[i] ?: 0x7ff), 0x2d23 & masks[i]);
		dma_unmap_page(dev, dma, 64, DMA_TO_DEVICE);
	}
}

static void sizes(struct kunit *test)
{
	static const size_t asked[] = { 0x3f800, 0x40000 };
	dma_addr_t dma;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(asked); i++) {
		dma = map(test, 0, asked[i], DMA_TO_DEVICE, 0);
		if (dma == DMA_MAPPING_ERROR)
			continue;
		fact(test, "%#zx bytes", asked[i]);
		dma_unmap_page(dev, dma, asked[i], DMA_TO_DEVICE);
	}
	dma_set_min_align_mask(dev, 0xfff);
	dma = map(test, 0x123, 0x3f000, DMA_TO_DEVICE, 0);
	if (dma != DMA_MAPPING_ERROR)
		dma_unmap_page(dev, dma, 0x3f000, DMA_TO_DEVICE);
	fact(test, "aligned, %#x bytes: %d", 0x3f000, dma != DMA_MAPPING_ERROR);
}

/* Mapping copies in, whatever the direction; SKIP_CPU_SYNC does not help. */
static void copied_in(struct kunit *test)
{
	dma_addr_t dma;
	int dir, skip;

	for (dir = 0; dir < DMA_NONE; dir++)
		for (skip = 0; skip < 2; skip++) {
			unsigned long attrs = skip ? DMA_ATTR_SKIP_CPU_SYNC : 0;

			buffer[5] = 16 * dir + skip + 1;
			dma = map(test, 0, 4096, dir, attrs);
			fact(test, "direction %d, skip %d: %#x and %#x", dir,
			     skip, slot(dma)[5], slot(dma)[4095]);
			dma_unmap_page_attrs(dev, dma, 4096, dir, attrs);
		}
}

/* What the device wrote comes back at unmap, or not. */
static void copied_back(struct kunit *test)
{
	dma_addr_t dma;
	int dir, skip;

	for (dir = 0; dir < DMA_NONE; dir++)
		for (skip = 0; skip < 2; skip++) {
			unsigned long attrs = skip ? DMA_ATTR_SKIP_CPU_SYNC : 0;

			buffer[5] = 0;
			dma = map(test, 0, 4096, dir, attrs);
			slot(dma)[5] = 0x77;
			dma_unmap_page_attrs(dev, dma, 4096, dir, attrs);
			fact(test, "direction %d, skip %d: %#x", dir, skip,
			     buffer[5]);
		}
}

static void synced(struct kunit *test)
{
	dma_addr_t dma;
	int dir;

	for (dir = 0; dir < DMA_NONE; dir++) {
		memset(buffer, 0, 4096);
		dma = map(test, 0, 4096, dir, 0);
		memset(slot(dma), 0x11, 4096);
		dma_sync_single_for_cpu(dev, dma + 64, 64, dir);
		fact(test, "direction %d, for the CPU: %#x %#x %#x %#x", dir,
		     buffer[63], buffer[64], buffer[127], buffer[128]);
		memset(buffer, 0x22, 4096);
		dma_sync_single_for_device(dev, dma + 64, 64, dir);
		fact(test, "direction %d, for the device: %#x %#x %#x %#x",
		     dir, slot(dma)[63], slot(dma)[64], slot(dma)[127],
		     slot(dma)[128]);
		dma_unmap_page(dev, dma, 4096, dir);
	}
}

static void need_sync(struct kunit *test)
{
	dma_addr_t dma;

	fact(test, "of nothing bounced: %d", dma_need_sync(dev, 0x40000000));
	dma = map(test, 0, 64, DMA_TO_DEVICE, 0);
	fact(test, "of a slot: %d", dma_need_sync(dev, dma));
	dma_unmap_page(dev, dma, 64, DMA_TO_DEVICE);
}

/* Small kmalloc() memory that shares a line, of a device that does not snoop. */
static void small(struct kunit *test)
{
	static const size_t asked[] = { 8, 16, 63, 64, 65, 96, 128, 192 };
	struct device *plain = named("none");
	dma_addr_t dma;
	int i, dir;
	void *p;

	for (i = 0; i < (int)ARRAY_SIZE(asked); i++) {
		p = kmalloc(asked[i], GFP_KERNEL | GFP_DMA);
		KUNIT_ASSERT_NOT_NULL(test, p);
		for (dir = 0; dir < DMA_NONE; dir++) {
			dma = dma_map_single(plain, p, asked[i], dir);
			fact(test, "%zu bytes, direction %d: error %d, bounced %d",
			     asked[i], dir, dma_mapping_error(plain, dma),
			     dma != virt_to_phys(p));
			dma_unmap_single(plain, dma, asked[i], dir);
		}
		dma = dma_map_single(dev, p, asked[i], DMA_FROM_DEVICE);
		fact(test, "%zu bytes, who snoops: error %d, bounced %d",
		     asked[i], dma_mapping_error(dev, dma),
		     dma != virt_to_phys(p));
		dma_unmap_single(dev, dma, asked[i], DMA_FROM_DEVICE);
		kfree(p);
	}
}

static void list(struct kunit *test)
{
	struct scatterlist sgl[3];
	int n;

	sg_init_table(sgl, 3);
	sg_set_page(&sgl[0], page, 64, 0);
	sg_set_page(&sgl[1], page, 4096, 4096);
	sg_set_page(&sgl[2], page, 100, 0x123);
	n = dma_map_sg(dev, sgl, 3, DMA_BIDIRECTIONAL);
	fact(test, "%d of 3", n);
	if (!n)
		return;
	fact(test, "in a page %#llx %#llx %#llx", sg_dma_address(&sgl[0]) & 0xfff,
	     sg_dma_address(&sgl[1]) & 0xfff, sg_dma_address(&sgl[2]) & 0xfff);
	slot(sg_dma_address(&sgl[2]))[0] = 0x33;
	dma_sync_sg_for_cpu(dev, sgl, 3, DMA_BIDIRECTIONAL);
	fact(test, "%#x", buffer[0x123]);
	dma_unmap_sg(dev, sgl, 3, DMA_BIDIRECTIONAL);
}

static void full(struct kunit *test)
{
	dma_addr_t *dma = kcalloc(NR_MAPS, sizeof(*dma), GFP_KERNEL);
	int n, i;

	KUNIT_ASSERT_NOT_NULL(test, dma);
	for (n = 0; n < NR_MAPS; n++) {
		dma[n] = dma_map_page(dev, page, 0, 0x40000, DMA_TO_DEVICE);
		if (dma_mapping_error(dev, dma[n]))
			break;
	}
	fact(test, "%d of 256 KiB", n);
	fact(test, "without warning: %d",
	     dma_mapping_error(dev, dma_map_page_attrs(dev, page, 0, 64,
						       DMA_TO_DEVICE,
						       DMA_ATTR_NO_WARN)));
	for (i = 0; i < n; i++)
		dma_unmap_page(dev, dma[i], 0x40000, DMA_TO_DEVICE);
	dma[0] = map(test, 0, 64, DMA_TO_DEVICE, 0);
	fact(test, "then again: %d", dma[0] != DMA_MAPPING_ERROR);
	if (dma[0] != DMA_MAPPING_ERROR)
		dma_unmap_page(dev, dma[0], 64, DMA_TO_DEVICE);
	kfree(dma);
}

/* Past the mapping's end: cut off there. */
static void synced_too_far(struct kunit *test)
{
	dma_addr_t dma;

	memset(buffer, 0, 4096);
	dma = map(test, 0, 64, DMA_BIDIRECTIONAL, 0);
	memset(slot(dma), 0x11, 128);
	dma_sync_single_for_cpu(dev, dma, 128, DMA_BIDIRECTIONAL);
	fact(test, "%#x %#x", buffer[63], buffer[64]);
	dma_unmap_page(dev, dma, 64, DMA_BIDIRECTIONAL);
}

/* The slots themselves are too high for the device. */
static void slot_too_high(struct kunit *test)
{
	*dev->dma_mask = 0x6fffffff;
	map(test, 0, 4096, DMA_TO_DEVICE, 0);
	map(test, 0, 4096, DMA_TO_DEVICE, DMA_ATTR_NO_WARN);
	*dev->dma_mask = DMA_BIT_MASK(32);
}

/* One more byte than a segment of slots. */
static void too_long(struct kunit *test)
{
	struct page *long_page = alloc_pages(GFP_KERNEL, ORDER + 1);
	dma_addr_t dma;

	KUNIT_ASSERT_NOT_NULL(test, long_page);
	dma = dma_map_page(dev, long_page, 0, 0x40001, DMA_TO_DEVICE);
	fact(test, "%d", dma_mapping_error(dev, dma));
	__free_pages(long_page, ORDER + 1);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(need_sync),
	KUNIT_CASE(who),
	KUNIT_CASE(slots),
	KUNIT_CASE(alignment),
	KUNIT_CASE(sizes),
	KUNIT_CASE(copied_in),
	KUNIT_CASE(copied_back),
	KUNIT_CASE(synced),
	KUNIT_CASE(small),
	KUNIT_CASE(list),
	KUNIT_CASE(synced_too_far),
	KUNIT_CASE(slot_too_high),
	KUNIT_CASE(too_long),
	KUNIT_CASE(full),
	{ }
};

CONFORM_SUITE_INIT("swiotlb", swiotlb_init_case, swiotlb_exit_case);
