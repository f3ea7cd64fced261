// SPDX-License-Identifier: MIT
/*
 * boot-svg - the board's memory as a picture for documents.
 *
 * Each segment is a bar, lowest address on top, and beside it a table: a row a
 * region, joined to its block by a line.  One file without fonts, scripts or
 * style sheets; a white ground, so that it prints; the same tree always makes
 * the same bytes.  Text is in a monospaced font, so widths are known.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tools/boot/svg.h"

#define MARGIN		24
#define CHAR		73		/* width at 12 px, tenths of a px */
#define LINE		15		/* of text */
#define ROW_GAP		5
#define BAR_WIDTH	132
#define LEADER		64		/* from bar to table */
#define LANE		16
#define MAX_NAME	34u		/* characters before it is broken */
#define MAX_USERS	44u
#define FULL_BAR	240		/* least height with regions */
#define EMPTY_BAR	44

static const struct look {
	const char *fill, *what;
} looks[REGION_RESTRICTED + 1] = {
	[REGION_RAM] = { "#ffffff", "" },
	[REGION_MEMRESERVE] = { "#d9d2c5", "an entry of /memreserve/" },
	[REGION_PLAIN] = { "#c3c7cc",
		"reserved, in the kernel's linear map" },
	[REGION_NOMAP] = { "#555b64", "no-map: not in the linear map" },
	[REGION_POOL] = { "#2f6db3",
		"DMA pool: coherent memory of the devices that refer to it" },
	[REGION_CMA] = { "#a9d9ab",
		"CMA: lent to movable pages until a device asks for it" },
	[REGION_CMA_DEFAULT] = { "#4fa457",
		"default CMA: for every device without memory of its own" },
	[REGION_RESTRICTED] = { "#e0a13c",
		"restricted: bounce buffers of its devices" },
};

struct picture {
	FILE *out;
	const struct boot_layout *l;
	unsigned int digits;
	size_t name_chars, user_chars;
	int bar, table, size, kind, range, name, users, width;	/* x */
	int y;
	bool kinds[REGION_RESTRICTED + 1], larger, faults;
};

/* --- pieces ----------------------------------------------------------------------- */

