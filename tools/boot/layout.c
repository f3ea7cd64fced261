// SPDX-License-Identifier: MIT
/*
 * boot-layout - a board's memory as segments and blocks, for those who draw it.
 *
 * A segment is a bank of RAM, or ranges outside of RAM that are near each
 * other.  Its blocks are regions and the free runs between them, by address; a
 * region that begins before an earlier one has ended is in a lane of its own.
 * What lies half in a bank is cut to it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "tools/boot/boot.h"
#include "tools/tool.h"

#define NEAR (64ULL << 20)		/* such a gap outside RAM is drawn */

/* --- words ------------------------------------------------------------------ */

static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };

const char *boot_size(char buf[BOOT_SIZE], uint64_t bytes)
{
	unsigned int i = 4;

	while (i && (bytes < 1ULL << 10 * i || bytes % (1ULL << (10 * i - 1))))
		i--;
	snprintf(buf, BOOT_SIZE, "%" PRIu64 "%s %s", bytes >> 10 * i,
		 i && bytes >> (10 * i - 1) & 1 ? ".5" : "", units[i]);
	return buf;
}

const char *boot_about(char buf[BOOT_SIZE], uint64_t bytes)
{
	unsigned int i = 4;
	uint64_t tenths;

	while (i && bytes < 1ULL << 10 * i)
		i--;
	if (!i)
		return boot_size(buf, bytes);
	tenths = ((bytes >> 10 * (i - 1)) * 10 + 512) >> 10;
	if (tenths % 10)
		snprintf(buf, BOOT_SIZE, "%" PRIu64 ".%" PRIu64 " %s",
			 tenths / 10, tenths % 10, units[i]);
	else
		snprintf(buf, BOOT_SIZE, "%" PRIu64 " %s", tenths / 10, units[i]);
	return buf;
}

const char *boot_kind(enum board_region_kind kind)
{
	static const char *const names[] = {
		[REGION_RAM] = "RAM",
		[REGION_MEMRESERVE] = "reserved",
		[REGION_PLAIN] = "reserved",
		[REGION_NOMAP] = "no-map",
		[REGION_POOL] = "DMA pool",
		[REGION_CMA] = "CMA",
		[REGION_CMA_DEFAULT] = "default CMA",
		[REGION_RESTRICTED] = "restricted",
	};

	return names[kind];
}

const char *boot_segment(const struct boot_layout *l,
			 const struct boot_segment *s)
{
	return s->ram ? "RAM" : l->ram ? "Not RAM" : "No RAM known";
}

const char *boot_kernel(char *buf, size_t n, const struct board_kernel *kernel)
{
	unsigned int shift = kernel->page_shift ? kernel->page_shift : 12;

	snprintf(buf, n, "Linux %s, %s, %u KiB pages",
		 tool_version_name(kernel->version),
		 board_tree_is_arm() ? "arm" : "arm64", 1u << (shift - 10));
	return buf;
}

size_t boot_break(const char *text, size_t room)
{
	size_t n = room;

	if (strlen(text) <= room)
		return strlen(text);
	while (n > room / 3 && text[n - 1] != ' ')
		n--;
	if (n > room / 3)
		return n;
	for (n = room; n > room / 2 && text[n] != '/'; n--)
		;
	return n > room / 2 ? n : room;
}

/* Bytes that are no printable ASCII become \xNN: for free(), or NULL. */
static char *printable(const char *text)
{
	char *clean = malloc(4 * strlen(text) + 1), *to = clean;

	for (; clean && *text; text++)
		if (*text >= ' ' && *text < 127)
			*to++ = *text;
		else
			to += sprintf(to, "\\x%02x", (unsigned char)*text);
	if (clean)
		*to = '\0';
	return clean;
}

char *boot_model(void)
{
	const char *model = board_tree_model();

	return printable(model ? model : "a board without a name");
}

