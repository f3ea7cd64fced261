// SPDX-License-Identifier: MIT
/*
 * Stores that wait and loads that came early: Normal non-cacheable memory.
 *
 * A store to an uncached or wc address stays in a store buffer until a barrier,
 * an ordered MMIO access, its time, or chance drains it; words of one line may
 * drain in any order.  A load may give the value from before a device's write,
 * as if the CPU had loaded ahead, until a read barrier.  Two limits keep that
 * honest: no byte goes back to an older value, and a load whose address the
 * value of an earlier load explains is never ahead of that load.
 *
 * Not the same as hardware: about NR_PENDING lines wait, at most WAIT_NS.
 * Rules: ARM DDI 0487 B2.3 (memory ordering, address dependency);
 * Documentation/memory-barriers.txt on dma_rmb() and dma_wmb().
 */
#include <string.h>

#include "private.h"

#define NR_PENDING	16u		/* more drain the oldest */
#define MAX_PENDING	128u		/* while one wide store is under way */
#define NR_STALE	64u
#define NR_FRESH	4u
#define WAIT_NS		2000u
#define WORD		8u		/* drains and arrives as a whole */
#define WORD_MASK(w)	(UINT64_C(0xff) << ((w) * WORD))

static struct pending {
	enum home_area area;
	uint64_t line;
	uint64_t mask;			/* bytes stored */
	uint64_t until;			/* drains then at the latest */
} pending[MAX_PENDING];			/* the first nr_pending are in use */
static unsigned int nr_pending;

static struct stale {
	enum home_area area;
	uint64_t line;
	uint64_t mask;			/* bytes of the view that are old; 0: free */
	uint64_t until;
	uint64_t epoch;			/* of read barriers, at the write */
} stale[NR_STALE];
static unsigned int nr_stale, stale_next;

static uint64_t epoch;
static uint64_t fresh[NR_FRESH];	/* values loaded since the barrier */
static unsigned int nr_fresh;

static uint64_t byte_mask(uint64_t off, uint64_t size)
{
	uint64_t ones = size >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << size) - 1;

	return ones << (off & LINE_MASK);
}

static void copy_masked(char *dst, const char *src, uint64_t mask)
{
	for (unsigned int w = 0; w < HOME_LINE / WORD; w++) {
		uint64_t part = mask >> (w * WORD) & 0xff;

		if (part == 0xff)
			memcpy(dst + w * WORD, src + w * WORD, WORD);
		else
			for (; part; part &= part - 1) {
				unsigned int i = w * WORD +
					(unsigned int)__builtin_ctzll(part);

				dst[i] = src[i];
			}
	}
}

/* --- stores --------------------------------------------------------------- */

static struct pending *pending_find(enum home_area area, uint64_t line)
{
	for (unsigned int i = nr_pending; i-- > 0;)
		if (pending[i].line == line && pending[i].area == area)
			return &pending[i];
	return NULL;
}

static void pending_end(struct pending *p)
{
	*line_state(p->area, p->line) &= (uint8_t)~LINE_PENDING;
	*p = pending[--nr_pending];
}

static void pending_drain(struct pending *p, uint64_t mask)
{
	uint64_t off = p->line << LINE_SHIFT;

	copy_masked(dram_at(off), view_at(p->area, off), p->mask & mask);
	p->mask &= ~mask;
	if (!p->mask)
		pending_end(p);
}

static struct pending *pending_oldest(void)
{
	struct pending *oldest = &pending[0];

	for (unsigned int i = 1; i < nr_pending; i++)
		if (pending[i].until < oldest->until)
			oldest = &pending[i];
	return oldest;
}

/* Room for a store: only ever of stores that have been made. */
static void pending_make_room(void)
{
	while (nr_pending > NR_PENDING)
		pending_drain(pending_oldest(), ~UINT64_C(0));
}

static struct pending *pending_new(enum home_area area, uint64_t line)
{
	struct pending *p;

