// SPDX-License-Identifier: MIT
/*
 * Mapping DMA memory into a program: what is -ENXIO.  The area is none of a
 * program's, so only what is refused is asked for.
 */
#include <linux/mm.h>

#include "conform.h"

#define AT	0x100000ul

/* A mapping of that many pages, from page first of a buffer of 3. */
static const struct {
	unsigned long pages, first;
	size_t size;
} cases_of[] = {
	{ 4, 0, 0x3000 },
	{ 3, 1, 0x3000 },
	{ 1, 3, 0x3000 },
	{ 1, 4, 0x3000 },
	{ 2, 2, 0x2001 },
	{ 2, 0, 0x1000 },
	{ 1, 1, 1 },
	{ 1, 0, 0 },
	{ 1, ~0ul >> PAGE_SHIFT, 0x3000 },
	{ 2, ~0ul, 0x3000 },
};

static void each(struct kunit *test, const char *what, struct block *b,
		 struct page *page)
{
	int i, err;

	for (i = 0; i < (int)ARRAY_SIZE(cases_of); i++) {
		struct vm_area_struct vma = {
			.vm_start = AT,
			.vm_end = AT + (cases_of[i].pages << PAGE_SHIFT),
			.vm_pgoff = cases_of[i].first,
		};

		if (page)
			err = dma_mmap_pages(b->dev, &vma, cases_of[i].size,
					     page);
		else
			err = dma_mmap_attrs(b->dev, &vma, b->cpu, b->dma,
					     cases_of[i].size, b->attrs);
		fact(test, "%s: %lu pages from %#lx of %#zx: %d", what,
		     cases_of[i].pages, cases_of[i].first, cases_of[i].size,
		     err);
	}
}

static void direct(struct kunit *test)
{
	struct block b = take(test, named("none"), 0x3000);

	each(test, "direct", &b, NULL);
	give(&b);
}

static void coherent(struct kunit *test)
{
	struct block b = take(test, named("coherent"), 0x3000);

	each(test, "coherent", &b, NULL);
	give(&b);
}

static void pool(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b;

	fact(test, "attach %d", attach(dev, "pool"));
	b = take(test, dev, 0x3000);
	each(test, "pool", &b, NULL);
	give(&b);
}

static void area(struct kunit *test)
{
	struct device *dev = named("attach");
	struct block b;

	fact(test, "attach %d", attach(dev, "area"));
	b = take(test, dev, 0x3000);
	each(test, "area", &b, NULL);
	give(&b);
}

static void atomic_pool(struct kunit *test)
{
	struct block b = take_as(test, named("none"), 0x3000, GFP_ATOMIC, 0,
				 " atomic");

	each(test, "atomic", &b, NULL);
	give(&b);
}

static void cookie(struct kunit *test)
{
	struct block b = take_as(test, named("none"), 0x3000, GFP_KERNEL,
				 DMA_ATTR_NO_KERNEL_MAPPING, " no mapping");

	each(test, "cookie", &b, NULL);
	give(&b);
}

static void pages(struct kunit *test)
{
	struct block b = { .dev = named("none") };
	struct page *page = dma_alloc_pages(b.dev, 0x3000, &b.dma,
					    DMA_TO_DEVICE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	each(test, "pages", &b, page);
	dma_free_pages(b.dev, 0x3000, page, b.dma, DMA_TO_DEVICE);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(direct),
	KUNIT_CASE(coherent),
	KUNIT_CASE(pool),
	KUNIT_CASE(area),
	KUNIT_CASE(cookie),
	KUNIT_CASE(pages),
	KUNIT_CASE(atomic_pool),	/* last: it grows when it likes */
	{ }
};

CONFORM_SUITE("mmap");
