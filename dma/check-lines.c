// SPDX-License-Identifier: MIT
/*
 * The checker's lines - who wrote which byte of a mapping since when.
 *
 * Each page of a watched mapping has four bits a line: hot (the device wrote
 * bytes that the CPU was not told of), dirty (the CPU wrote bytes that the
 * device was not told of), owned (synced for the CPU, not given back), touched
 * (the CPU accessed it since).  Hot and dirty lines also have masks of bytes.
 *
 * A report is a hazard, not a style: a CPU load of hot bytes may hit a line
 * that was cached before; a bus read of dirty bytes passes by what is still in
 * the cache.  Cache maintenance works on whole lines and on addresses, so
 * that is what ends a hazard, by whichever mapping it was asked for.
 *
 * While the CPU owns a line, what the device writes is only a hazard when the
 * CPU touched the line before: a driver that polls a line, each time after a
 * sync, is right.
 */
#include <linux/device.h>
#include <linux/mm.h>

#include "dma/check-private.h"
#include "dma/private.h"

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
	struct line *lines;		/* NULL: no line needed its own yet */
	u64 dev_whole, cpu_whole;	/* of the hot and the dirty ones */
	const char *master;		/* of whole lines, as in struct line */
	u64 cpu_when;
	u32 cpu_stack;
};

static struct page_state *leaves[LEAVES];

/* A range of bytes within one page. */
struct span {
	struct page_state *page;
	phys_addr_t start, end;
};

static struct page_state *page_find(phys_addr_t paddr)
{
	u64 pfn = (paddr - home_dram_base()) >> PAGE_SHIFT;
	struct page_state *leaf = leaves[pfn >> LEAF_SHIFT];

	return leaf ? &leaf[pfn & ((1 << LEAF_SHIFT) - 1)] : NULL;
}

static struct page_state *page_get(phys_addr_t paddr)
{
	u64 pfn = (paddr - home_dram_base()) >> PAGE_SHIFT;
	struct page_state **leaf = &leaves[pfn >> LEAF_SHIFT];

	if (unlikely(!*leaf))
		*leaf = host_alloc(sizeof(**leaf) << LEAF_SHIFT);
	return *leaf ? &(*leaf)[pfn & ((1 << LEAF_SHIFT) - 1)] : NULL;
}

/* Bits first..last of a word. */
static u64 bits(unsigned int first, unsigned int last)
{
	return (~0ULL << first) & (~0ULL >> (63 - last));
}

/* Lines of [start, end), which lies in one page. */
static u64 line_mask(phys_addr_t start, phys_addr_t end)
{
	return bits(start / HOME_LINE % LINES, (end - 1) / HOME_LINE % LINES);
}

/* Bytes of the line at base that [start, end) has. */
static u64 byte_mask(phys_addr_t base, phys_addr_t start, phys_addr_t end)
{
	phys_addr_t from = max(base, start);
	phys_addr_t to = min(base + HOME_LINE, end);

	return from < to ? bits(from - base, to - base - 1) : 0;
}

static phys_addr_t page_end(phys_addr_t paddr)
{
	return (paddr & PAGE_MASK) + PAGE_SIZE;
}

/* m's lines in the page that begins at base. */
static u64 mapping_lines(const struct mapping *m, phys_addr_t base)
{
	phys_addr_t start = max(base, m->paddr);
	phys_addr_t end = min(base + PAGE_SIZE, m->paddr + m->size);

	return start < end ? line_mask(start, end) : 0;
}

/* --- mappings come and go ------------------------------------------------- */

static bool links_alloc(struct mapping *m)
{
	phys_addr_t first = m->paddr & PAGE_MASK;
	u64 nr = (m->paddr + m->size - first + PAGE_SIZE - 1) >> PAGE_SHIFT;

	m->nr_links = nr;
	m->links = m->own;
	if (nr > ARRAY_SIZE(m->own))
		m->links = host_alloc(nr * sizeof(*m->links));
	return m->links;
}

