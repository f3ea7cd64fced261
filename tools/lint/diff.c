// SPDX-License-Identifier: MIT
/*
 * dmaspace lint --fix, the diff: changes of a text as hunks of whole lines, in
 * the form that patch -p1 and git apply take.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "tools/lint/lint.h"

#define CONTEXT 3

struct diff {
	FILE *out;
	const char *text;
	size_t size;
	const struct fix_change *changes;
	unsigned int n;
	long shift;			/* lines that hunks so far added */
};

/* Lines of the old text from up to to, and what they become. */
struct region {
	size_t from, to;
	char *with;
	size_t with_size;
};

static size_t line_start(const struct diff *d, size_t at)
{
	const char *nl = at ? memrchr(d->text, '\n', at) : NULL;

	return nl ? nl + 1 - d->text : 0;
}

static size_t line_end(const struct diff *d, size_t at)
{
	const char *nl = memchr(d->text + at, '\n', d->size - at);

	return nl ? nl + 1 - d->text : d->size;
}

static unsigned int count_lines(const char *text, size_t n)
{
	unsigned int lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += text[i] == '\n';
	return lines + (n && text[n - 1] != '\n');
}

static void put_lines(FILE *out, char sign, const char *text, size_t n)
{
	while (n) {
		const char *nl = memchr(text, '\n', n);
		size_t length = nl ? nl + 1 - text : n;

		fputc(sign, out);
		fwrite(text, 1, length, out);
		if (!nl)
			fputs("\n\\ No newline at end of file\n", out);
		text += length;
		n -= length;
	}
}

/* Does it take out or put in whole lines only? */
static bool is_of_lines(const struct diff *d, const struct fix_change *c)
{
	size_t n = strlen(c->text);

	return line_start(d, c->from) == c->from &&
	       line_start(d, c->to) == c->to && (!n || c->text[n - 1] == '\n');
}

static size_t last_line(const struct diff *d, const struct fix_change *c)
{
	if (is_of_lines(d, c))
		return c->to;
	return line_end(d, c->to > c->from ? c->to - 1 : c->to);
}

/* The changes from i on that share lines, as one region; the next change. */
static unsigned int gather(const struct diff *d, unsigned int i,
			   struct region *r)
{
	size_t at = line_start(d, d->changes[i].from);
	FILE *out;

	*r = (struct region){ .from = at, .to = at };
	out = open_memstream(&r->with, &r->with_size);
	if (!out)
		return d->n;
	do {
		const struct fix_change *c = &d->changes[i];
		size_t end = last_line(d, c);

		fwrite(d->text + at, 1, c->from - at, out);
		fputs(c->text, out);
		at = c->to;
		r->to = end > r->to ? end : r->to;
		i++;
	} while (i < d->n && d->changes[i].from < r->to);
	fwrite(d->text + at, 1, r->to - at, out);
	fclose(out);
	return i;
}

static size_t back(const struct diff *d, size_t at, int lines)
{
	while (at && lines--)
		at = line_start(d, at - 1);
	return at;
}

static size_t forth(const struct diff *d, size_t at, int lines)
{
	while (at < d->size && lines--)
		at = line_end(d, at);
	return at;
}

/* Regions close to each other, as one hunk; the next change. */
static unsigned int put_hunk(struct diff *d, unsigned int i)
{
	char *body = NULL;
	size_t body_size, from, at;
	FILE *out = open_memstream(&body, &body_size);
	unsigned int old = 0, new = 0, start;
	struct region r;

	if (!out)
		return d->n;
	from = at = back(d, line_start(d, d->changes[i].from), CONTEXT);
	do {
		i = gather(d, i, &r);
		put_lines(out, ' ', d->text + at, r.from - at);
		put_lines(out, '-', d->text + r.from, r.to - r.from);
		put_lines(out, '+', r.with, r.with_size);
		new += count_lines(d->text + at, r.from - at) +
		       count_lines(r.with, r.with_size);
		free(r.with);
		at = r.to;
	} while (i < d->n && line_start(d, d->changes[i].from) <=
			     forth(d, at, 2 * CONTEXT));
	put_lines(out, ' ', d->text + at, forth(d, at, CONTEXT) - at);
	new += count_lines(d->text + at, forth(d, at, CONTEXT) - at);
	at = forth(d, at, CONTEXT);
	fclose(out);
	start = count_lines(d->text, from) + 1;
	old = count_lines(d->text + from, at - from);
	fprintf(d->out, "@@ -%u,%u +%ld,%u @@\n%s", start, old,
		start + d->shift, new, body);
	d->shift += (long)new - (long)old;
	free(body);
	return i;
}

void fix_diff(FILE *out, const char *name, const char *text, size_t size,
	      const struct fix_change *changes, unsigned int n)
{
	struct diff d = { .out = out, .text = text, .size = size,
			  .changes = changes, .n = n };

	fprintf(out, "--- a/%s\n+++ b/%s\n", name, name);
	for (unsigned int i = 0; i < n;)
		i = put_hunk(&d, i);
}
