// SPDX-License-Identifier: MIT
/*
 * The CPU's data cache, a line at a time.
 *
 * The cached view holds what the cache holds.  A read of a line that is not
 * valid fills it from DRAM, a write makes it dirty, clean writes it back,
 * invalidate drops it.  What no instruction asked for (write-back of a dirty
 * line, drop of a clean one, a prefetch) happens by chance in hostile mode and
 * never in the others.  Unlimited in size: eviction is one of the whims.
 *
 * Rules: ARM DDI 0487 section B2.7 (the architecture's view of caches) and D7.5.
 */
#include <string.h>

#include "private.h"

#define DIRTY_EACH	EACH_LINE(LINE_DIRTY)
#define KEPT_EACH	EACH_LINE(LINE_WATCHED | LINE_OPEN)
#define NR_RECENT	256u		/* power of two */

enum home_cache_mode cache_mode;

/* one() for single lines, eight() for the aligned middle of [line, end); both
 * are inlined into the loops: they do little. */
static inline __attribute__((always_inline)) void
each_line(uint64_t line, uint64_t end, void (*one)(uint64_t),
	  void (*eight)(uint64_t))
{
	while (line < end && line & 7)
		one(line++);
	for (; line + 8 <= end; line += 8)
		eight(line);
	while (line < end)
		one(line++);
}

/* Lines worth a whim: lately filled, dirtied or mapped for a device. */
static uint64_t recent[NR_RECENT];
static unsigned int nr_recent;

static void remember(uint64_t line)
{
	recent[nr_recent++ & (NR_RECENT - 1)] = line;
}

static void line_fill(uint64_t line)
{
	if (unlikely(nr_twins))
		twin_fetch(line << LINE_SHIFT, HOME_LINE);
	memcpy(view_at(HOME_LINEAR, line << LINE_SHIFT),
	       dram_at(line << LINE_SHIFT), HOME_LINE);
	*line_state(HOME_LINEAR, line) |= LINE_VALID;
}

static void line_write_back(uint64_t line)
{
	memcpy(dram_at(line << LINE_SHIFT),
	       view_at(HOME_LINEAR, line << LINE_SHIFT), HOME_LINE);
	if (unlikely(nr_twins))
		twin_put(line << LINE_SHIFT, HOME_LINE);
	*line_state(HOME_LINEAR, line) &= (uint8_t)~LINE_DIRTY;
}

static void line_drop(uint64_t line)
{
	*line_state(HOME_LINEAR, line) &= (uint8_t)~(LINE_VALID | LINE_DIRTY);
#ifdef HOME_POISON
	if (!(*line_state(HOME_LINEAR, line) & LINE_OPEN))
		memset(view_at(HOME_LINEAR, line << LINE_SHIFT), 0xa5,
		       HOME_LINE);
#endif
}

static void watch_access(uint64_t off, unsigned int size, bool write)
{
	struct home_access access = {
		.paddr = dram_paddr(off), .size = size, .write = write,
	};

	sensor_place(&access.pc, &access.frame);
	vectors->watch(&access);
}

static void line_access(uint64_t line, bool write)
{
	uint8_t *state = line_state(HOME_LINEAR, line);

	if (*state & LINE_OPEN)
		return;
	if (!(*state & LINE_VALID) ||
	    (unlikely(nr_twins) && !(*state & LINE_DIRTY) &&
	     twin_at(line << LINE_SHIFT))) {
		line_fill(line);
		remember(line);
	}
	if (write && !(*state & LINE_DIRTY)) {
		*state |= LINE_DIRTY;
		remember(line);
	}
}

/* The aligned eight lines from there, if all of them are alike. */
static void eight_access(uint64_t line, bool write)
{
	uint64_t *states = (uint64_t *)line_state(HOME_LINEAR, line);
	uint64_t now = *states & EACH_LINE(LINE_VALID | LINE_DIRTY | LINE_OPEN);
	uint64_t off = line << LINE_SHIFT;

	if (now == EACH_LINE(LINE_OPEN) ||
	    (now == EACH_LINE(LINE_VALID | LINE_DIRTY)))
		return;
	if (nr_twins || (now && now != EACH_LINE(LINE_VALID))) {
		for (unsigned int i = 0; i < 8; i++)
			line_access(line + i, write);
		return;
	}
	if (!now)
		memcpy(view_at(HOME_LINEAR, off), dram_at(off), 8 * HOME_LINE);
	*states |= EACH_LINE(write ? LINE_VALID | LINE_DIRTY : LINE_VALID);
	if (!now || write)
		for (unsigned int i = 0; i < 8; i++)
			remember(line + i);
}

static void line_read(uint64_t line)
{
	line_access(line, false);
}