static char *user_list(const struct board_region *r)
{
	size_t n = 1;
	char *text, *clean;

	for (unsigned int i = 0; i < r->nr_users; i++)
		n += strlen(r->users[i]) + 2;
	text = calloc(1, n);
	if (!text)
		return NULL;
	n = 0;
	for (unsigned int i = 0; i < r->nr_users; i++)
		n += (size_t)sprintf(text + n, "%s%s", i ? ", " : "",
				     r->users[i]);
	clean = printable(text);
	free(text);
	return clean;
}

/* --- what there is ------------------------------------------------------------ */

static uint64_t end_of(uint64_t base, uint64_t size)
{
	return size > UINT64_MAX - base ? UINT64_MAX : base + size;
}

/* Room for one more in a list; false: no memory. */
static bool grow(void *list, size_t each, unsigned int nr, unsigned int *max)
{
	void **p = list, *more;

	if (nr < *max)
		return true;
	more = realloc(*p, (*max * 2 + 32) * each);
	if (!more)
		return false;
	*p = more;
	*max = *max * 2 + 32;
	return true;
}

static void add_segment(struct boot_layout *l, bool ram, uint64_t base,
			uint64_t end)
{
	if (!grow(&l->segments, sizeof(*l->segments), l->nr_segments,
		  &l->max_segments)) {
		l->no_memory = true;
		return;
	}
	l->segments[l->nr_segments++] = (struct boot_segment){
		.ram = ram, .base = base, .end = end };
}

static void take_region(void *arg, const struct board_region *r)
{
	struct boot_layout *l = arg;
	struct boot_region *to;

	if (r->kind == REGION_RAM) {
		add_segment(l, true, r->base, end_of(r->base, r->size));
		l->ram += r->size;
		return;
	}
	if (!grow(&l->regions, sizeof(*l->regions), l->nr_regions,
		  &l->max_regions)) {
		l->no_memory = true;
		return;
	}
	to = &l->regions[l->nr_regions];
	*to = (struct boot_region){
		.kind = r->kind, .base = r->base, .size = r->size,
		.end = end_of(r->base, r->size),
		.name = printable(r->name), .users = user_list(r),
		.fault = r->fault ? printable(r->fault) : NULL,
		.kept = r->kept, .dynamic = r->dynamic, .order = l->nr_regions++,
	};
	l->no_memory |= !to->name || !to->users || (r->fault && !to->fault);
}

/* --- segments and blocks ------------------------------------------------------- */

static int compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* The outer one of two that begin together comes first. */
static int by_base(const void *a, const void *b)
{
	const struct boot_region *x = a, *y = b;

	if (x->base != y->base)
		return compare(x->base, y->base);
	if (x->size != y->size)
		return compare(y->size, x->size);
	return compare(x->order, y->order);
}

static int segments_by_base(const void *a, const void *b)
{
	const struct boot_segment *x = a, *y = b;

	return compare(x->base, y->base);
}

static bool touches(const struct boot_segment *s, const struct boot_region *r)
{
	return r->base < s->end && r->end > s->base;
}

/* Segments for what touches no bank; regions and banks are sorted. */
static void add_outside(struct boot_layout *l)
{
	unsigned int banks = l->nr_segments, bank = 0;
	struct boot_segment *open = NULL;

	for (unsigned int i = 0; i < l->nr_regions; i++) {
		const struct boot_region *r = &l->regions[i];

		while (bank < banks && l->segments[bank].end <= r->base) {
			bank++;
			open = NULL;
		}
		if (!r->size ||
		    (bank < banks && touches(&l->segments[bank], r)))
			continue;
		if (open && r->base <= end_of(open->end, NEAR)) {
			open->end = r->end > open->end ? r->end : open->end;
			continue;
		}
		add_segment(l, false, r->base, r->end);
		if (l->no_memory)
			return;
		open = &l->segments[l->nr_segments - 1];
	}
	if (l->nr_segments)
		qsort(l->segments, l->nr_segments, sizeof(*l->segments),
		      segments_by_base);
}

