// SPDX-License-Identifier: MIT
/*
 * The checker's judgement - each access of a CPU or a device to a watched line.
 *
 * A report is a hazard, not a style: a CPU load of hot bytes may hit a line
 * that was cached before; a bus read of dirty bytes passes by what is still in
 * the cache.  A bounced mapping's device is in a slot: what it does there is held
 * against the lines of what was mapped.
 *
 * While the CPU owns a line, what the device writes is only a hazard when the
 * CPU touched the line before: a driver that polls a line, each time after a
 * sync, is right.
 */
#include <linux/device.h>
#include <linux/mm.h>

#include "dma/check/lines.h"
#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"

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

/* [at, end) as the access's master sees it. */
static void access_range(struct touch *t, phys_addr_t at, phys_addr_t end)
{
	phys_addr_t next;

	for (; at < end; at = next) {
		next = min(end, page_end(at));
		t->page = page_find(at);
		if (t->page && t->page->links)
			touch_lines(t, at, next);
	}
}

/* A device works on slots: what it does there it does to what was mapped. */
static void access_slots(struct touch *t, phys_addr_t at, phys_addr_t end)
{
	phys_addr_t orig, next;
	size_t left;

	for (; at < end; at = next) {
		if (bounce_original(at, &orig, &left)) {
			next = min(end, at + left);
			access_range(t, orig, orig + (next - at));
			continue;
		}
		next = min(end, round_down(at, IO_TLB_SIZE) + IO_TLB_SIZE);
		if (!t->access->coherent)
			access_range(t, at, next);
	}
}

void check_access(const struct home_access *access)
{
	phys_addr_t at = access->paddr, end = at + access->size;
	struct touch t = { .access = access };

	if (access->device && unlikely(io_tlb_meets(at, end)))
		access_slots(&t, at, end);
	/* A master that snoops sees what the CPU wrote, and is seen. */
	else if (!access->device || !access->coherent)
		access_range(&t, at, end);
}
