// SPDX-License-Identifier: MIT
/*
 * boot-map - the board's memory, drawn in a terminal.
 *
 * Each segment is a column of rows, lowest address first; a row is so many MiB
 * of it, which its heading says.  A block has as many rows as its share, or
 * as its text needs: then it is marked.  Free runs are folded where regions
 * would be too small to see otherwise.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "host/host.h"
#include "tools/boot/boot.h"

#define ROWS		16u		/* of a bank with regions */
#define EMPTY_ROWS	3u		/* of one without */
#define FOLDED		3u		/* of a free run that is not to scale */
#define MIN_WIDTH	60u

/* What a map is drawn with: in UTF-8, or in ASCII. */
static const struct glyphs {
	const char *fill[REGION_RESTRICTED + 1];
	const char *top, *side, *start, *bottom, *line, *fold, *by;
} utf8 = {
	.fill = { " ", "▒", "▒", "█", "▓", "░", "░", "╳" },
	.top = "┌", .side = "│", .start = "├", .bottom = "└", .line = "─",
	.fold = "⋮", .by = "← ",
}, plain = {
	.fill = { " ", "r", "r", "#", "d", "c", "c", "x" },
	.top = "+", .side = "|", .start = "|", .bottom = "+", .line = "-",
	.fold = ":", .by = "<- ",
};

static const char *const colours[REGION_RESTRICTED + 1] = {
	"", "37", "37", "90", "34", "32", "92", "33",
};

struct map {
	const struct glyphs *g;
	bool colour;
	unsigned int width, bar, digits;	/* columns */
	uint64_t unit;			/* bytes of a row */
	bool folds;			/* free runs, in this segment */
	bool unscaled, folded;		/* somewhere: the legend says it */
};

/* --- rows --------------------------------------------------------------------- */

static unsigned int to_scale(const struct map *m, uint64_t size)
{
	uint64_t rows = (size + m->unit / 2) / m->unit;

	return rows > 10000 ? 10000 : (unsigned int)rows;
}

static uint64_t power_of_two(uint64_t at_least)
{
	uint64_t n = 1;

	while (n < at_least && n < 1ULL << 62)
		n <<= 1;
	return n;
}

/* A row's bytes: by the segment, or by its regions if most are too small. */
static void choose_scale(struct map *m, const struct boot_segment *s)
{
	unsigned int small = 0;
	uint64_t taken = 0;

	m->unit = power_of_two((s->end - s->base) /
			       (s->nr_regions ? ROWS : EMPTY_ROWS));
	for (unsigned int i = 0; i < s->nr_blocks; i++) {
		const struct boot_block *b = &s->blocks[i];

		if (!b->region)
			continue;
		taken += b->end - b->base;
		small += b->end - b->base < m->unit / 2;
	}
	m->folds = 2 * small > s->nr_regions;
	if (m->folds && power_of_two(taken / ROWS) < m->unit)
		m->unit = power_of_two(taken / ROWS);
	else
		m->folds = false;
}

/* --- the text beside a block ----------------------------------------------------- */

/* What is put in columns of its own before a name. */
#define SIZE_COLUMN	10u
#define KIND_COLUMN	13u
#define PLACED		" (placed by the kernel)"

static unsigned int text_column(const struct map *m)
{
	/* "  0x38000000 |bar| ~" */
	return 2 + 2 + m->digits + 1 + 1 + m->bar + 1 + 2;
}

/* One more line of text, or several, at the column of kinds. */
static void add_line(const struct map *m, FILE *out, const char *mark,
		     const char *text)
{
	unsigned int indent = SIZE_COLUMN + 2;
	unsigned int taken = text_column(m) + indent + 3;
	size_t n, room = m->width > taken + 20 ? m->width - taken : 20;

	for (; (n = boot_break(text, room)); text += n, mark = "  ")
		fprintf(out, "\n%*s%s%.*s", (int)indent, "", mark,
			(int)(n - (text[n - 1] == ' ')), text);
}

/* On the line that is there if it has room, else on lines of its own. */
static void add_users(const struct map *m, FILE *out,
		      const struct boot_region *r, size_t used)
{
	if (!*r->users)
		return;
	if (used + 5 + strlen(r->users) <= m->width)
		fprintf(out, "  %s%s", m->g->by, r->users);
	else
		add_line(m, out, m->g->by, r->users);
}