static void link_page(struct mapping *m, struct page_link *link,
		      struct page_state *page)
{
	link->mapping = m;
	link->next = page->links;
	link->pprev = &page->links;
	if (link->next)
		link->next->pprev = &link->next;
	page->links = link;
}

static void unlink_page(struct page_link *link)
{
	*link->pprev = link->next;
	if (link->next)
		link->next->pprev = link->pprev;
}

bool lines_add(struct mapping *m, bool cleaned)
{
	phys_addr_t base = m->paddr & PAGE_MASK;
	struct page_state *page;
	u32 i;

	if (!links_alloc(m))
		return false;
	for (i = 0; i < m->nr_links; i++, base += PAGE_SIZE) {
		page = page_get(base);
		if (unlikely(!page))
			goto out_unlink;
		link_page(m, &m->links[i], page);
		if (cleaned)
			page->dirty &= ~mapping_lines(m, base);
		if (m->dir != DMA_TO_DEVICE)
			page->owned &= ~mapping_lines(m, base);
	}
	home_watch(m->paddr, m->size);
	return true;
out_unlink:
	while (i--)
		unlink_page(&m->links[i]);
	if (m->links != m->own)
		host_free(m->links);
	return false;
}

/* Lines of the page that no mapping has any more are nobody's hazard. */
static void forget_lines(struct page_state *page, u64 lines, phys_addr_t base)
{
	const struct page_link *link;

	for (link = page->links; link && lines; link = link->next)
		lines &= ~mapping_lines(link->mapping, base);
	page->hot &= ~lines;
	page->dirty &= ~lines;
	page->owned &= ~lines;
	page->touched &= ~lines;
}

void lines_remove(struct mapping *m, bool synced)
{
	phys_addr_t base = m->paddr & PAGE_MASK;
	u32 i;

	home_unwatch(m->paddr, m->size);
	for (i = 0; i < m->nr_links; i++, base += PAGE_SIZE) {
		struct page_state *page = page_find(base);
		u64 lines = mapping_lines(m, base);

		unlink_page(&m->links[i]);
		if (synced && m->dir != DMA_TO_DEVICE)
			page->hot &= ~lines;
		if ((page->hot | page->dirty | page->owned | page->touched) &
		    lines)
			forget_lines(page, lines, base);
		if (!page->links && page->lines) {
			host_free(page->lines);
			page->lines = NULL;
		}
	}
	if (m->links != m->own)
		host_free(m->links);
}

void lines_sync(phys_addr_t paddr, size_t size, enum dma_data_direction dir,
		bool for_device)
{
	phys_addr_t end = paddr + size, next;

	for (; paddr < end; paddr = next) {
		struct page_state *page = page_find(paddr);
		u64 lines;

		next = min(end, page_end(paddr));
		if (!page || !page->links)
			continue;
		lines = line_mask(paddr, next);
		if (for_device) {
			page->dirty &= ~lines;
			page->owned &= ~lines;
		} else if (dir != DMA_TO_DEVICE) {
			page->hot &= ~lines;
			page->touched &= ~lines;
			page->owned |= lines;
		}
	}
}

struct mapping *lines_find(const struct device *dev, phys_addr_t paddr,
			   size_t size)
{
	const struct page_state *page = page_find(paddr);
	const struct page_link *link;
	struct mapping *m;

	for (link = page ? page->links : NULL; link; link = link->next) {
		m = link->mapping;
		if (m->dev == dev && paddr >= m->paddr &&
		    paddr + size <= m->paddr + m->size)
			return m;
	}
	return NULL;
}

/* --- accesses ------------------------------------------------------------- */

static bool device_writes(const struct mapping *m)
{
	return m->dir != DMA_TO_DEVICE;
}

static bool device_reads(const struct mapping *m)
{
	return m->dir != DMA_FROM_DEVICE;
}

/* What happens to one line: n is its number, bytes those accessed. */
struct touch {
	const struct home_access *access;
	struct page_state *page;
	const struct mapping *only;	/* has every byte; NULL: there are more */
	phys_addr_t base;		/* of the line */
	unsigned int n;
	u64 bytes;
	u32 stack;			/* of the access; 0: not saved yet */
};