static void eight_read(uint64_t line)
{
	eight_access(line, false);
}

static void line_write(uint64_t line)
{
	line_access(line, true);
}

static void eight_write(uint64_t line)
{
	eight_access(line, true);
}

bool cache_watched(uint64_t off, uint64_t size)
{
	uint64_t line = off >> LINE_SHIFT;
	uint64_t end = (off + size + LINE_MASK) >> LINE_SHIFT;

	for (; line < end && line & 7; line++)
		if (*line_state(HOME_LINEAR, line) & LINE_WATCHED)
			return true;
	for (; line + 8 <= end; line += 8)
		if (*(uint64_t *)line_state(HOME_LINEAR, line) &
		    EACH_LINE(LINE_WATCHED))
			return true;
	for (; line < end; line++)
		if (*line_state(HOME_LINEAR, line) & LINE_WATCHED)
			return true;
	return false;
}

void cache_access(enum home_area area, uint64_t off, unsigned int size,
		  bool write)
{
	uint64_t line = off >> LINE_SHIFT;
	uint64_t end = (off + size + LINE_MASK) >> LINE_SHIFT;

	if (!area_is_cached(area)) {
		buffers_access(area, off, size, write);
		return;
	}
	if (cache_watched(off, size))
		watch_access(off, size, write);
	if (write)
		each_line(line, end, line_write, eight_write);
	else
		each_line(line, end, line_read, eight_read);
}

/* --- maintenance ---------------------------------------------------------- */

static void clean_line(uint64_t line)
{
	if (*line_state(HOME_LINEAR, line) & LINE_DIRTY)
		line_write_back(line);
}

static __attribute__((noinline)) void clean_some(uint64_t line, uint64_t dirty)
{
	uint64_t off = line << LINE_SHIFT;

	if (dirty == DIRTY_EACH && !nr_twins) {
		memcpy(dram_at(off), view_at(HOME_LINEAR, off), 8 * HOME_LINE);
		*(uint64_t *)line_state(HOME_LINEAR, line) &= ~DIRTY_EACH;
		return;
	}
	for (; dirty; dirty &= dirty - 1)
		line_write_back(line +
				(unsigned int)__builtin_ctzll(dirty) / 8);
}

/* Eight lines whose states lie in one word: all dirty is one copy. */
static inline void clean_eight(uint64_t line)
{
	uint64_t dirty = *(uint64_t *)line_state(HOME_LINEAR, line) &
			 DIRTY_EACH;

	if (unlikely(dirty))
		clean_some(line, dirty);
}

static void drop_eight(uint64_t line)
{
#ifdef HOME_POISON
	for (unsigned int i = 0; i < 8; i++)
		line_drop(line + i);
#else
	*(uint64_t *)line_state(HOME_LINEAR, line) &=
		~EACH_LINE(LINE_VALID | LINE_DIRTY);
#endif
}

static void clean_range(uint64_t off, uint64_t size)
{
	each_line(off >> LINE_SHIFT, (off + size + LINE_MASK) >> LINE_SHIFT,
		  clean_line, clean_eight);
}

static void invalidate_range(uint64_t off, uint64_t size)
{
	uint64_t end = off + size;

	/* A dirty neighbour in the first or last line must not be lost. */
	if (off & LINE_MASK)
		clean_line(off >> LINE_SHIFT);
	if (end & LINE_MASK)
		clean_line(end >> LINE_SHIFT);
	each_line(off >> LINE_SHIFT, (end + LINE_MASK) >> LINE_SHIFT,
		  line_drop, drop_eight);
}

/* The program's bytes are cached by the same cache. */
static void twin_edges(uint64_t off, uint64_t size)
{
	if (off & LINE_MASK)
		twin_fetch(off & ~LINE_MASK, HOME_LINE);
	if ((off + size) & LINE_MASK)
		twin_fetch((off + size) & ~LINE_MASK, HOME_LINE);
}

void home_cache(enum home_cache_op op, uint64_t paddr, size_t size)
{
	uint64_t off = dram_offset(paddr);

	if (!size)
		return;
	if (op != HOME_INVALIDATE) {
		if (nr_twins)
			twin_fetch(off, size);
		clean_range(off, size);
	} else if (nr_twins) {
		twin_edges(off, size);
	}
	if (op != HOME_CLEAN) {
		invalidate_range(off, size);
		if (nr_twins)
			twin_put(off, size);
	}
	home_charge(10 + size / HOME_LINE);
}

static void snoop_write_line(uint64_t line)
{
	clean_line(line);
	line_drop(line);
}

static void snoop_write_eight(uint64_t line)
{
	clean_eight(line);
	drop_eight(line);
}