static void print_region(const struct map *m, FILE *out,
			 const struct boot_region *r)
{
	size_t used = text_column(m) + SIZE_COLUMN + 2 + KIND_COLUMN;

	fprintf(out, "%-*s", (int)KIND_COLUMN, boot_kind(r->kind));
	if (used + strlen(r->name) + strlen(PLACED) <= m->width)
		used += fprintf(out, "%s%s", r->name, r->dynamic ? PLACED : "");
	else {
		used = m->width;
		fputs(r->name, out);
		if (r->dynamic)
			add_line(m, out, "  ", &PLACED[1]);
	}
	add_users(m, out, r, used);
}

static void print_text(const struct map *m, FILE *out,
		       const struct boot_segment *s, const struct boot_block *b)
{
	const struct boot_region *r = b->region;
	char size[BOOT_SIZE], over[256];

	if (r)
		boot_size(size, r->size);
	else
		boot_about(size, b->end - b->base);
	fprintf(out, "%*s  ", (int)SIZE_COLUMN, size);
	if (!r) {
		fputs(s->ram ? "free" : "not named", out);
		return;
	}
	print_region(m, out, r);
	if (r->fault)
		add_line(m, out, "! ", r->fault);
	if (r->base != b->base || r->end != b->end)
		add_line(m, out, "! ", "only part of it is in this range");
	if (!b->over)
		return;
	snprintf(over, sizeof(over), "overlaps %s", b->over->name);
	add_line(m, out, "! ", over);
}

/* --- blocks ----------------------------------------------------------------------- */

static void fill_bar(const struct map *m, const struct boot_block *b)
{
	const struct boot_region *r = b->region;
	unsigned int inset = 2 * b->lane;
	const char *fill = m->g->fill[r && r->kept ? r->kind : REGION_RAM];

	printf("%*s", (int)inset, "");
	if (m->colour && r)
		printf("\033[%sm", r->fault ? "31" : colours[r->kind]);
	for (unsigned int i = inset; i < m->bar; i++)
		fputs(fill, stdout);
	if (m->colour && r)
		fputs("\033[0m", stdout);
}

static void print_row(const struct map *m, const struct boot_block *b,
		      bool first, bool fold, char mark, const char *text,
		      size_t len)
{
	const char *side = first ? m->g->start : m->g->side;

	if (first)
		printf("  0x%0*" PRIx64 " %s", (int)m->digits, b->base, side);
	else
		printf("%*s%s", (int)m->digits + 5, "", side);
	if (fold)
		printf("%*s%s%*s", (int)m->bar / 2, "", m->g->fold,
		       (int)(m->bar - m->bar / 2 - 1), "");
	else
		fill_bar(m, b);
	fputs(b->region && b->region->fault ? "!" : m->g->side, stdout);
	if (len)
		printf("%c%.*s", mark, (int)len, text);
	else if (mark != ' ')
		putchar(mark);
	putchar('\n');
}

static unsigned int count_lines(const char *text)
{
	unsigned int n = 1;

	for (; (text = strchr(text, '\n')); text++)
		n++;
	return n;
}

static void print_block(struct map *m, const struct boot_block *b,
			const char *text)
{
	uint64_t size = b->end - b->base;
	unsigned int rows = to_scale(m, size), lines = count_lines(text), i;
	bool fold = !b->region && m->folds && rows > FOLDED;
	unsigned int drawn = fold ? FOLDED : rows > lines ? rows : lines;
	bool unscaled = !fold && drawn > rows &&
			drawn * m->unit > size + size / 2;

	m->folded |= fold;
	m->unscaled |= unscaled;
	for (i = 0; i < drawn; i++) {
		size_t len = strcspn(text, "\n");

		print_row(m, b, !i, fold && i == FOLDED / 2,
			  unscaled && !i ? '~' : ' ', text, len);
		text += len + (text[len] == '\n');
	}
}

static int print_blocks(struct map *m, const struct boot_segment *s)
{
	for (unsigned int i = 0; i < s->nr_blocks; i++) {
		char *text = NULL;
		size_t n;
		FILE *out = open_memstream(&text, &n);

		if (out)
			print_text(m, out, s, &s->blocks[i]);
		if (!out || fclose(out)) {
			free(text);
			host_error("no memory");
			return -1;
		}
		print_block(m, &s->blocks[i], text);
		free(text);
	}
	return 0;
}

