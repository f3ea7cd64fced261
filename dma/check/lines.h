/* SPDX-License-Identifier: MIT */
/*
 * The checker's pages and lines, for lines.c, which keeps them, and access.c,
 * which judges by them.
 *
 * Each page of a watched mapping has four bits a line: hot (the device wrote
 * bytes that the CPU was not told of), dirty (the CPU wrote bytes that the
 * device was not told of), owned (synced for the CPU, not given back), touched
 * (the CPU accessed it since).  Hot and dirty lines also have masks of bytes.
 */
#ifndef DMA_CHECK_LINES_H
#define DMA_CHECK_LINES_H

#include <linux/mm.h>

#include "dma/check/private.h"
#include "home/home.h"

#define LINES		(PAGE_SIZE / HOME_LINE)		/* 64: a word */
#define LEAF_SHIFT	12				/* pages in a leaf */
#define LEAVES		(HOME_AREA_SIZE >> (PAGE_SHIFT + LEAF_SHIFT))

struct line {
	u64 dev_written, cpu_written;	/* a bit a byte */
	u64 cpu_when;
	const char *master;		/* who wrote the former */
	u32 cpu_stack;			/* where the latter were written */
};

/*
 * Lines that were written whole and at once share one record: they are hot or
 * dirty in each byte, and line_get() gives them their own when that changes.
 */
struct page_state {
	u64 hot, dirty, owned, touched;	/* a bit a line */
	struct page_link *links;
	struct page_link *quiet;	/* mappings of devices that snoop */
	struct line *lines;		/* NULL: no line needed its own yet */
	u64 dev_whole, cpu_whole;	/* of the hot and the dirty ones */
	const char *master;		/* of whole lines, as in struct line */
	u64 cpu_when;
	u32 cpu_stack;
};

extern struct page_state *check_leaves[LEAVES];

static inline struct page_state *page_find(phys_addr_t paddr)
{
	u64 pfn = (paddr - home_dram_base()) >> PAGE_SHIFT;
	struct page_state *leaf = check_leaves[pfn >> LEAF_SHIFT];

	return leaf ? &leaf[pfn & ((1 << LEAF_SHIFT) - 1)] : NULL;
}

/* Bits first..last of a word. */
static inline u64 bits(unsigned int first, unsigned int last)
{
	return (~0ULL << first) & (~0ULL >> (63 - last));
}

/* Lines of [start, end), which lies in one page. */
static inline u64 line_mask(phys_addr_t start, phys_addr_t end)
{
	return bits(start / HOME_LINE % LINES, (end - 1) / HOME_LINE % LINES);
}

/* Bytes of the line at base that [start, end) has. */
static inline u64 byte_mask(phys_addr_t base, phys_addr_t start, phys_addr_t end)
{
	phys_addr_t from = max(base, start);
	phys_addr_t to = min(base + HOME_LINE, end);

	return from < to ? bits(from - base, to - base - 1) : 0;
}

static inline phys_addr_t page_end(phys_addr_t paddr)
{
	return (paddr & PAGE_MASK) + PAGE_SIZE;
}

/* m's lines in the page that begins at base. */
static inline u64 mapping_lines(const struct mapping *m, phys_addr_t base)
{
	phys_addr_t start = max(base, m->paddr);
	phys_addr_t end = min(base + PAGE_SIZE, m->paddr + m->size);

	return start < end ? line_mask(start, end) : 0;
}

/* Those of the lines that have nothing beside [at, end). */
static inline u64 whole_lines(phys_addr_t at, phys_addr_t end)
{
	at = round_up(at, HOME_LINE);
	end = round_down(end, HOME_LINE);
	return at < end ? line_mask(at, end) : 0;
}

/* Line number n of the page, its masks as the bits say; NULL: no memory. */
struct line *line_get(struct page_state *page, unsigned int n);

#endif