void cache_snoop(uint64_t off, uint64_t size, bool write)
{
	uint64_t first = off >> LINE_SHIFT;
	uint64_t end = (off + size + LINE_MASK) >> LINE_SHIFT;

	if (write)
		each_line(first, end, snoop_write_line, snoop_write_eight);
	else
		each_line(first, end, clean_line, clean_eight);
}

void cache_whim(void)
{
	uint64_t line;
	uint8_t state;

	if (cache_mode != HOME_CACHE_HOSTILE || !nr_recent)
		return;
	line = recent[dice(HOME_DICE_CACHE, nr_recent < NR_RECENT ?
			   nr_recent : NR_RECENT)];
	line += dice(HOME_DICE_CACHE, 4) == 0;	/* the prefetcher's habit */
	if (!dram_has(line << LINE_SHIFT, HOME_LINE))
		return;
	state = *line_state(HOME_LINEAR, line);
	if (state & LINE_OPEN)
		return;
	if (!(state & LINE_VALID)) {
		line_fill(line);
	} else if (state & LINE_DIRTY) {
		line_write_back(line);
		if (dice(HOME_DICE_CACHE, 2))
			line_drop(line);
	} else {
		line_drop(line);
	}
}

/* --- the kernel's own copies ---------------------------------------------- */

/* Bits of state that any line of a range has, that each has. */
struct states {
	uint8_t any, all;
};

static struct states range_states(uint64_t off, uint64_t size)
{
	uint64_t line = off >> LINE_SHIFT, any = 0, each = ~UINT64_C(0);
	uint64_t end = (off + size + LINE_MASK) >> LINE_SHIFT;

	for (; line < end && line & 7; line++) {
		any |= *line_state(HOME_LINEAR, line);
		each &= EACH_LINE(*line_state(HOME_LINEAR, line));
	}
	for (; line + 8 <= end; line += 8) {
		any |= *(uint64_t *)line_state(HOME_LINEAR, line);
		each &= *(uint64_t *)line_state(HOME_LINEAR, line);
	}
	for (; line < end; line++) {
		any |= *line_state(HOME_LINEAR, line);
		each &= EACH_LINE(*line_state(HOME_LINEAR, line));
	}
	any |= any >> 32;
	any |= any >> 16;
	each &= each >> 32;
	each &= each >> 16;
	return (struct states){ (uint8_t)(any | any >> 8),
				(uint8_t)(each & each >> 8) };
}

/* Where the CPU's bytes of a range are. */
static const char *copy_source(uint64_t off, uint64_t size, unsigned int how,
			       struct states now)
{
	if (!(now.any & LINE_VALID))
		return dram_at(off);
	if (how & HOME_COPY_FRESH) {
		invalidate_range(off, size);
		return dram_at(off);
	}
	if (!(now.all & LINE_VALID))
		each_line(off >> LINE_SHIFT,
			  (off + size + LINE_MASK) >> LINE_SHIFT, line_read,
			  eight_read);
	return view_at(HOME_LINEAR, off);
}

static void own_line(uint64_t line)
{
	*line_state(HOME_LINEAR, line) |= LINE_VALID | LINE_DIRTY;
}

static void own_eight(uint64_t line)
{
	*(uint64_t *)line_state(HOME_LINEAR, line) |=
		EACH_LINE(LINE_VALID | LINE_DIRTY);
}

/* Where they are to be written: the edges' other bytes are there then. */
static char *copy_target(uint64_t off, uint64_t size, unsigned int how,
			 struct states now)
{
	uint64_t line = off >> LINE_SHIFT, last = (off + size) >> LINE_SHIFT;
	void (*edge)(uint64_t) = how & HOME_COPY_CLEAN ? snoop_write_line :
							 line_write;

	if (off & LINE_MASK)
		edge(line++);
	if ((off + size) & LINE_MASK && last >= line)
		edge(last);
	remember(off >> LINE_SHIFT);
	if (how & HOME_COPY_CLEAN) {
		if (now.any & LINE_VALID)
			each_line(line, last, line_drop, drop_eight);
		return dram_at(off);
	}
	if (~now.all & (LINE_VALID | LINE_DIRTY))
		each_line(line, last, own_line, own_eight);
	return view_at(HOME_LINEAR, off);
}

static __attribute__((noinline)) void
copy_slowly(uint64_t to, uint64_t from, size_t n, unsigned int how)
{
	if (how & HOME_COPY_FRESH)
		home_cache(HOME_INVALIDATE, dram_paddr(from), n);
	each_line(from >> LINE_SHIFT, (from + n + LINE_MASK) >> LINE_SHIFT,
		  line_read, eight_read);
	each_line(to >> LINE_SHIFT, (to + n + LINE_MASK) >> LINE_SHIFT,
		  line_write, eight_write);
	memcpy(view_at(HOME_LINEAR, to), view_at(HOME_LINEAR, from), n);
	if (how & HOME_COPY_CLEAN)
		home_cache(HOME_CLEAN, dram_paddr(to), n);
}

