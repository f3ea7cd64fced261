// SPDX-License-Identifier: MIT
/*
 * Other addresses of the same memory: vmalloc aliases, pages that a program
 * maps, pages of a program that a driver has pinned.
 *
 * A vmalloc address is an alias of the cached view's page, so its lines are the
 * linear area's.  An open page has no view of its own: every address of it is
 * DRAM.  A twin is a board page that stands for a program's page; the two are
 * compared and copied a line at a time when the driver maintains the cache, as
 * the one cache of a real CPU would have held the program's lines too.
 */
#include <errno.h>
#include <string.h>

#include "private.h"

#define ALIAS_HOST	UINT64_C(0x3c0000000000)
#define ALIAS_SIZE	(HOME_AREA_SIZE / PAGE_SIZE * sizeof(uint32_t))
#define TWIN_BUCKETS	4096u

/* Page of the linear area + 1 behind each page of the vmalloc area. */
static uint32_t *const alias = (uint32_t *)ALIAS_HOST;
static bool alias_ready;

struct twin {
	uint64_t page;
	const struct home_twin_ops *ops;
	void *cookie;
	struct twin *next;
	uint64_t seen;			/* lines whose bytes are in last[] */
	char last[PAGE_SIZE];		/* what DRAM or program last agreed on */
};

static struct twin *twins[TWIN_BUCKETS];
unsigned int nr_twins;

/* --- addresses ------------------------------------------------------------ */

static uint32_t *alias_of(uintptr_t va)
{
	return &alias[(va - HOME_AREA(HOME_VMALLOC)) / PAGE_SIZE];
}

bool view_resolve(uintptr_t va, enum home_area *area, uint64_t *off)
{
	uint32_t page;

	*area = home_area_of((void *)va);
	if (*area == HOME_MMIO)
		return false;
	if (*area != HOME_VMALLOC) {
		*off = va - HOME_AREA(*area);
		return dram_run(*off) != 0;
	}
	page = alias_ready ? *alias_of(va) : 0;
	*off = (uint64_t)(page - 1) * PAGE_SIZE + (va & PAGE_MASK);
	return page != 0;
}

uint64_t home_paddr(const volatile void *va)
{
	enum home_area area;
	uint64_t off;

	if (!home_in_window(va) || !view_resolve((uintptr_t)va, &area, &off))
		return ~UINT64_C(0);
	return dram_paddr(off);
}

int home_vmap(void *va, uint64_t paddr, size_t size)
{
	uint64_t off = dram_offset(paddr);
	uintptr_t at = (uintptr_t)va;
	int err = 0;

	if (!alias_ready) {
		err = host_reserve(ALIAS_HOST, ALIAS_SIZE);
		if (!err)
			err = host_commit(ALIAS_HOST, ALIAS_SIZE);
		if (err)
			return err;
		alias_ready = true;
	}
	err = phys_alias(at, off, size);
	if (err)
		return err;
	for (size_t done = 0; done < size; done += PAGE_SIZE)
		*alias_of(at + done) = (uint32_t)((off + done) / PAGE_SIZE + 1);
	return 0;
}

void home_vunmap(void *va, size_t size)
{
	uintptr_t at = (uintptr_t)va;

	for (size_t done = 0; done < size; done += PAGE_SIZE)
		*alias_of(at + done) = 0;
	if (size)
		host_decommit(at, size);
}

/* --- open pages ----------------------------------------------------------- */

static const enum home_area dram_areas[] = {
	HOME_LINEAR, HOME_UNCACHED, HOME_WC,
};

static void pages_state(uint64_t off, uint64_t size, uint8_t state)
{
	for (unsigned int a = 0; a < 3; a++)
		memset(line_state(dram_areas[a], off >> LINE_SHIFT), state,
		       size >> LINE_SHIFT);
}

static void run_close(uint64_t off, uint64_t size)
{
	pages_state(off, size, 0);
	for (unsigned int a = 0; a < 3; a++)
		phys_restore_view(dram_areas[a], off, size);
}

static int run_open(uint64_t off, uint64_t size)
{
	int err = 0;

	buffers_drain();
	cache_snoop(off, size, true);
	for (unsigned int a = 0; !err && a < 3; a++)
		err = phys_open_view(dram_areas[a], off, size);
	if (err)
		run_close(off, size);
	else
		pages_state(off, size, LINE_OPEN);
	return err;
}

/* Bytes from off on whose pages are all open count times. */
static uint64_t open_run(uint64_t off, uint64_t end, uint8_t count)
{
	uint64_t at = off;

	while (at < end && *page_open_count(at) == count)
		at += PAGE_SIZE;
	return at - off;
}