static struct boot_block *add_block(struct boot_segment *s,
				    const struct boot_region *r,
				    uint64_t base, uint64_t end)
{
	struct boot_block *b = &s->blocks[s->nr_blocks++];

	*b = (struct boot_block){ .region = r, .base = base, .end = end };
	return b;
}

/* The lane above all that have not ended at base. */
static unsigned int choose_lane(uint64_t *ends, uint64_t base, uint64_t end)
{
	unsigned int lane = BOOT_LANES;

	while (lane && ends[lane - 1] <= base)
		lane--;
	lane = lane < BOOT_LANES ? lane : BOOT_LANES - 1;
	if (ends[lane] < end)
		ends[lane] = end;
	return lane;
}

static void fill(const struct boot_layout *l, struct boot_segment *s)
{
	uint64_t at = s->base, ends[BOOT_LANES] = { 0 };
	const struct boot_region *longest = NULL;
	struct boot_block *b;

	for (unsigned int i = 0; i < l->nr_regions; i++) {
		const struct boot_region *r = &l->regions[i];
		uint64_t base = r->base > s->base ? r->base : s->base;
		uint64_t end = r->end < s->end ? r->end : s->end;

		if (r->base >= s->end)
			break;
		if (!r->size || !touches(s, r))
			continue;
		if (base > at)
			add_block(s, NULL, at, base);
		b = add_block(s, r, base, end);
		b->over = base < at ? longest : NULL;
		b->lane = choose_lane(ends, base, end);
		if (end > at || !longest) {
			longest = r;
			at = end;
		}
	}
	if (s->end > at)
		add_block(s, NULL, at, s->end);
}

/* Each byte once, however many regions it lies in. */
static uint64_t count_kept(const struct boot_segment *s)
{
	uint64_t at = s->base, sum = 0;

	for (unsigned int i = 0; i < s->nr_blocks; i++) {
		const struct boot_block *b = &s->blocks[i];

		if (!b->region || !b->region->kept || b->end <= at)
			continue;
		sum += b->end - (b->base > at ? b->base : at);
		at = b->end;
	}
	return sum;
}

static int fill_all(struct boot_layout *l)
{
	for (unsigned int i = 0; i < l->nr_segments; i++) {
		struct boot_segment *s = &l->segments[i];

		for (unsigned int j = 0; j < l->nr_regions; j++)
			s->nr_regions += l->regions[j].size &&
					 touches(s, &l->regions[j]);
		/* A free run before each, and one behind them. */
		s->blocks = calloc(2 * s->nr_regions + 1, sizeof(*s->blocks));
		if (!s->blocks)
			return -1;
		fill(l, s);
		l->kept += s->ram ? count_kept(s) : 0;
	}
	return 0;
}

int boot_layout_make(struct boot_layout *l, const struct board_kernel *kernel)
{
	*l = (struct boot_layout){ 0 };
	for (unsigned int i = 0; i < kernel->nr_loaded; i++)
		take_region(l, &(struct board_region){
			.kind = REGION_PLAIN, .base = kernel->loaded[i].base,
			.size = kernel->loaded[i].size,
			.name = "(loaded before)", .kept = true });
	if (board_tree_regions(take_region, l))
		l->no_memory = true;
	if (!l->no_memory) {
		if (l->nr_regions)
			qsort(l->regions, l->nr_regions, sizeof(*l->regions),
			      by_base);
		add_outside(l);
	}
	if (!l->no_memory && !fill_all(l))
		return 0;
	host_error("no memory");
	boot_layout_free(l);
	return -1;
}

void boot_layout_free(struct boot_layout *l)
{
	for (unsigned int i = 0; i < l->nr_segments; i++)
		free(l->segments[i].blocks);
	for (unsigned int i = 0; i < l->nr_regions; i++) {
		free(l->regions[i].name);
		free(l->regions[i].fault);
		free(l->regions[i].users);
	}
	free(l->regions);
	free(l->segments);
	*l = (struct boot_layout){ 0 };
}