/* The bytes of t's line that a mapping which allows it has. */
static inline u64 mapped_bytes(const struct touch *t,
			       bool (*allows)(const struct mapping *))
{
	const struct page_link *link;
	phys_addr_t base = t->base;
	const struct mapping *m;
	u64 bytes = 0;

	if (t->only)
		return allows(t->only) ? ~0ULL : 0;
	for (link = t->page->links; link && bytes != ~0ULL; link = link->next) {
		m = link->mapping;
		if (allows(m))
			bytes |= byte_mask(base, m->paddr, m->paddr + m->size);
	}
	return bytes;
}

/* The mapping to name for a byte; NULL: none has it. */
static struct mapping *mapping_at(const struct page_state *page,
				  phys_addr_t paddr,
				  bool (*allows)(const struct mapping *))
{
	const struct page_link *link;
	struct mapping *m;

	for (link = page->links; link; link = link->next) {
		m = link->mapping;
		if (allows(m) && paddr - m->paddr < m->size)
			return m;
	}
	return NULL;
}

/* Line number n of the page, its masks as the bits say; NULL: no memory. */
static struct line *line_get(struct page_state *page, unsigned int n)
{
	u64 bit = 1ULL << n;
	struct line *line;

	if (!page->lines)
		page->lines = host_alloc(LINES * sizeof(*line));
	if (!page->lines)
		return NULL;
	line = &page->lines[n];
	if (!(page->hot & bit)) {
		line->dev_written = 0;
	} else if (page->dev_whole & bit) {
		line->dev_written = ~0ULL;
		line->master = page->master;
	}
	if (!(page->dirty & bit)) {
		line->cpu_written = 0;
	} else if (page->cpu_whole & bit) {
		line->cpu_written = ~0ULL;
		line->cpu_stack = page->cpu_stack;
		line->cpu_when = page->cpu_when;
	}
	page->dev_whole &= ~bit;
	page->cpu_whole &= ~bit;
	return line;
}

/* One report for all of a mapping: what it says is no hazard any more. */
static void forgive(const struct mapping *m, bool hot)
{
	phys_addr_t base = m->paddr & PAGE_MASK;
	u32 i;

	for (i = 0; i < m->nr_links; i++, base += PAGE_SIZE) {
		struct page_state *page = page_find(base);
		u64 lines = mapping_lines(m, base);

		if (hot)
			page->hot &= ~lines;
		else
			page->dirty &= ~lines;
	}
}

static void cpu_read(struct touch *t)
{
	const struct line *line = line_get(t->page, t->n);
	struct mapping *m;
	u64 stale;

	if (!line)
		return;
	stale = line->dev_written & t->bytes;
	if (!stale)
		return;
	m = mapping_at(t->page, t->base + __builtin_ctzll(stale),
		       device_writes);
	if (!m)
		return;
	report_cpu_read(m, t->access, line->master);
	forgive(m, true);
}

static u32 touch_stack(struct touch *t)
{
	if (!t->stack)
		t->stack = host_stack_save(t->access->pc, t->access->frame);
	return t->stack;
}

static void cpu_write(struct touch *t)
{
	u64 bytes = mapped_bytes(t, device_reads) & t->bytes;
	struct line *line = line_get(t->page, t->n);

	if (!line)
		return;
	line->dev_written &= ~t->bytes;	/* what the CPU wrote it may read */
	if (!bytes)
		return;
	if (bytes & ~line->cpu_written) {
		line->cpu_stack = touch_stack(t);
		line->cpu_when = home_now();
	}
	line->cpu_written |= bytes;
	t->page->dirty |= 1ULL << t->n;
}

static void device_read(struct touch *t)
{
	const struct line *line = line_get(t->page, t->n);
	phys_addr_t byte;
	struct mapping *m;
	u64 missed;

	if (!line)
		return;
	missed = line->cpu_written & t->bytes;
	if (!missed)
		return;
	byte = t->base + __builtin_ctzll(missed);
	m = mapping_at(t->page, byte, device_reads);
	if (!m)
		return;
	report_device_read(m, t->access, byte, line->cpu_stack,
			   line->cpu_when);
	forgive(m, false);
}