	if (nr_pending == MAX_PENDING)
		pending_drain(pending_oldest(), ~UINT64_C(0));
	p = &pending[nr_pending++];
	p->area = area;
	p->line = line;
	p->mask = 0;
	p->until = home_now() + (cache_mode == HOME_CACHE_HOSTILE ?
				dice(HOME_DICE_CACHE, WAIT_NS) : WAIT_NS);
	*line_state(area, line) |= LINE_PENDING;
	return p;
}

static void store(enum home_area area, uint64_t line, uint64_t mask)
{
	struct pending *p = pending_find(area, line);

	if (!p)
		p = pending_new(area, line);
	p->mask |= mask;
}

/* Some words of it, as chance has it. */
static void pending_drain_some(struct pending *p)
{
	uint64_t mask = 0;

	for (unsigned int w = 0; w < HOME_LINE / WORD; w++)
		if (dice(HOME_DICE_CACHE, 2))
			mask |= WORD_MASK(w);
	pending_drain(p, mask);
}

void buffers_drain(void)
{
	while (nr_pending)
		pending_drain(&pending[nr_pending - 1], ~UINT64_C(0));
}

void buffers_whim(void)
{
	for (unsigned int i = nr_pending; i-- > 0;)
		if (pending[i].until <= home_now())
			pending_drain(&pending[i], ~UINT64_C(0));
}

/* --- loads ---------------------------------------------------------------- */

static struct stale *stale_find(enum home_area area, uint64_t line)
{
	if (!nr_stale)
		return NULL;
	for (unsigned int i = 0; i < NR_STALE; i++)
		if (stale[i].mask && stale[i].line == line &&
		    stale[i].area == area)
			return &stale[i];
	return NULL;
}

static void stale_end(struct stale *s)
{
	if (s->mask)
		nr_stale--;
	s->mask = 0;
}

/* The CPU sees DRAM's bytes again, but for its own stores under way. */
static void refresh(enum home_area area, uint64_t line, uint64_t mask)
{
	struct pending *p = pending_find(area, line);
	uint64_t off = line << LINE_SHIFT;

	copy_masked(view_at(area, off), dram_at(off),
		    p ? mask & ~p->mask : mask);
}

static void refresh_line(enum home_area area, uint64_t line)
{
	refresh(area, line, ~UINT64_C(0));
	*line_state(area, line) |= LINE_VALID;
}

static void fresh_note(enum home_area area, uint64_t off, unsigned int size)
{
	uint64_t value = 0;

	memcpy(&value, view_at(area, off), size < 8 ? size : 8);
	fresh[nr_fresh++ % NR_FRESH] = value;
}

static bool near(uint64_t a, uint64_t b)
{
	return a - b + 0x10000 < 0x20000;
}

/*
 * Could this address have been computed from a value loaded since the barrier?
 * As a pointer or bus address near it, or as an index into an array of
 * power-of-two elements that starts on a page.  Doubt means yes.
 */
static bool explained(enum home_area area, uint64_t off)
{
	unsigned int n = nr_fresh < NR_FRESH ? nr_fresh : NR_FRESH;

	for (unsigned int i = 0; i < n; i++) {
		uint64_t v = fresh[i];

		if (near(v, HOME_AREA(area) + off) || near(v, dram_paddr(off)))
			return true;
		if (v >= 0x10000)
			continue;
		for (unsigned int shift = 2; shift <= 8; shift++) {
			uint64_t each = (PAGE_SIZE >> shift) - 1;
			uint64_t d = ((off >> shift) - v) & each;

			if (d == 0 || d == each)
				return true;
		}
	}
	return false;
}

static void load(enum home_area area, uint64_t off, unsigned int size,
		 uint64_t mask)
{
	uint64_t line = off >> LINE_SHIFT;
	struct stale *s = stale_find(area, line);

	if (!s) {
		refresh_line(area, line);
		fresh_note(area, off, size);
		return;
	}
	if (s->epoch != epoch || s->until <= home_now()) {
		stale_end(s);
		refresh_line(area, line);
		fresh_note(area, off, size);
		return;
	}
	if (!(s->mask & mask))
		return;
	if (!explained(area, off) && dice(HOME_DICE_CACHE, 2))
		return;			/* loaded ahead: the older value */
	refresh(area, line, mask);
	fresh_note(area, off, size);
	if (!(s->mask & ~mask)) {
		stale_end(s);
		*line_state(area, line) |= LINE_VALID;
	} else {
		s->mask &= ~mask;
	}
}

