// SPDX-License-Identifier: MIT
/*
 * sizes - what becomes of a number of bytes: block, alignment, address, room.
 */
#include <linux/cma.h>
#include <linux/sprintf.h>

#include "explain/private.h"

static u64 block_of(u64 size)
{
	return explain_page() << dma_page_order(size);
}

static struct explain_line *next_line(struct subject *s, const char *about)
{
	struct explain_line *line = &s->e->sizes[s->e->nr_sizes++];

	line->about = about;
	return line;
}

#define SAY(line, ...) snprintf((line)->text, EXPLAIN_TEXT, __VA_ARGS__)

/* The largest power of two that the pool has. */
static u64 largest_block(u64 pool_size)
{
	u64 size = explain_page();

	while (coherent_pool_holds(pool_size, size << 1))
		size <<= 1;
	return size;
}

static void in_pool(struct subject *s, struct explain_line *line)
{
	u64 size = s->options->size, pool = s->pool->size;

	if (!size)
		SAY(line, "blocks of a power of two of pages, at a multiple of "
		    "their size from the pool's start, lowest first; the "
		    "largest is %s of %s. Only the bytes asked for are zeroed",
		    explain_bytes(largest_block(pool)), explain_bytes(pool));
	else if (!coherent_pool_holds(pool, size))
		SAY(line, "never: NULL. %s need a block of %s, and the largest "
		    "of a pool of %s is %s", explain_bytes(size),
		    explain_bytes(block_of(size)), explain_bytes(pool),
		    explain_bytes(largest_block(pool)));
	else
		SAY(line, "%s take a block of %s, at a multiple of that from "
		    "the pool's start; the first one is dma 0x%llx, phys 0x%llx",
		    explain_bytes(size), explain_bytes(block_of(size)),
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
		    explain_bytes(block_of(size)));
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
	else if (size <= cma_get_size(area))
		SAY(line, "%s, at a multiple of %s counted from address 0 and "
		    "not from the area", explain_bytes(size),
		    explain_bytes(align));
	else if (block_of(size) <= explain_max_block())
		SAY(line, "%s are more than the area of %s: ordinary pages, a "
		    "block of %s", explain_bytes(size),
		    explain_bytes(cma_get_size(area)),
		    explain_bytes(block_of(size)));
	else
		SAY(line, "never: NULL. %s are more than the area of %s, and "
		    "ordinary pages come %s in one piece at most",
		    explain_bytes(size), explain_bytes(cma_get_size(area)),
		    explain_bytes(explain_max_block()));
}

static void in_pages(struct subject *s, struct explain_line *line)
{
	u64 size = s->options->size, block = block_of(size);

	if (!size)
		SAY(line, "a power of two of pages, at a multiple of that; %s "
		    "at most", explain_bytes(explain_max_block()));
	else if (block <= explain_max_block())
		SAY(line, "%s take %s of ordinary pages, at a multiple of that",
		    explain_bytes(size), explain_bytes(block));
	else
		SAY(line, "NULL: %s need %s, and ordinary pages come %s in one "
		    "piece at most. Give the device a pool or a CMA area; "
		    "Linux: a default CMA area would serve, too",
		    explain_bytes(size), explain_bytes(block),
		    explain_bytes(explain_max_block()));
}

static void of_coherent(struct subject *s)
{
	struct explain_line *line = next_line(s, "dma_alloc_*");
	u64 size = s->options->size ? s->options->size : 2 * explain_page();
	struct cma *area = dma_contiguous_area(&s->dev, size, GFP_KERNEL);

	if (s->pool)
		in_pool(s, line);
	else if (s->iommu)
		at_iova(s, line);
	else if (area)
		in_area(s, line, area);
	else
		in_pages(s, line);
}

static void of_streaming(struct subject *s)
{
	struct explain_line *line = next_line(s, "dma_map_*");

	if (s->iommu) {
		line->source = "drivers/iommu/dma-iommu.c";
		SAY(line, "Linux: any size; the IOVA keeps the offset in the page; "
		    "the entries of a list become few segments, so go by the "
		    "returned count");
	} else if (s->e->missed || s->restricted) {
		line->source = "kernel/dma/swiotlb.c";
		SAY(line, "Linux: 256 KiB at most where it bounces "
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