static void put_text(FILE *out, const char *text, size_t n)
{
	for (; n && *text; n--, text++)
		switch (*text) {
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '&':
			fputs("&amp;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			putc(*text, out);
		}
}

/* attr: more attributes, or "". */
static void text_n(struct picture *p, int x, int y, const char *attr,
		   const char *text, size_t n)
{
	fprintf(p->out, "<text x=\"%d\" y=\"%d\"%s>", x, y, attr);
	put_text(p->out, text, n);
	fputs("</text>\n", p->out);
}

static void text(struct picture *p, int x, int y, const char *attr,
		 const char *s)
{
	text_n(p, x, y, attr, s, strlen(s));
}

static int chars(size_t n)
{
	return (int)(n * CHAR + 9) / 10;
}

#define BOLD	" font-weight=\"bold\""
#define END	" text-anchor=\"end\""
#define MIDDLE	" text-anchor=\"middle\""
#define GREY	" fill=\"#5a6068\""
#define RED	" fill=\"#b3261e\""
#define SANS	" font-family=\"Helvetica, Arial, sans-serif\""

static void text_addr(struct picture *p, int x, int y, const char *attr,
		      uint64_t addr)
{
	fprintf(p->out, "<text x=\"%d\" y=\"%d\"%s>0x%0*" PRIx64 "</text>\n",
		x, y, attr, (int)p->digits, addr);
}

/* --- a region's row ------------------------------------------------------------------ */

/* What its row says below itself, one after the other; NULL past the last. */
static const char *remark(const struct boot_block *b, unsigned int i,
			  char *buf, size_t n)
{
	const struct boot_region *r = b->region;

	if (r->fault && !i--)
		return r->fault;
	if ((r->base != b->base || r->end != b->end) && !i--)
		return "only part of it is in this range";
	if (b->over && !i--) {
		snprintf(buf, n, "overlaps %s", b->over->name);
		return buf;
	}
	return NULL;
}

static int count_lines(const char *s, size_t room)
{
	int lines = 0;

	for (size_t n; (n = boot_break(s, room)); s += n)
		lines++;
	return lines;
}

static size_t remark_room(const struct picture *p)
{
	return (size_t)(p->users - 8 - p->range) * 10 / CHAR;
}

static int row_height(const struct picture *p, const struct boot_block *b)
{
	const struct boot_region *r = b->region;
	int names = count_lines(r->name, p->name_chars) + r->dynamic;
	int users = count_lines(r->users, p->user_chars);
	char buf[256];
	const char *s;

	for (unsigned int i = 0; (s = remark(b, i, buf, sizeof(buf))); i++)
		names += count_lines(s, remark_room(p));
	return (names > users ? names : users) * LINE + ROW_GAP;
}

/* Lines of at most room characters from y on; the y below them. */
static int put_lines(struct picture *p, int x, int y, const char *attr,
		     const char *s, size_t room)
{
	for (size_t n; (n = boot_break(s, room)); s += n, y += LINE)
		text_n(p, x, y, attr, s, n);
	return y;
}

static void draw_row(struct picture *p, const struct boot_block *b, int y)
{
	const struct boot_region *r = b->region;
	char buf[256];
	const char *s;
	int below;

	y += LINE - 3 + ROW_GAP / 2;
	text(p, p->size, y, END, boot_size(buf, r->size));
	fprintf(p->out, "<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" "
		"fill=\"%s\"/>\n", p->kind - 15, y - 9, looks[r->kind].fill);
	text(p, p->kind, y, "", boot_kind(r->kind));
	fprintf(p->out, "<text x=\"%d\" y=\"%d\">0x%0*" PRIx64 "–0x%0*" PRIx64
		"</text>\n", p->range, y, (int)p->digits, r->base,
		(int)p->digits, r->end - 1);
	below = put_lines(p, p->name, y, BOLD, r->name, p->name_chars);
	if (r->dynamic) {
		text(p, p->name, below, GREY, "placed by the kernel");
		below += LINE;
	}
	put_lines(p, p->users, y, GREY, r->users, p->user_chars);
	for (unsigned int i = 0; (s = remark(b, i, buf, sizeof(buf))); i++)
		below = put_lines(p, p->range, below, RED, s, remark_room(p));
}

/* --- a segment ------------------------------------------------------------------------ */

static void draw_block(struct picture *p, const struct svg_scale *scale,
		       const struct boot_segment *s, const struct boot_block *b)
{
	const struct boot_region *r = b->region;
	int top = svg_scale_y(scale, b->base);
	int height = svg_scale_y(scale, b->end) - top;
	int inset = LANE * (int)b->lane;
	char size[BOOT_SIZE], label[BOOT_SIZE + 16];

	if (!r) {
		snprintf(label, sizeof(label), "%s%s",
			 boot_about(size, b->end - b->base),
			 s->ram ? " free" : "");
		if (height >= LINE)
			text(p, p->bar + BAR_WIDTH / 2,
			     p->y + top + height / 2 + 4, MIDDLE GREY, label);
		return;
	}
	p->kinds[r->kind] = true;
	p->faults |= r->fault != NULL;
	fprintf(p->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
		"fill=\"%s\" stroke=\"%s\"%s><title>", p->bar + inset,
		p->y + top, BAR_WIDTH - inset, height,
		looks[r->kept ? r->kind : REGION_RAM].fill,
		r->fault ? "#b3261e" : "#ffffff",
		r->fault ? " stroke-width=\"2\" stroke-dasharray=\"5 3\"" : "");
	put_text(p->out, r->name, strlen(r->name));
	fputs("</title></rect>\n", p->out);
}

static void draw_leader(struct picture *p, const struct svg_scale *scale,
			const struct svg_label *label)
{
	const struct boot_block *b = label->block;
	bool larger = svg_scale_larger(scale, b->base, b->end);
	int from = p->bar + BAR_WIDTH, y = p->y + label->want;
	int to = p->y + label->y + LINE / 2 + ROW_GAP / 2;
	char size[BOOT_SIZE];
	int end = p->size - 6 -
		  chars(strlen(boot_size(size, b->region->size)));

	p->larger |= larger;
	fprintf(p->out, "<path d=\"M%d %dH%dL%d %dH%d\"%s/>\n", from, y,
		from + 6, p->table - 8, to, end,
		larger ? " stroke-dasharray=\"2 2\"" : "");
}

static int by_want(const void *a, const void *b)
{
	const struct svg_label *x = a, *y = b;

	if (x->want != y->want)
		return x->want - y->want;
	return (x->block > y->block) - (x->block < y->block);
}

/* A label for each region; how high they are together. */
static int make_labels(const struct picture *p, const struct boot_segment *s,
		       struct svg_label *labels)
{
	int height = 0;

	for (unsigned int i = 0; i < s->nr_blocks; i++) {
		if (!s->blocks[i].region)
			continue;
		labels->block = &s->blocks[i];
		labels->height = row_height(p, labels->block);
		height += labels->height;
		labels++;
	}
	return height;
}

static void draw_bar(struct picture *p, const struct svg_scale *scale,
		     const struct boot_segment *s)
{
	text_addr(p, p->bar - 8, p->y + 9, END, s->base);
	text_addr(p, p->bar - 8, p->y + scale->height, END, s->end - 1);
	for (unsigned int i = 0; i < s->nr_blocks; i++)
		draw_block(p, scale, s, &s->blocks[i]);
	fprintf(p->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
		"fill=\"none\" stroke=\"#2a2d31\"%s/>\n", p->bar, p->y,
		BAR_WIDTH, scale->height,
		s->ram ? "" : " stroke-dasharray=\"5 3\"");
}

/* The middle of what is seen of a block before the next one covers it. */
static int middle(const struct svg_scale *scale, const struct boot_segment *s,
		  const struct boot_block *b)
{
	uint64_t end = b->end;

	if (b + 1 < s->blocks + s->nr_blocks && b[1].base > b->base &&
	    b[1].base < end)
		end = b[1].base;
	return (svg_scale_y(scale, b->base) + svg_scale_y(scale, end)) / 2;
}

static void draw_table(struct picture *p, const struct svg_scale *scale,
		       const struct boot_segment *s, struct svg_label *labels)
{
	unsigned int nr = s->nr_regions;

	for (unsigned int i = 0; i < nr; i++) {
		labels[i].want = middle(scale, s, labels[i].block);
	}
	qsort(labels, nr, sizeof(*labels), by_want);
	svg_place(labels, nr, scale->height);
	fputs("<g fill=\"none\" stroke=\"#8a9098\">\n", p->out);
	for (unsigned int i = 0; i < nr; i++)
		draw_leader(p, scale, &labels[i]);
	fputs("</g>\n", p->out);
	for (unsigned int i = 0; i < nr; i++) {
		fputs("<g>\n", p->out);
		draw_row(p, labels[i].block, p->y + labels[i].y);
		fputs("</g>\n", p->out);
	}
}

static int draw_segment(struct picture *p, const struct boot_segment *s)
{
	struct svg_label *labels = calloc(s->nr_regions + 1, sizeof(*labels));
	int height = labels ? make_labels(p, s, labels) : 0;
	int least = s->ram && s->nr_regions ? FULL_BAR : EMPTY_BAR;
	struct svg_scale scale;

	if (!labels ||
	    svg_scale_make(&scale, s, height > least ? height : least)) {
		free(labels);
		return -1;
	}
	draw_bar(p, &scale, s);
	draw_table(p, &scale, s, labels);
	p->y += scale.height;
	svg_scale_free(&scale);
	free(labels);
	return 0;
}

static int draw_segments(struct picture *p)
{
	char size[BOOT_SIZE], line[BOOT_SIZE + 32];

	for (unsigned int i = 0; i < p->l->nr_segments; i++) {
		const struct boot_segment *s = &p->l->segments[i];
		uint64_t gap = i ? s->base - s[-1].end : 0;
		int x = p->bar + BAR_WIDTH / 2;

		if (gap) {
			fprintf(p->out, "<path d=\"M%d %dV%d\" stroke=\"#8a9098\" "
				"stroke-dasharray=\"2 4\"/>\n", x, p->y + 4,
				p->y + 28);
			text(p, x + 10, p->y + 20, GREY, boot_about(size, gap));
			p->y += 30;
		}
		snprintf(line, sizeof(line), "%s, %s", boot_segment(p->l, s),
			 boot_about(size, s->end - s->base));
		text(p, p->bar, p->y + 14, BOLD, line);
		p->y += 20;
		if (draw_segment(p, s))
			return -1;
	}
	return 0;
}

/* --- around it ------------------------------------------------------------------------- */

/* The board's name, in as many lines as it needs; y below it. */
static int draw_title(struct picture *p, const char *model)
{
	size_t room = (size_t)(p->width - 2 * MARGIN) / 12;
	int y = 38;

	for (size_t n; (n = boot_break(model, room)); model += n, y += 22)
		text_n(p, MARGIN, y, SANS BOLD " font-size=\"18\"", model, n);
	return y - 2;
}

static void draw_heading(struct picture *p, const char *model,
			 const char *kernel)
{
	char ram[BOOT_SIZE], kept[BOOT_SIZE], line[256];
	int y = draw_title(p, model);

	if (p->l->ram)
		snprintf(line, sizeof(line), "%s; %s of RAM, %s of it reserved",
			 kernel, boot_about(ram, p->l->ram),
			 boot_about(kept, p->l->kept));
	else
		snprintf(line, sizeof(line), "%s; no RAM in the tree: "
			 "a boot loader fills it in", kernel);
	text(p, MARGIN, y, SANS GREY, line);
	p->y = y + 18;
	if (!p->l->nr_regions)
		return;
	y += 32;
	fputs("<g" SANS GREY ">\n", p->out);
	text(p, p->size, y, END, "size");
	text(p, p->kind, y, "", "kind");
	text(p, p->range, y, "", "addresses");
	text(p, p->name, y, "", "name");
	text(p, p->users, y, "", "used by");
	fputs("</g>\n", p->out);
}

static void draw_unplaced(struct picture *p)
{
	char line[512];

	for (unsigned int i = 0; i < p->l->nr_regions; i++) {
		const struct boot_region *r = &p->l->regions[i];

		if (r->size)
			continue;
		snprintf(line, sizeof(line), "%s %s: %s", boot_kind(r->kind),
			 r->name, r->fault ? r->fault : "size 0");
		p->y = put_lines(p, p->bar, p->y + 26, RED, line, 90) - 22;
	}
}

static void draw_legend(struct picture *p)
{
	draw_unplaced(p);
	p->y += 30;
	for (unsigned int i = 0; i <= REGION_RESTRICTED; i++) {
		if (!p->kinds[i])
			continue;
		fprintf(p->out, "<rect x=\"%d\" y=\"%d\" width=\"24\" "
			"height=\"12\" fill=\"%s\" stroke=\"#2a2d31\"/>\n",
			p->bar, p->y - 10, looks[i].fill);
		text(p, p->bar + 34, p->y, SANS, looks[i].what);
		p->y += 20;
	}
	if (p->larger) {
		fprintf(p->out, "<path d=\"M%d %dh24\" stroke=\"#8a9098\" "
			"stroke-dasharray=\"2 2\"/>\n", p->bar, p->y - 4);
		text(p, p->bar + 34, p->y, SANS, "drawn larger than to scale");
		p->y += 20;
	}
	if (p->faults) {
		fprintf(p->out, "<rect x=\"%d\" y=\"%d\" width=\"24\" "
			"height=\"12\" fill=\"none\" stroke=\"#b3261e\" "
			"stroke-width=\"2\" stroke-dasharray=\"5 3\"/>\n",
			p->bar, p->y - 10);
		text(p, p->bar + 34, p->y, SANS,
		     "not as the tree means it; white: free all the same");
		p->y += 20;
	}
	p->y += MARGIN - 20;
}

static size_t longer(size_t n, const char *s, size_t limit)
{
	size_t len = strlen(s);

	return len < n ? n : len < limit ? len : limit;
}

/* Columns are as wide as what is in them. */
static void set_columns(struct picture *p)
{
	const struct boot_layout *l = p->l;
	uint64_t end = l->nr_segments ?
		       l->segments[l->nr_segments - 1].end - 1 : 0;

	p->digits = 8;
	while (p->digits < 16 && end >> 4 * p->digits)
		p->digits++;
	p->name_chars = 20;
	p->user_chars = 8;
	for (unsigned int i = 0; i < l->nr_regions; i++) {
		p->name_chars = longer(p->name_chars, l->regions[i].name,
				       MAX_NAME);
		p->user_chars = longer(p->user_chars, l->regions[i].users,
				       MAX_USERS);
	}
	p->bar = MARGIN + chars(p->digits + 2) + 8;
	p->table = p->bar + BAR_WIDTH + LEADER;
	p->size = p->table + chars(9);
	p->kind = p->size + 30;
	p->range = p->kind + chars(13);
	p->name = p->range + chars(2 * p->digits + 5) + 14;
	p->users = p->name + chars(p->name_chars) + 18;
	p->width = p->users + chars(p->user_chars) + MARGIN;
}

static void describe(struct picture *p, const char *kernel)
{
	char size[BOOT_SIZE];

	fprintf(p->out, "%s. ", kernel);
	for (unsigned int i = 0; i < p->l->nr_segments; i++) {
		const struct boot_segment *s = &p->l->segments[i];

		fprintf(p->out, "%s at 0x%" PRIx64 ", %s. ", boot_segment(p->l, s),
			s->base, boot_about(size, s->end - s->base));
	}
	for (unsigned int i = 0; i < p->l->nr_regions; i++) {
		const struct boot_region *r = &p->l->regions[i];

		fprintf(p->out, "%s at 0x%" PRIx64 ", %s, ", boot_kind(r->kind),
			r->base, boot_size(size, r->size));
		put_text(p->out, r->name, strlen(r->name));
		fputs(". ", p->out);
	}
}

static void put_file(struct picture *p, FILE *out, const char *body,
		     const char *model, const char *kernel)
{
	p->out = out;
	fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
		"height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-labelledby=\"title desc\" font-family=\"monospace\" "
		"font-size=\"12\" fill=\"#1b1d20\">\n<title id=\"title\">Memory of ",
		p->width, p->y, p->width, p->y);
	put_text(out, model, strlen(model));
	fputs("</title>\n<desc id=\"desc\">", out);
	describe(p, kernel);
	fprintf(out, "</desc>\n<rect width=\"%d\" height=\"%d\" "
		"fill=\"#ffffff\"/>\n%s</svg>\n", p->width, p->y, body);
}

/* The picture's height is known when all else is drawn. */
static char *draw_body(struct picture *p, const char *model,
		       const char *kernel)
{
	char *body = NULL;
	size_t size;
	int err;

	p->out = open_memstream(&body, &size);
	if (!p->out)
		return NULL;
	draw_heading(p, model, kernel);
	err = draw_segments(p);
	if (!err)
		draw_legend(p);
	if (!fclose(p->out) && !err)
		return body;
	free(body);
	return NULL;
}

int boot_svg(const struct boot_layout *l, const struct board_kernel *kernel,
	     FILE *out)
{
	struct picture p = { .l = l };
	char words[64], *model = boot_model(), *body = NULL;

	set_columns(&p);
	boot_kernel(words, sizeof(words), kernel);
	if (model)
		body = draw_body(&p, model, words);
	if (body)
		put_file(&p, out, body, model, words);
	free(model);
	free(body);
	return body ? 0 : -1;
}
