// SPDX-License-Identifier: MIT
/*
 * sizes - what becomes of a number of bytes: block, alignment, address, room.
 */
#include <linux/cma.h>
#include <linux/sprintf.h>

#include "explain/private.h"

static struct explain_line *next_line(struct subject *s, const char *about)
{
	struct explain_line *line = &s->e->sizes[s->e->nr_sizes++];

	line->about = about;
	return line;
}

#define SAY(line, ...) snprintf((line)->text, EXPLAIN_TEXT, __VA_ARGS__)

static void in_pool(struct subject *s, struct explain_line *line)
{
	u64 size = s->options->size, pool = s->pool->size;

	if (!size)
		SAY(line, "blocks of a power of two of pages, at a multiple of "
		    "their size from the pool's start, lowest first; the "
		    "largest is %s of %s. Only the bytes asked for are zeroed",
		    explain_bytes(explain_pool_block(pool)),
		    explain_bytes(pool));
	else if (s->pool->bus == EXPLAIN_OUT_OF_REACH)
		SAY(line, "%s take a block of %s, at a multiple of that from "
		    "the pool's start; the first one is phys 0x%llx, which is "
		    "no address for the device", explain_bytes(size),
		    explain_bytes(explain_block(size)), s->pool->base);
	else
		SAY(line, "%s take a block of %s, at a multiple of that from "
		    "the pool's start; the first one is dma 0x%llx, phys 0x%llx",
		    explain_bytes(size), explain_bytes(explain_block(size)),
		    s->pool->bus, s->pool->base);
}

static void at_iova(struct subject *s, struct explain_line *line)
{
	u64 size = s->options->size;

	line->source = "drivers/iommu/iova.c";
	if (!size)
		SAY(line, "Linux: whole pages, at an IOVA that is a multiple of "
		    "the next power of two");
	else
		SAY(line, "Linux: %s, at an IOVA that is a multiple of %s",
		    explain_bytes(ALIGN(size, explain_page())),
		    explain_bytes(explain_block(size)));
}

static void in_area(struct subject *s, struct explain_line *line,
		    const struct cma *area)
{
	u64 size = ALIGN(s->options->size, explain_page());
	u64 align = explain_page() << dma_contiguous_align(size);

	if (!s->options->size)
		SAY(line, "whole pages, at a multiple of the next power of two, "
		    "%s at most, counted from address 0 and not from the area",
		    explain_bytes(explain_page() << dma_contiguous_align(~0ULL)));
	else if (explain_area_holds(area, size))
		SAY(line, "%s, at a multiple of %s counted from address 0 and "
		    "not from the area", explain_bytes(size),
		    explain_bytes(align));
	else
		SAY(line, "%s are more than the area of %s holds: ordinary "
		    "pages, a block of %s", explain_bytes(size),
		    explain_bytes(cma_get_size(area)),
		    explain_bytes(explain_block(size)));
}

static void in_pages(struct subject *s, struct explain_line *line)
{
	u64 size = s->options->size;

	if (!size)
		SAY(line, "a power of two of pages, at a multiple of that; %s "
		    "at most", explain_bytes(explain_max_block()));
	else
		SAY(line, "%s take %s of ordinary pages, at a multiple of that",
		    explain_bytes(size), explain_bytes(explain_block(size)));
}

/* 6.1 begins at any page. */
static void in_slots(struct subject *s, struct explain_line *line)
{
	const char *place = linux_version < 0x060c00 ? "at any page" :
			    "at a multiple of the next power of two, counted "
			    "from the device's address 0";
	u64 size = ALIGN(s->options->size, explain_page());

	line->source = "kernel/dma/swiotlb.c";
	if (size)
		SAY(line, "%s of the restricted pool, %s", explain_bytes(size),
		    place);
	else
		SAY(line, "whole pages of the restricted pool, %s; 256 KiB in "
		    "one piece at most", place);
}

/* The first call of the table has found out whether it can be had at all. */
static void of_coherent(struct subject *s)
{
	struct explain_line *line = next_line(s, "dma_alloc_*");
	u64 size = s->options->size ? s->options->size : 2 * explain_page();
	bool missed;
	struct cma *area = explain_area(s, size, GFP_KERNEL, &missed);

	if (s->e->calls[0].never)
		SAY(line, "never: NULL. %s", s->e->calls[0].why);
	else if (s->pool)
		in_pool(s, line);
	else if (s->iommu)
		at_iova(s, line);
	else if (s->restricted)
		in_slots(s, line);
	else if (area)
		in_area(s, line, area);
	else
		in_pages(s, line);
}

static void of_streaming(struct subject *s)
{
	struct explain_line *line = next_line(s, "dma_map_*");
	char why[EXPLAIN_TEXT];

	if (explain_never_mapped(s, explain_size(s), why)) {
		line->source = "kernel/dma/mapping.c";
		SAY(line, "never: DMA_MAPPING_ERROR. %s", why);
	} else if (s->iommu) {
		line->source = "drivers/iommu/dma-iommu.c";
		SAY(line, "Linux: any size; the IOVA keeps the offset in the page; "
		    "the entries of a list become few segments, so go by the "
		    "returned count");
	} else if (s->restricted || s->forced ||
		   (s->e->missed && s->bounces)) {
		line->source = "kernel/dma/swiotlb.c";
		SAY(line, "256 KiB at most where it bounces "
		    "(dma_max_mapping_size()); the offset in the page is kept "
		    "by dma_set_min_align_mask() alone");
	} else {
		SAY(line, "any size, as it is: nothing is split or merged");
	}
}

void explain_sizes(struct subject *s)
{
	of_coherent(s);
	of_streaming(s);
}
