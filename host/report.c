// SPDX-License-Identifier: MIT
/*
 * Reports - counted, and each different one handed to every sink once.
 *
 * Two reports are the same when their ids and the innermost driver lines of
 * all their places are.  That is asked twice: by address, which is cheap and
 * catches a fault in a loop, then by file and line, which costs a look at
 * DWARF and happens once for each pair of places.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/private.h"

#define MAX_SINKS 4

static struct report_sink *sinks[MAX_SINKS];
static unsigned int nr_sinks;

/* What tells reports apart, and which shown report each belongs to. */
struct seen {
	char *id;
	uintptr_t pc[REPORT_PLACES];
	int nplaces;
	unsigned int shown;
};

static struct seen *seen;
static unsigned int nr_seen;

struct shown_key {
	const char *id;
	const char *file[REPORT_PLACES];
	unsigned int line[REPORT_PLACES];
	int nplaces;
};

static struct shown_key *shown;
static unsigned int *shown_count;
static unsigned int nr_shown;
static unsigned int total;

static void site_pcs(const struct report *r, uintptr_t *pc)
{
	int i;

	memset(pc, 0, REPORT_PLACES * sizeof(*pc));
	for (i = 0; i < r->nplaces; i++)
		pc[i] = host_stack_site_pc(r->place[i].stack);
}

static struct seen *seen_find(const struct report *r, const uintptr_t *pc)
{
	unsigned int i;

	for (i = 0; i < nr_seen; i++)
		if (!strcmp(seen[i].id, r->id) &&
		    seen[i].nplaces == r->nplaces &&
		    !memcmp(seen[i].pc, pc, sizeof(seen[i].pc)))
			return &seen[i];
	return NULL;
}

static struct seen *seen_add(const struct report *r, const uintptr_t *pc,
			     unsigned int which)
{
	struct seen *more = realloc(seen, (nr_seen + 1) * sizeof(*seen));
	struct seen *s;

	if (!more)
		return NULL;
	seen = more;
	s = &seen[nr_seen];
	s->id = strdup(r->id);
	if (!s->id)
		return NULL;
	memcpy(s->pc, pc, sizeof(s->pc));
	s->nplaces = r->nplaces;
	s->shown = which;
	nr_seen++;
	return s;
}

static void look_up(const struct report *r, struct report_shown *full)
{
	int i, k;

	full->report = r;
	for (i = 0; i < r->nplaces; i++) {
		full->place[i].nframes =
			host_stack_frames(r->place[i].stack,
					  full->place[i].frames,
					  REPORT_FRAMES);
		full->place[i].site = 0;
		for (k = 0; k < full->place[i].nframes; k++)
			if (full->place[i].frames[k].driver)
				break;
		if (k < full->place[i].nframes)
			full->place[i].site = k;
	}
}

static void key_of(const struct report_shown *full, struct shown_key *key)
{
	int i;

	memset(key, 0, sizeof(*key));
	key->id = full->report->id;
	key->nplaces = full->report->nplaces;
	for (i = 0; i < key->nplaces; i++) {
		const struct host_frame *f =
			&full->place[i].frames[full->place[i].site];

		if (!full->place[i].nframes)
			continue;
		key->file[i] = f->file;
		key->line[i] = f->line;
	}
}

/* Equal files are the same pointer: the stack lookup keeps one copy. */
static bool key_equal(const struct shown_key *a, const struct shown_key *b)
{
	return !strcmp(a->id, b->id) && a->nplaces == b->nplaces &&
	       !memcmp(a->file, b->file, sizeof(a->file)) &&
	       !memcmp(a->line, b->line, sizeof(a->line));
}

static void show(const struct report_shown *full)
{
	unsigned int i;

	for (i = 0; i < nr_sinks; i++)
		sinks[i]->show(sinks[i], full);
}

/* Index of the shown report that r is one more of; shows a new one. */
static unsigned int show_once(const struct report *r)
{
	static struct report_shown full;
	struct shown_key key, *keys;
	unsigned int i, *counts;

	look_up(r, &full);
	key_of(&full, &key);
	for (i = 0; i < nr_shown; i++)
		if (key_equal(&shown[i], &key))
			return i;
	keys = realloc(shown, (nr_shown + 1) * sizeof(*shown));
	if (keys)
		shown = keys;
	counts = realloc(shown_count, (nr_shown + 1) * sizeof(*shown_count));
	if (counts)
		shown_count = counts;
	show(&full);
	key.id = strdup(r->id);
	if (!keys || !counts || !key.id)
		return nr_shown;
	shown[nr_shown] = key;
	shown_count[nr_shown] = 0;
	return nr_shown++;
}

void report_emit(const struct report *r)
{
	uintptr_t pc[REPORT_PLACES];
	struct seen *s;
	unsigned int which;

	total++;
	site_pcs(r, pc);
	s = seen_find(r, pc);
	which = s ? s->shown : show_once(r);
	if (!s)
		s = seen_add(r, pc, which);
	if (which < nr_shown)
		shown_count[which]++;
}

unsigned int report_count(void)
{
	return total;
}

unsigned int report_count_different(void)
{
	return nr_shown;
}

unsigned int report_count_of(const char *id)
{
	unsigned int i, n = 0;

	for (i = 0; i < nr_shown; i++)
		if (!strcmp(shown[i].id, id))
			n += shown_count[i];
	return n;
}

static int add_sink(struct report_sink *sink)
{
	if (!sink)
		return -ENOMEM;
	if (nr_sinks == MAX_SINKS) {
		free(sink);
		return -ENOSPC;
	}
	sinks[nr_sinks++] = sink;
	return 0;
}

int report_to_terminal(int fd, bool color)
{
	return add_sink(report_terminal_sink(fd, color));
}

int report_to_json(const char *path)
{
	return add_sink(report_json_sink(path));
}

int report_close(void)
{
	int err = 0;

	while (nr_sinks) {
		struct report_sink *sink = sinks[--nr_sinks];
		int this = sink->close(sink, shown_count);

		if (!err)
			err = this;
	}
	return err;
}
