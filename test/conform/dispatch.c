// SPDX-License-Identifier: MIT
/*
 * The door: which flags are taken off, which are refused, whose answer is
 * final, and the calls that are made of dma_alloc_attrs().
 */
#include <linux/irqflags.h>

#include "conform.h"

static void zone_flags(struct kunit *test)
{
	static const gfp_t flags[] = { GFP_DMA, GFP_DMA32, __GFP_HIGHMEM };
	struct device *dev = named("none");
	struct block b;
	int i;

	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
	for (i = 0; i < (int)ARRAY_SIZE(flags); i++) {
		b = take_as(test, dev, 0x1000, GFP_KERNEL | flags[i], 0,
			    " with a zone");
		give(&b);
	}
	dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
}

static void compound(struct kunit *test)
{
	struct device *dev = named("none");
	struct block b;

	b = take_as(test, dev, 0x1000, GFP_KERNEL | __GFP_COMP, 0,
		    " compound");
	give(&b);
	b = take_as(test, dev, 0x1000, GFP_KERNEL | __GFP_COMP, 0,
		    " compound");
	give(&b);
}

static void no_mask(struct kunit *test)
{
	struct device *dev = named("none");
	u64 old = dev->coherent_dma_mask;
	struct page *page;
	dma_addr_t dma;
	struct block b;

	dev->coherent_dma_mask = 0;
	b = take_as(test, dev, 0x1000, GFP_KERNEL | __GFP_NOWARN, 0,
		    " without mask");
	give(&b);
	page = dma_alloc_pages(dev, 0x1000, &dma, DMA_TO_DEVICE, GFP_KERNEL);
	fact(test, "dma_alloc_pages without mask: %s", page ? "pages" : "NULL");
	dev->coherent_dma_mask = old;
}

static void pages(struct kunit *test)
{
	static const gfp_t bad[] = { GFP_DMA, GFP_DMA32, __GFP_HIGHMEM,
				     __GFP_COMP };
	struct device *dev = named("none");
	char buf[WHERE_SIZE];
	struct page *page;
	dma_addr_t dma;
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(bad); i++) {
		page = dma_alloc_pages(dev, 0x1000, &dma, DMA_TO_DEVICE,
				       GFP_KERNEL | bad[i]);
		fact(test, "dma_alloc_pages: bad flag %d: %s", i,
		     page ? "pages" : "NULL");
	}
	page = dma_alloc_pages(dev, 5000, &dma, DMA_FROM_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, page);
	fact(test, "dma_alloc_pages: %s, its own page %d, zeroes %d",
	     where(dma, buf), page_to_phys(page) == dma,
	     !memchr_inv(page_address(page), 0, 8192));
	dma_free_pages(dev, 5000, page, dma, DMA_FROM_DEVICE);
}

static void noncoherent(struct kunit *test)
{
	struct device *dev = named("offset");
	char buf[WHERE_SIZE];
	dma_addr_t dma;
	void *p = dma_alloc_noncoherent(dev, 8192, &dma, DMA_BIDIRECTIONAL,
					GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	fact(test, "dma_alloc_noncoherent: %s, linear %d, zeroes %d",
	     where(dma_to_phys(dev, dma), buf), virt_addr_valid(p),
	     !memchr_inv(p, 0, 8192));
	dma_free_noncoherent(dev, 8192, p, dma, DMA_BIDIRECTIONAL);
}

static void short_calls(struct kunit *test)
{
	struct device *dev = named("attach");
	char buf[WHERE_SIZE];
	dma_addr_t dma;
	void *p;

	fact(test, "attach %d", attach(dev, "area"));
	p = dma_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	fact(test, "dma_alloc_coherent: %s", p ? where(dma, buf) : "NULL");
	dma_free_coherent(dev, 64, p, dma);
	p = dma_alloc_wc(dev, 64, &dma, GFP_KERNEL);
	fact(test, "dma_alloc_wc: %s", p ? where(dma, buf) : "NULL");
	dma_free_wc(dev, 64, p, dma);
	p = dmam_alloc_coherent(dev, 64, &dma, GFP_KERNEL);
	fact(test, "dmam_alloc_coherent: %s", p ? where(dma, buf) : "NULL");
	dmam_free_coherent(dev, 64, p, dma);
	p = dmam_alloc_attrs(dev, 64, &dma, GFP_KERNEL, 0);
	fact(test, "dmam_alloc_attrs: %s", p ? where(dma, buf) : "NULL");
	dmam_free_coherent(dev, 64, p, dma);
}

static void free_nothing(struct kunit *test)
{
	dma_free_coherent(named("none"), 0x1000, NULL, 0);
	fact(test, "NULL is freed without a word");
}

/* Warned of each time, and freed. */
static void free_without_interrupts(struct kunit *test)
{
	struct block b = take(test, named("coherent"), 0x1000);
	unsigned long flags;

	local_irq_save(flags);
	give(&b);
	local_irq_restore(flags);
}

/* Freed as managed memory, which it is not. */
static void not_managed(struct kunit *test)
{
	struct block b = take(test, named("none"), 0x1000);

	if (b.cpu)
		dmam_free_coherent(b.dev, 0x1000, b.cpu, b.dma);
}

static void capabilities(struct kunit *test)
{
	static const char *const names[] = { "none", "coherent" };
	int i;

	for (i = 0; i < (int)ARRAY_SIZE(names); i++)
		fact(test, "%s: mmap %d", names[i],
		     dma_can_mmap(named(names[i])));
}

/* One entry, whole pages. */
static void sgtable(struct kunit *test)
{
	struct device *dev = named("attach");
	struct sg_table sgt;
	struct block b;
	int err;

	fact(test, "attach %d", attach(dev, "area"));
	b = take(test, dev, 5000);
	err = dma_get_sgtable(dev, &sgt, b.cpu, b.dma, 5000);
	fact(test, "dma_get_sgtable: %d", err);
	if (!err) {
		fact(test, "%u entries of %u, %u bytes from %u, its page %d",
		     sgt.nents, sgt.orig_nents, sgt.sgl->length,
		     sgt.sgl->offset, sg_phys(sgt.sgl) == b.dma);
		sg_free_table(&sgt);
	}
	give(&b);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(zone_flags),
	KUNIT_CASE(compound),
	KUNIT_CASE(no_mask),
	KUNIT_CASE(pages),
	KUNIT_CASE(noncoherent),
	KUNIT_CASE(short_calls),
	KUNIT_CASE(free_nothing),
	KUNIT_CASE(free_without_interrupts),
	KUNIT_CASE(not_managed),
	KUNIT_CASE(capabilities),
	KUNIT_CASE(sgtable),
	{ }
};

CONFORM_SUITE("dispatch");
