// SPDX-License-Identifier: MIT
/*
 * Reports for people: a compiler's diagnostic with the line of source, then
 * who did what where, why it fails, and what to write.
 *
 *	drv.c:212: dma-missing-sync-for-cpu: the CPU reads ...
 *	  212 |		if (ring->done)
 *	      device   a0000000.dma (driver axi-cdma)
 *	      memory   dma 0x40001000, 64 bytes, DMA_FROM_DEVICE
 *	      CPU read here  drv.c:212 in cdma_done < cdma_wait:301
 *	      mapped here    drv.c:190 in cdma_map
 *	  why: ...
 *	  write instead: ...
 *	  Linux says: ...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/private.h"

#define WIDTH 80			/* of sentences */
#define WIDE 100			/* of places */

struct terminal_sink {
	struct report_sink sink;
	FILE *out;
	const char *bold, *red, *plain;
};

/* The text behind a lead, broken at blanks, later lines indented. */
static void put_wrapped(FILE *out, const char *lead, const char *text)
{
	int indent = 4, column = fprintf(out, "  %s", lead);

	while (*text) {
		int n = strcspn(text, " \n");

		if (column + 1 + n > WIDTH) {
			fprintf(out, "\n%*s", indent, "");
			column = indent;
		} else {
			column += fprintf(out, " ");
		}
		column += fprintf(out, "%.*s", n, text);
		text += n;
		if (*text == '\n')
			column = WIDTH;
		text += strspn(text, " \n");
	}
	fputc('\n', out);
}

static void put_source(FILE *out, const char *file, unsigned int line)
{
	FILE *f = file && line ? fopen(file, "re") : NULL;
	char text[256];
	unsigned int at = 0;

	if (!f)
		return;
	while (fgets(text, sizeof(text), f)) {
		bool whole = strchr(text, '\n');

		if (at + 1 == line) {
			text[strcspn(text, "\n")] = '\0';
			fprintf(out, "%5u | %s\n", line, text);
			break;
		}
		at += whole;
	}
	fclose(f);
}

static int put_frame(FILE *out, const struct host_frame *f)
{
	if (f->file)
		return fprintf(out, "%s:%u in %s", f->file, f->line,
			       f->function);
	return fprintf(out, "%s", f->function);
}

/* A caller: its file only when it is not that of the frame before. */
static void put_caller(FILE *out, const struct host_frame *f,
		       const struct host_frame *before, int indent, int *column)
{
	bool same = f->file && f->file == before->file;
	char text[512];
	int n;

	if (same)
		n = snprintf(text, sizeof(text), "%s:%u", f->function, f->line);
	else
		n = snprintf(text, sizeof(text), "%s (%s:%u)", f->function,
			     f->file ? f->file : "?", f->line);
	if (*column + n + 3 > WIDE)
		*column = fprintf(out, "\n%*s", indent, "") - 1;
	*column += fprintf(out, " < %s", text);
}

/* The site, and the callers of it that are driver code too. */
static void put_place(FILE *out, const struct report_shown *r, int which,
		      int width)
{
	const struct host_frame *f = r->place[which].frames;
	int at = r->place[which].site, i, column, indent = 8 + width + 2;

	fprintf(out, "        %-*s  ", width, r->report->place[which].what);
	if (!r->place[which].nframes) {
		fputs("(place not known)\n", out);
		return;
	}
	column = indent + put_frame(out, &f[at]);
	for (i = at + 1; i < r->place[which].nframes; i++) {
		if (!f[i].driver)
			continue;
		put_caller(out, &f[i], &f[at], indent, &column);
		at = i;
	}
	fputc('\n', out);
}

static void put_subject(FILE *out, const struct report *r, int width)
{
	const char *comma = "";

	if (r->device) {
		fprintf(out, "        %-*s  %s", width, "device", r->device);
		if (r->driver)
			fprintf(out, " (driver %s)", r->driver);
		fputc('\n', out);
	}
	if (!r->addr_kind && !r->size && !r->dir)
		return;
	fprintf(out, "        %-*s  ", width, "memory");
	if (r->addr_kind) {
		fprintf(out, "%s 0x%llx", r->addr_kind,
			(unsigned long long)r->addr);
		comma = ", ";
	}
	if (r->size) {
		fprintf(out, "%s%llu bytes", comma,
			(unsigned long long)r->size);
		comma = ", ";
	}
	if (r->dir)
		fprintf(out, "%s%s", comma, r->dir);
	fputc('\n', out);
}

static int label_width(const struct report *r)
{
	int i, width = strlen("device");

	for (i = 0; i < r->nplaces; i++)
		if ((int)strlen(r->place[i].what) > width)
			width = strlen(r->place[i].what);
	return width;
}

static void terminal_show(struct report_sink *sink,
			  const struct report_shown *full)
{
	struct terminal_sink *t = (struct terminal_sink *)sink;
	const struct report *r = full->report;
	const struct host_frame *f = NULL;
	int i, width = label_width(r);

	fflush(stdout);
	if (r->nplaces && full->place[0].nframes)
		f = &full->place[0].frames[full->place[0].site];
	fputs(t->bold, t->out);
	if (f && f->file)
		fprintf(t->out, "%s:%u: ", f->file, f->line);
	else
		fprintf(t->out, "%s: ", r->driver ? r->driver : "dmaspace");
	fprintf(t->out, "%s%s:%s %s\n", t->red, r->id, t->plain, r->what);
	if (f)
		put_source(t->out, f->file, f->line);
	put_subject(t->out, r, width);
	for (i = 0; i < r->nplaces; i++)
		put_place(t->out, full, i, width);
	if (r->why)
		put_wrapped(t->out, "why:", r->why);
	if (r->fix)
		put_wrapped(t->out, "write instead:", r->fix);
	if (r->kernel[0])		/* whole: it is searched for */
		fprintf(t->out, "  Linux says: %s\n", r->kernel);
	fflush(t->out);
}

static int terminal_close(struct report_sink *sink, const unsigned int *count)
{
	struct terminal_sink *t = (struct terminal_sink *)sink;

	fclose(t->out);
	free(t);
	return 0;
}

struct report_sink *report_terminal_sink(int fd, bool color)
{
	struct terminal_sink *t = calloc(1, sizeof(*t));

	if (!t)
		return NULL;
	fd = dup(fd);
	t->out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (!t->out) {
		if (fd >= 0)
			close(fd);
		free(t);
		return NULL;
	}
	t->bold = color ? "\033[1m" : "";
	t->red = color ? "\033[31m" : "";
	t->plain = color ? "\033[0m" : "";
	t->sink.show = terminal_show;
	t->sink.close = terminal_close;
	return &t->sink;
}