void buffers_access(enum home_area area, uint64_t off, unsigned int size,
		    bool write)
{
	uint64_t end = off + size;

	*page_buffered(off) = 1;
	*page_buffered(end - 1) = 1;
	buffers_whim();
	if (write)
		pending_make_room();
	while (off < end) {
		uint64_t line = off >> LINE_SHIFT;
		uint64_t next = (line + 1) << LINE_SHIFT;
		uint8_t state = *line_state(area, line);
		unsigned int part;

		if (next > end)
			next = end;
		part = (unsigned int)(next - off);
		if (state & LINE_OPEN)
			;
		else if (write)
			store(area, line, byte_mask(off, part));
		else if (!(state & LINE_VALID))
			load(area, off, part, byte_mask(off, part));
		off = next;
	}
}

/* --- devices -------------------------------------------------------------- */

/* A device is about to write: what the CPU may go on seeing for a while. */
static void stale_begin(enum home_area area, uint64_t line, uint64_t mask)
{
	struct stale *s = stale_find(area, line);

	if (!s) {
		s = &stale[stale_next++ % NR_STALE];
		if (s->mask)
			stale_end(s);
		nr_stale++;
		s->area = area;
		s->line = line;
	}
	s->mask |= mask;
	s->epoch = epoch;
	s->until = home_now() + dice(HOME_DICE_CACHE, WAIT_NS);
}

static void line_device_write(enum home_area area, uint64_t line,
			      uint64_t mask)
{
	uint8_t *state = line_state(area, line);

	if (*state & LINE_OPEN)
		return;
	if (cache_mode == HOME_CACHE_HOSTILE) {
		if (!(*state & LINE_VALID) && !stale_find(area, line))
			refresh(area, line, ~UINT64_C(0));
		stale_begin(area, line, mask);
	}
	*state &= (uint8_t)~LINE_VALID;
}

static void device_write(uint64_t off, uint64_t size)
{
	uint64_t end = off + size;

	while (off < end) {
		uint64_t line = off >> LINE_SHIFT;
		uint64_t next = (line + 1) << LINE_SHIFT;
		uint64_t mask;

		if (!*page_buffered(off)) {
			off = (off & ~PAGE_MASK) + PAGE_SIZE;
			continue;
		}
		if (next > end)
			next = end;
		mask = byte_mask(off, next - off);
		line_device_write(HOME_UNCACHED, line, mask);
		line_device_write(HOME_WC, line, mask);
		off = next;
	}
}

static void pending_meets_bus(struct pending *p)
{
	if (cache_mode == HOME_CACHE_NONE || p->until <= home_now())
		pending_drain(p, ~UINT64_C(0));
	else if (cache_mode == HOME_CACHE_HOSTILE)
		pending_drain_some(p);
}

void buffers_before_bus(uint64_t off, uint64_t size, bool write)
{
	uint64_t first = off >> LINE_SHIFT;
	uint64_t last = (off + size - 1) >> LINE_SHIFT;

	for (unsigned int i = nr_pending; i-- > 0;)
		if (pending[i].line >= first && pending[i].line <= last)
			pending_meets_bus(&pending[i]);
	if (write)
		device_write(off, size);
}

void buffers_forget(uint64_t off, uint64_t size)
{
	uint64_t first = off >> LINE_SHIFT;
	uint64_t count = size >> LINE_SHIFT;

	for (unsigned int i = nr_pending; i-- > 0;)
		if (pending[i].line - first < count)
			pending_end(&pending[i]);
	for (unsigned int i = 0; nr_stale && i < NR_STALE; i++)
		if (stale[i].mask && stale[i].line - first < count)
			stale_end(&stale[i]);
}

void home_barrier(enum home_barrier kind)
{
	if (kind & HOME_WMB)
		buffers_drain();
	if (kind & HOME_RMB) {
		epoch++;
		nr_fresh = 0;
	}
	home_charge(10);
}