/* --- segments ---------------------------------------------------------------------- */

static void print_edge(const struct map *m, uint64_t addr, bool top)
{
	if (top)
		printf("%*s%s", (int)m->digits + 5, "", m->g->top);
	else
		printf("  0x%0*" PRIx64 " %s", (int)m->digits, addr,
		       m->g->bottom);
	for (unsigned int i = 0; i < m->bar; i++)
		fputs(m->g->line, stdout);
	puts(m->g == &plain ? "+" : top ? "┐" : "┘");
}

static int print_segment(struct map *m, const struct boot_layout *l,
			 unsigned int i)
{
	const struct boot_segment *s = &l->segments[i];
	char size[BOOT_SIZE], unit[BOOT_SIZE];

	if (i && s->base > s[-1].end)
		printf("%*s%s  %s\n", (int)(m->digits + 6 + m->bar / 2), "",
		       m->g->fold, boot_about(size, s->base - s[-1].end));
	choose_scale(m, s);
	printf("%s, %s (a row: %s)\n", boot_segment(l, s),
	       boot_about(size, s->end - s->base), boot_size(unit, m->unit));
	print_edge(m, s->base, true);
	if (print_blocks(m, s))
		return -1;
	print_edge(m, s->end - 1, false);
	return 0;
}

static void print_unplaced(const struct map *m, const struct boot_layout *l)
{
	bool first = true;

	for (unsigned int i = 0; i < l->nr_regions; i++) {
		const struct boot_region *r = &l->regions[i];

		if (r->size)
			continue;
		if (first)
			puts("Without a place:");
		first = false;
		printf("  ! %s %s: %s\n", boot_kind(r->kind), r->name,
		       r->fault ? r->fault : "size 0");
		if (*r->users)
			printf("    %s%s\n", m->g->by, r->users);
	}
}

static void print_end(const struct map *m, const struct boot_layout *l)
{
	char ram[BOOT_SIZE], kept[BOOT_SIZE];

	print_unplaced(m, l);
	if (!l->ram)
		puts("No RAM in this tree: a boot loader fills it in, as "
		     "--memory=SIZE@BASE does.");
	else
		printf("%s of RAM, %s of it reserved.\n",
		       boot_about(ram, l->ram),
		       boot_about(kept, l->kept));
	if (m->unscaled)
		puts("~ drawn larger than it is");
	if (m->folded)
		printf("%s free RAM, folded\n", m->g->fold);
}

static unsigned int columns(void)
{
	const char *told = getenv("COLUMNS");
	unsigned long n = told ? strtoul(told, NULL, 10) : 0;
	struct winsize size;

	if (!n && isatty(STDOUT_FILENO) &&
	    !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		n = size.ws_col;
	n = n ? n : 80;
	return n < MIN_WIDTH ? MIN_WIDTH : n > 1000 ? 1000 : (unsigned int)n;
}

static unsigned int digits_of(const struct boot_layout *l)
{
	uint64_t end = l->nr_segments ?
		       l->segments[l->nr_segments - 1].end - 1 : 0;
	unsigned int n = 8;

	while (n < 16 && end >> 4 * n)
		n++;
	return n;
}

int boot_map(const struct boot_layout *l, const struct board_kernel *kernel,
	     bool ascii)
{
	const char *term = getenv("TERM"), *none = getenv("NO_COLOR");
	struct map m = { .g = ascii ? &plain : &utf8, .width = columns() };
	char text[64], *model = boot_model();

	if (!model) {
		host_error("no memory");
		return -1;
	}
	m.colour = isatty(STDOUT_FILENO) && !(none && *none) &&
		   term && strcmp(term, "dumb");
	m.digits = digits_of(l);
	m.bar = m.width / 8;
	printf("%s\n%s\n\n", model, boot_kernel(text, sizeof(text), kernel));
	free(model);
	for (unsigned int i = 0; i < l->nr_segments; i++)
		if (print_segment(&m, l, i))
			return -1;
	print_end(&m, l);
	return 0;
}