static void device_write(struct touch *t)
{
	struct page_state *page = t->page;
	u64 bit = 1ULL << t->n;
	u64 bytes = mapped_bytes(t, device_writes) & t->bytes;
	struct line *line = line_get(page, t->n);

	if (!line)
		return;
	line->cpu_written &= ~t->bytes;
	if (!bytes || (page->owned & ~page->touched & bit))
		return;
	line->dev_written |= bytes;
	line->master = t->access->master;
	page->hot |= bit;
}

/*
 * cpu_write() and device_write() for lines that are written whole: those are
 * returned for which that is all.
 */
static u64 cpu_write_whole(struct touch *t, u64 lines)
{
	struct page_state *page = t->page;

	page->hot &= ~lines;
	if (!device_reads(t->only))
		return lines;
	lines &= ~page->dirty;
	if (!lines || page->dirty & page->cpu_whole)
		return 0;
	page->cpu_stack = touch_stack(t);
	page->cpu_when = home_now();
	page->cpu_whole = lines;
	page->dirty |= lines;
	return lines;
}

static u64 device_write_whole(struct touch *t, u64 lines)
{
	struct page_state *page = t->page;
	u64 hot = lines & ~(page->owned & ~page->touched);

	page->dirty &= ~lines;
	if (!device_writes(t->only))
		return lines;
	if (page->hot & page->dev_whole && page->master != t->access->master)
		return 0;
	page->master = t->access->master;
	page->dev_whole = (page->dev_whole & page->hot) | hot;
	page->hot |= hot;
	return lines;
}

/* Those of the lines for which there is more to do than this. */
static u64 pick_lines(const struct home_access *access,
		      struct page_state *page, u64 lines)
{
	if (!access->device)
		page->touched |= page->owned & lines;
	if (!access->write)
		lines &= access->device ? page->dirty : page->hot;
	return lines;
}

/* The page's mapping, if it has only one and that has all of [at, end). */
static const struct mapping *only_mapping(const struct page_state *page,
					  phys_addr_t at, phys_addr_t end)
{
	const struct mapping *m = page->links->mapping;

	return !page->links->next && at >= m->paddr &&
	       end <= m->paddr + m->size ? m : NULL;
}

/* Those of the lines that have nothing beside [at, end). */
static u64 whole_lines(phys_addr_t at, phys_addr_t end)
{
	at = round_up(at, HOME_LINE);
	end = round_down(end, HOME_LINE);
	return at < end ? line_mask(at, end) : 0;
}

/* [at, end) lies in t->page. */
static void touch_lines(struct touch *t, phys_addr_t at, phys_addr_t end)
{
	const struct home_access *access = t->access;
	u64 lines = pick_lines(access, t->page, line_mask(at, end));
	void (*fn)(struct touch *) = access->device ?
		access->write ? device_write : device_read :
		access->write ? cpu_write : cpu_read;

	if (!lines)
		return;
	t->only = only_mapping(t->page, round_down(at, HOME_LINE),
			       round_up(end, HOME_LINE));
	if (t->only && access->write)
		lines &= access->device ?
			~device_write_whole(t, whole_lines(at, end)) :
			~cpu_write_whole(t, whole_lines(at, end));
	for (; lines; lines &= lines - 1) {
		t->n = __builtin_ctzll(lines);
		t->base = (at & PAGE_MASK) + t->n * HOME_LINE;
		t->bytes = byte_mask(t->base, at, end);
		fn(t);
	}
}

void check_access(const struct home_access *access)
{
	phys_addr_t at = access->paddr, end = at + access->size, next;
	struct touch t = { .access = access };

	/* A master that snoops sees what the CPU wrote, and is seen. */
	if (access->device && access->coherent)
		return;
	for (; at < end; at = next) {
		next = min(end, page_end(at));
		t.page = page_find(at);
		if (t.page && t.page->links)
			touch_lines(&t, at, next);
	}
}