static void count_opens(uint64_t off, uint64_t end, int by)
{
	for (; off < end; off += PAGE_SIZE)
		*page_open_count(off) = (uint8_t)(*page_open_count(off) + by);
}

int home_open_pages(uint64_t paddr, size_t size)
{
	uint64_t off = dram_offset(paddr), end = off + size, at = off, run;
	int err;

	while (at < end) {
		run = open_run(at, end, 0);
		err = run ? run_open(at, run) : 0;
		if (!err && *page_open_count(at) == UINT8_MAX)
			err = -ENOMEM;
		if (err) {
			home_close_pages(paddr, at - off);
			return err;
		}
		if (!run)
			run = PAGE_SIZE;
		count_opens(at, at + run, 1);
		at += run;
	}
	return 0;
}

void home_close_pages(uint64_t paddr, size_t size)
{
	uint64_t at = dram_offset(paddr), end = at + size, run;

	while (at < end) {
		run = open_run(at, end, 1);
		if (run)
			run_close(at, run);
		else
			run = PAGE_SIZE;
		count_opens(at, at + run, -1);
		at += run;
	}
}

/* --- twins ---------------------------------------------------------------- */

static struct twin **twin_slot(uint64_t page)
{
	struct twin **t = &twins[page % TWIN_BUCKETS];

	while (*t && (*t)->page != page)
		t = &(*t)->next;
	return t;
}

bool twin_at(uint64_t off)
{
	return *twin_slot(off / PAGE_SIZE) != NULL;
}

int home_twin(uint64_t paddr, const struct home_twin_ops *ops, void *cookie)
{
	uint64_t page = dram_offset(paddr) / PAGE_SIZE;
	struct twin **slot = twin_slot(page);
	struct twin *t;

	host_assert(!*slot);
	t = host_alloc(sizeof(*t));
	if (!t)
		return -ENOMEM;
	t->page = page;
	t->ops = ops;
	t->cookie = cookie;
	*slot = t;
	nr_twins++;
	return 0;
}

/* Lines of one page, as their program has them now. */
static void lines_fetch(struct twin *t, uint64_t off, uint64_t size)
{
	unsigned int in_page = (unsigned int)(off & PAGE_MASK);
	char now[PAGE_SIZE];

	t->ops->fetch(t->cookie, dram_paddr(off), now, size);
	for (uint64_t at = 0; at < size; at += HOME_LINE, in_page += HOME_LINE) {
		uint64_t bit = UINT64_C(1) << (in_page / HOME_LINE);

		if (t->seen & bit && !memcmp(now + at, t->last + in_page,
					     HOME_LINE))
			continue;	/* clean: nothing to write back */
		memcpy(t->last + in_page, now + at, HOME_LINE);
		memcpy(dram_at(off + at), now + at, HOME_LINE);
		t->seen |= bit;
	}
}

static void lines_put(struct twin *t, uint64_t off, uint64_t size)
{
	unsigned int in_page = (unsigned int)(off & PAGE_MASK);
	uint64_t lines = ~UINT64_C(0) >> (PAGE_LINES - size / HOME_LINE);

	memcpy(t->last + in_page, dram_at(off), size);
	t->seen |= lines << (in_page / HOME_LINE);
	t->ops->put(t->cookie, dram_paddr(off), dram_at(off), size);
}

/* fn for the whole lines that [off, off + size) touches, a page at a time. */
static void each_twin(uint64_t off, uint64_t size,
		      void (*fn)(struct twin *t, uint64_t off, uint64_t size))
{
	uint64_t end = (off + size + LINE_MASK) & ~LINE_MASK, next;

	for (off &= ~LINE_MASK; off < end; off = next) {
		struct twin *t = *twin_slot(off / PAGE_SIZE);

		next = (off & ~PAGE_MASK) + PAGE_SIZE;
		if (next > end)
			next = end;
		if (t)
			fn(t, off, next - off);
	}
}

void twin_fetch(uint64_t off, uint64_t size)
{
	each_twin(off, size, lines_fetch);
}

void twin_put(uint64_t off, uint64_t size)
{
	each_twin(off, size, lines_put);
}

void home_untwin(uint64_t paddr)
{
	uint64_t off = dram_offset(paddr) & ~PAGE_MASK;
	struct twin **slot = twin_slot(off / PAGE_SIZE);
	struct twin *t = *slot;

	host_assert(t);
	/* What the kernel wrote through its own address is the program's. */
	for (uint64_t at = off; at < off + PAGE_SIZE; at += HOME_LINE)
		if (*line_state(HOME_LINEAR, at >> LINE_SHIFT) & LINE_DIRTY)
			t->ops->put(t->cookie, dram_paddr(at),
				    view_at(HOME_LINEAR, at), HOME_LINE);
	*slot = t->next;
	host_free(t);
	nr_twins--;
}