/*
 * Cache maintenance and copy are one: bytes that would be cleaned go to DRAM at
 * once and their lines leave the cache, as clean lines may at any time.
 */
void home_copy(uint64_t dst, uint64_t src, size_t n, unsigned int how)
{
	uint64_t to = dram_offset(dst), from = dram_offset(src);
	struct states target, source;
	const char *bytes;

	if (!n)
		return;
	home_charge(2 + n / 4);
	target = range_states(to, n);
	source = range_states(from, n);
	/* A view that is DRAM, a page with a program behind it. */
	if (unlikely(nr_twins || (target.any | source.any) & LINE_OPEN)) {
		copy_slowly(to, from, n, how);
		return;
	}
	bytes = copy_source(from, n, how, source);
	memcpy(copy_target(to, n, how, target), bytes, n);
}

/* --- watched lines -------------------------------------------------------- */

static void watch_line(uint64_t line)
{
	if (*watch_count(line) < UINT8_MAX)
		(*watch_count(line))++;
	*line_state(HOME_LINEAR, line) |= LINE_WATCHED;
}

static void watch_eight(uint64_t line)
{
	uint64_t *counts = (uint64_t *)watch_count(line);

	if (*counts & EACH_LINE(0x80)) {
		for (unsigned int i = 0; i < 8; i++)
			watch_line(line + i);
		return;
	}
	*counts += EACH_LINE(1);
	*(uint64_t *)line_state(HOME_LINEAR, line) |= EACH_LINE(LINE_WATCHED);
}

static void unwatch_line(uint64_t line)
{
	uint8_t *count = watch_count(line);

	if (*count == UINT8_MAX)
		return;			/* lost count: watched for good */
	if (*count && --*count == 0)
		*line_state(HOME_LINEAR, line) &= (uint8_t)~LINE_WATCHED;
}

static void unwatch_eight(uint64_t line)
{
	uint64_t *counts = (uint64_t *)watch_count(line);

	if (*counts == EACH_LINE(1)) {
		*counts = 0;
		*(uint64_t *)line_state(HOME_LINEAR, line) &=
			~EACH_LINE(LINE_WATCHED);
		return;
	}
	for (unsigned int i = 0; i < 8; i++)
		unwatch_line(line + i);
}

void home_watch(uint64_t paddr, size_t size)
{
	uint64_t off = dram_offset(paddr);
	uint64_t first = off >> LINE_SHIFT;
	uint64_t end = (off + size + LINE_MASK) >> LINE_SHIFT;

	each_line(first, end, watch_line, watch_eight);
	if (cache_mode == HOME_CACHE_HOSTILE) {
		remember(first);
		remember(end - 1);
		remember(first + dice(HOME_DICE_CACHE, end - first));
	}
}

void home_unwatch(uint64_t paddr, size_t size)
{
	uint64_t off = dram_offset(paddr);

	each_line(off >> LINE_SHIFT, (off + size + LINE_MASK) >> LINE_SHIFT,
		  unwatch_line, unwatch_eight);
}

/* --- a new owner ---------------------------------------------------------- */

static void forget_line(uint64_t line)
{
	for (int area = HOME_LINEAR; area <= HOME_WC; area++)
		*line_state(area, line) &= LINE_WATCHED | LINE_OPEN;
}

static void forget_eight(uint64_t line)
{
	for (int area = HOME_LINEAR; area <= HOME_WC; area++) {
		uint64_t *states = (uint64_t *)line_state(area, line);

		if (*states & ~KEPT_EACH)
			*states &= KEPT_EACH;
	}
}

void home_wipe(uint64_t paddr, size_t size)
{
	uint64_t off = dram_offset(paddr);
	uint64_t first = (off + PAGE_MASK) & ~PAGE_MASK;
	uint64_t last = (off + size) & ~PAGE_MASK;

	if (!size)
		return;
	host_assert(!((off | size) & LINE_MASK));
	buffers_forget(off, size);
	each_line(off >> LINE_SHIFT, (off + size) >> LINE_SHIFT, forget_line,
		  forget_eight);
	if (size < 16 * PAGE_SIZE) {
		memset(dram_at(off), 0, size);
		return;
	}
	memset(dram_at(off), 0, first - off);
	phys_zero(first, last - first);
	memset(dram_at(last), 0, off + size - last);
}
