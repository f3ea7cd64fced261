// SPDX-License-Identifier: MIT
/*
 * dma_alloc_noncontiguous(): one piece all the same, on a device that has no
 * IOMMU.
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "conform.h"

static struct sg_table *get(struct kunit *test, struct device *dev, size_t size,
			    unsigned long attrs)
{
	struct sg_table *sgt = dma_alloc_noncontiguous(dev, size, DMA_TO_DEVICE,
						       GFP_KERNEL, attrs);
	char buf[WHERE_SIZE];

	if (!sgt) {
		fact(test, "%#zx bytes, attributes %#lx: NULL", size, attrs);
		return NULL;
	}
	fact(test, "%#zx bytes, attributes %#lx: %u of %u, %u bytes of %u, %s",
	     size, attrs, sgt->nents, sgt->orig_nents, sg_dma_len(sgt->sgl),
	     sgt->sgl->length, where(sg_phys(sgt->sgl), buf));
	fact(test, "the bus adds %lld",
	     (s64)(sg_dma_address(sgt->sgl) - sg_phys(sgt->sgl)));
	return sgt;
}

static void sizes(struct kunit *test)
{
	static const size_t asked[] = { 1, 5000, 0x3000, 0x10000 };
	struct device *dev = named("attach");
	struct sg_table *sgt;
	int i;

	fact(test, "attach %d", attach(dev, "area"));
	for (i = 0; i < (int)ARRAY_SIZE(asked); i++) {
		sgt = get(test, dev, asked[i], 0);
		if (sgt)
			dma_free_noncontiguous(dev, asked[i], sgt,
					       DMA_TO_DEVICE);
	}
}

static void devices_differ(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent", "offset" };
	struct sg_table *sgt;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++) {
		sgt = get(test, named(names[i]), 0x2000, 0);
		if (sgt)
			dma_free_noncontiguous(named(names[i]), 0x2000, sgt,
					       DMA_TO_DEVICE);
	}
}

static void attributes(struct kunit *test)
{
	static const unsigned long attrs[] = {
		DMA_ATTR_ALLOC_SINGLE_PAGES, DMA_ATTR_WRITE_COMBINE,
		DMA_ATTR_NO_WARN,
	};
	struct device *dev = named("none");
	struct sg_table *sgt;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(attrs); i++) {
		sgt = get(test, dev, 0x2000, attrs[i]);
		if (sgt)
			dma_free_noncontiguous(dev, 0x2000, sgt, DMA_TO_DEVICE);
	}
}

static void not_from_the_pool(struct kunit *test)
{
	struct device *dev = named("attach");
	struct sg_table *sgt;

	fact(test, "attach %d", attach(dev, "pool"));
	sgt = get(test, dev, 0x2000, 0);
	if (sgt)
		dma_free_noncontiguous(dev, 0x2000, sgt, DMA_TO_DEVICE);
}

static void mapped(struct kunit *test)
{
	struct device *dev = named("none");
	struct sg_table *sgt = get(test, dev, 0x2000, 0);
	u8 *p;

	KUNIT_ASSERT_NOT_NULL(test, sgt);
	p = dma_vmap_noncontiguous(dev, 0x2000, sgt);
	KUNIT_ASSERT_NOT_NULL(test, p);
	fact(test, "in the linear map %d, zeroes %d", virt_addr_valid(p),
	     !memchr_inv(p, 0, 0x2000));
	dma_vunmap_noncontiguous(dev, p);
	dma_free_noncontiguous(dev, 0x2000, sgt, DMA_TO_DEVICE);
}

static void not_mapped(struct kunit *test)
{
	static const struct {
		unsigned long pages, first;
	} asked[] = { { 3, 0 }, { 2, 1 }, { 1, 2 }, { 1, 99 } };
	struct device *dev = named("none");
	struct sg_table *sgt = get(test, dev, 0x2000, 0);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, sgt);
	for (i = 0; i < (int)ARRAY_SIZE(asked); i++) {
		struct vm_area_struct vma = {
			.vm_start = 0x100000,
			.vm_end = 0x100000 + (asked[i].pages << PAGE_SHIFT),
			.vm_pgoff = asked[i].first,
		};

		fact(test, "%lu pages from %lu: %d", asked[i].pages,
		     asked[i].first,
		     dma_mmap_noncontiguous(dev, &vma, 0x2000, sgt));
	}
	dma_free_noncontiguous(dev, 0x2000, sgt, DMA_TO_DEVICE);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(sizes),
	KUNIT_CASE(devices_differ),
	KUNIT_CASE(attributes),
	KUNIT_CASE(not_from_the_pool),
	KUNIT_CASE(mapped),
	KUNIT_CASE(not_mapped),
	{ }
};

CONFORM_SUITE("noncontiguous");
