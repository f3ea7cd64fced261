// SPDX-License-Identifier: MIT
/*
 * Masks and limits: which masks are taken, what a bus takes away, what a device
 * is told that it needs.
 */
#include "conform.h"

static const char *const names[] = { "none", "coherent", "offset", "holes",
				     "moved" };

static void at_the_start(struct kunit *test)
{
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		struct device *dev = named(names[i]);

		fact(test, "%s: mask %#llx, coherent %#llx, limit %#llx",
		     names[i], dma_get_mask(dev), dev->coherent_dma_mask,
		     dev->bus_dma_limit);
	}
}

static void required(struct kunit *test)
{
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++)
		fact(test, "%s: required %#llx, limited %d", names[i],
		     dma_get_required_mask(named(names[i])),
		     dma_addressing_limited(named(names[i])));
}

/* Below the end of the DMA zone none is taken; 32 bits always are. */
static void bits(struct kunit *test)
{
	static const u8 widths[] = { 64, 48, 33, 32, 31, 30, 24, 1 };
	struct device *dev;
	int i, k, err;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		dev = named(names[i]);
		for (k = 0; k < (int)ARRAY_SIZE(widths); k++)
			fact(test, "%s: %d bits: %d, coherent %d", names[i],
			     widths[k],
			     dma_set_mask(dev, DMA_BIT_MASK(widths[k])),
			     dma_set_coherent_mask(dev,
						   DMA_BIT_MASK(widths[k])));
		err = dma_set_mask_and_coherent(dev, 0);
		fact(test, "%s: zero: %d, then mask %#llx, coherent %#llx",
		     names[i], err, dma_get_mask(dev), dev->coherent_dma_mask);
		dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	}
}

static void end_of_the_zone(struct kunit *test)
{
	struct device *dev = named("none");

	fact(test, "the byte before: %d", dma_set_mask(dev, 0x7ffffffe));
	fact(test, "the page before: %d", dma_set_mask(dev, 0x7fffefff));
	fact(test, "the last byte: %d", dma_set_mask(dev, 0x7fffffff));
	dma_set_mask(dev, DMA_BIT_MASK(32));
}

/* No dma_mask: only the coherent one can be set; coerce makes it the other. */
static void no_mask(struct kunit *test)
{
	struct device *dev = named("none");
	u64 *old = dev->dma_mask;
	int err;

	dev->dma_mask = NULL;
	fact(test, "mask %d", dma_set_mask(dev, DMA_BIT_MASK(32)));
	fact(test, "coherent %d", dma_set_coherent_mask(dev, DMA_BIT_MASK(40)));
	err = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	fact(test, "both %d, coherent %#llx", err, dev->coherent_dma_mask);
	fact(test, "the mask is %#llx", dma_get_mask(dev));
	err = dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(33));
	fact(test, "coerced %d, %#llx", err, dma_get_mask(dev));
	fact(test, "one for both: %d", dev->dma_mask == &dev->coherent_dma_mask);
	dev->dma_mask = old;
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
}

static void limited(struct kunit *test)
{
	static const u8 widths[] = { 64, 33, 32, 31 };
	struct device *dev = named("none");
	int i, err;

	for (i = 0; i < (int)ARRAY_SIZE(widths); i++) {
		err = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(widths[i]));
		fact(test, "%d bits: %d, limited %d", widths[i], err,
		     dma_addressing_limited(dev));
	}
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
}

static void sizes(struct kunit *test)
{
	struct device *dev = named("none");
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++)
		fact(test, "%s: max %#zx", names[i],
		     dma_max_mapping_size(named(names[i])));
	dma_set_min_align_mask(dev, 0xfff);
	fact(test, "aligned to a page: max %#zx", dma_max_mapping_size(dev));
	dma_set_min_align_mask(dev, 0x1ff);
	fact(test, "to 512 bytes: max %#zx", dma_max_mapping_size(dev));
	dma_set_min_align_mask(dev, 0);
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	fact(test, "64 bits: max %#zx", dma_max_mapping_size(dev));
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	fact(test, "merge boundary %#lx", dma_get_merge_boundary(dev));
	fact(test, "opt %#zx of max %d",
	     dma_opt_mapping_size(dev) == SIZE_MAX ? 0 :
	     dma_opt_mapping_size(dev),
	     dma_opt_mapping_size(dev) == dma_max_mapping_size(dev));
	fact(test, "max %#zx", dma_max_mapping_size(dev));
}

static void segments(struct kunit *test)
{
	struct device *dev = named("none");
	struct device_dma_parameters *old = dev->dma_parms;

	fact(test, "dma_parms %d", !!old);
	fact(test, "segment %#x, boundary %#lx, alignment %#x",
	     dma_get_max_seg_size(dev), dma_get_seg_boundary(dev),
	     dma_get_min_align_mask(dev));
	dma_set_max_seg_size(dev, 0x4000);
	dma_set_seg_boundary(dev, 0xffffff);
	dma_set_min_align_mask(dev, 0xfff);
	fact(test, "segment %#x, boundary %#lx, alignment %#x",
	     dma_get_max_seg_size(dev), dma_get_seg_boundary(dev),
	     dma_get_min_align_mask(dev));
	fact(test, "pages of a boundary %#lx",
	     dma_get_seg_boundary_nr_pages(dev, PAGE_SHIFT));
	dev->dma_parms = NULL;
	fact(test, "segment %#x, boundary %#lx, alignment %#x",
	     dma_get_max_seg_size(dev), dma_get_seg_boundary(dev),
	     dma_get_min_align_mask(dev));
	dma_set_max_seg_size(dev, 0x4000);
	dma_set_seg_boundary(dev, 0xffffff);
	dma_set_min_align_mask(dev, 0xfff);
	fact(test, "pages of no boundary %#lx",
	     dma_get_seg_boundary_nr_pages(dev, PAGE_SHIFT));
	dev->dma_parms = old;
	dma_set_max_seg_size(dev, 0);
	dma_set_seg_boundary(dev, 0);
	dma_set_min_align_mask(dev, 0);
	fact(test, "segment %#x, boundary %#lx, alignment %#x",
	     dma_get_max_seg_size(dev), dma_get_seg_boundary(dev),
	     dma_get_min_align_mask(dev));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(at_the_start),
	KUNIT_CASE(required),
	KUNIT_CASE(bits),
	KUNIT_CASE(end_of_the_zone),
	KUNIT_CASE(no_mask),
	KUNIT_CASE(limited),
	KUNIT_CASE(sizes),
	KUNIT_CASE(segments),
	{ }
};

CONFORM_SUITE("mask");
