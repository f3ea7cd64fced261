// SPDX-License-Identifier: MIT
/*
 * lint - a tree read by every kernel, then held against the rules.
 *
 * The tree is built once.  Each kernel version reads it as at boot; what of/
 * notes then is a finding, with the lines that this kernel printed for it.  The
 * same fault in several versions is one finding.  Then the rules look at the
 * tree and at what 6.12 made of it, which comes last for that.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "host/host.h"
#include "lint/private.h"
#include "of/private.h"

#define MAX_FINDINGS	4096u		/* a tree that has more is told so much */
#define SAID		2048u

struct finding {
	struct lint_finding f;		/* its strings are copies */
	struct finding *next, *next_in_slot;
	unsigned int order;		/* of its node in the tree */
};

static const struct {
	enum lint_version id;
	unsigned int code;
} versions[] = {			/* what the rules look at is last */
	{ LINT_6_1, 0x060100 },
	{ LINT_7_2, 0x070200 },
	{ LINT_6_12, 0x060c00 },
};

static void (*const rules[])(void) = {
	lint_regions,			/* first: what others look at */
	lint_buses,
	lint_iommus,
	lint_reach,
	lint_place,
	lint_overlap,
	lint_references,
	lint_pools,
	lint_spelling,
	lint_regions_forget,		/* last */
};

const struct lint_options *lint_options;
static struct finding *findings, **findings_end = &findings;
static struct finding *by_node[512];	/* hashed by the node's path */
static unsigned int nr_findings;
static int reading;			/* the version that reads; -1: the rules */
static bool no_memory;

/* Words for the next note, by version: lines that begin with their level. */
static struct said {
	char text[SAID];
	unsigned int used;
	bool spoke;
} said[LINT_VERSIONS];

bool lint_arm32(void)
{
	return board_tree_is_arm();
}

void lint_no_memory(void)
{
	no_memory = true;
}

/* --- the kernels' words ---------------------------------------------------- */

/* The oldest lines go: the last ones are what a note is about. */
static void make_room(struct said *s, unsigned int need)
{
	unsigned int at = 0;

	while (at < s->used && s->used - at + need >= SAID)
		at = strchrnul(s->text + at, '\n') - s->text + 1;
	if (!at)
		return;
	memmove(s->text, s->text + at, s->used - at + 1);
	s->used -= at;
}

/* A message may have more than one line; an empty one is silence. */
static void append(struct said *s, int level, const char *message)
{
	const char *line = message, *end = message;
	unsigned int n;

	s->spoke = true;
	for (; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		n = min_t(unsigned int, end - line, SAID / 2);
		make_room(s, n + 3);
		s->used += snprintf(s->text + s->used, SAID - s->used,
				    "%d%.*s\n", level, (int)n, line);
	}
}

/* Without levels, and without what is no complaint and not about the node. */
static void choose_lines(char *text, const char *node)
{
	const char *name = strrchr(node, '/') + 1;
	char *to = text, *from = text, *end;

	for (; (end = strchr(from, '\n')); from = end + 1) {
		char *found = strstr(from, name);

		if (*from > '4' && !(*name && found && found < end))
			continue;
		memmove(to, from + 1, end - from);
		to += end - from;
	}
	*to = '\0';
}

static void forget_words(void)
{
	for (unsigned int i = 0; i < LINT_VERSIONS; i++) {
		said[i].used = 0;
		said[i].text[0] = '\0';
		said[i].spoke = false;
	}
}

static void take_line(void *arg, int level, const char *line)
{
	if (reading >= 0)
		append(&said[reading], level, line);
}

void lint_silent(unsigned int which)
{
	for (unsigned int i = 0; i < LINT_VERSIONS; i++)
		said[i].spoke |= which >> i & 1;
}

void lint_says(unsigned int which, const char *fmt, ...)
{
	char line[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	for (unsigned int i = 0; i < LINT_VERSIONS; i++)
		if (which >> i & 1)
			append(&said[i], 0, line);
}

/* --- findings -------------------------------------------------------------- */

static char *copy(const char *s)
{
	size_t n = s ? strlen(s) + 1 : 0;
	char *to = s ? host_alloc(n) : NULL;

	if (to)
		memcpy(to, s, n);
	no_memory |= s && !to;
	return to;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static struct finding **slot_of(const struct board_tree_note *note)
{
	unsigned int hash = 5381;

	for (const char *c = note->node; *c; c++)
		hash = hash * 33 + *c;
	return &by_node[hash % ARRAY_SIZE(by_node)];
}

static struct finding *find(const struct board_tree_note *note)
{
	struct finding *f;

	for (f = *slot_of(note); f; f = f->next_in_slot)
		if (same(f->f.note.rule, note->rule) &&
		    same(f->f.note.node, note->node) &&
		    same(f->f.note.property, note->property) &&
		    same(f->f.note.what, note->what))
			return f;
	return NULL;
}

static struct finding *add(const struct board_tree_note *note)
{
	struct finding *f = nr_findings < MAX_FINDINGS ?
			    host_alloc(sizeof(*f)) : NULL;
	struct finding **slot = slot_of(note);

	if (!f) {
		no_memory |= nr_findings < MAX_FINDINGS;
		return NULL;
	}
	nr_findings++;
	f->f.note = *note;
	f->f.note.node = copy(note->node);
	f->f.note.property = copy(note->property);
	f->f.note.what = copy(note->what);
	for (unsigned int i = 0; i < note->nr_edits; i++)
		f->f.note.edits[i] = (struct board_tree_edit){
			.node = copy(note->edits[i].node),
			.property = copy(note->edits[i].property),
			.value = copy(note->edits[i].value),
		};
	*findings_end = f;
	findings_end = &f->next;
	f->next_in_slot = *slot;
	*slot = f;
	return f;
}

static void take_words(struct finding *f, unsigned int v)
{
	if (f->f.kernel[v])
		return;
	choose_lines(said[v].text, f->f.note.node);
	f->f.kernel[v] = copy(said[v].text);
}

static bool is_asked(unsigned int version)
{
	return !lint_options->versions || lint_options->versions >> version & 1;
}

/* A reading knows less of these than the rule of that name. */
static bool is_told_better(const struct board_tree_note *note)
{
	return reading >= 0 && note->severity != TREE_ERROR &&
	       (same(note->rule, "pool-needs-nomap") ||
		same(note->rule, "reserved-overlap"));
}

static void take_note(void *arg, const struct board_tree_note *note)
{
	struct finding *f = is_told_better(note) ? NULL : find(note);
	bool spoke = false;

	if (!f && !is_told_better(note))
		f = add(note);
	for (unsigned int v = 0; v < LINT_VERSIONS; v++)
		spoke |= said[v].spoke;
	for (unsigned int v = 0; f && v < LINT_VERSIONS; v++)
		if (is_asked(v) && (reading >= 0 ? (int)v == reading :
				    !spoke || said[v].spoke))
			take_words(f, v);
	forget_words();
}

static void free_finding(struct finding *f)
{
	for (unsigned int i = 0; i < f->f.note.nr_edits; i++) {
		host_free((void *)f->f.note.edits[i].node);
		host_free((void *)f->f.note.edits[i].property);
		host_free((void *)f->f.note.edits[i].value);
	}
	for (unsigned int v = 0; v < LINT_VERSIONS; v++)
		host_free((void *)f->f.kernel[v]);
	host_free((void *)f->f.note.node);
	host_free((void *)f->f.note.property);
	host_free((void *)f->f.note.what);
	host_free(f);
}

static bool is_told(const struct finding *f)
{
	for (unsigned int v = 0; v < LINT_VERSIONS; v++)
		if (f->f.kernel[v])
			return true;
	return false;
}

static void hand_out(void (*fn)(void *arg, const struct lint_finding *finding),
		     void *arg)
{
	struct finding *f;

	while ((f = findings)) {
		findings = f->next;
		if (!no_memory && is_told(f))
			fn(arg, &f->f);
		free_finding(f);
	}
	memset(by_node, 0, sizeof(by_node));
	findings_end = &findings;
	nr_findings = 0;
}

static void number(const struct device_node *np, unsigned int order)
{
	char path[TREE_PATH];
	const struct board_tree_note note = {
		.node = tree_path(np, path, sizeof(path)),
	};
	struct finding *f;

	for (f = *slot_of(&note); f; f = f->next_in_slot)
		if (!strcmp(f->f.note.node, note.node))
			f->order = order;
}

/* In the order of the tree; those of one node as they were found. */
static void sort_findings(void)
{
	struct finding *sorted = NULL, *f, **at;
	struct device_node *np;
	unsigned int order = 0;

	if (nr_findings < 2)
		return;
	for_each_of_allnodes(np)
		number(np, order++);
	while ((f = findings)) {
		findings = f->next;
		for (at = &sorted; *at && (*at)->order <= f->order;)
			at = &(*at)->next;
		f->next = *at;
		*at = f;
	}
	findings = sorted;
}

/* --- all of it ------------------------------------------------------------- */

static int read_as(const void *dtb, size_t size, unsigned int i)
{
	struct board_kernel kernel = {
		.version = versions[i].code,
		.page_shift = lint_options->page_shift,
		.arch = lint_options->arch,
		.cmdline = lint_options->cmdline,
	};

	reading = (int)versions[i].id;
	forget_words();
	return i ? board_tree_rescan(&kernel) :
		   board_tree_scan(dtb, size, &kernel);
}

int lint_tree(const void *dtb, size_t size, const struct lint_options *options,
	      void (*fn)(void *arg, const struct lint_finding *finding),
	      void *arg)
{
	int err = 0;

	lint_options = options;
	no_memory = false;
	board_tree_listen(take_note, NULL);
	host_log_divert(take_line, NULL);
	for (unsigned int i = 0; !err && i < ARRAY_SIZE(versions); i++)
		err = read_as(dtb, size, i);
	reading = -1;
	forget_words();
	for (unsigned int i = 0; !err && i < ARRAY_SIZE(rules); i++)
		rules[i]();
	host_log_divert(NULL, NULL);
	board_tree_listen(NULL, NULL);
	sort_findings();
	board_tree_reset();
	no_memory |= err == -ENOMEM;
	if (err)
		no_memory = true;	/* nothing half-done is told */
	hand_out(fn, arg);
	return err ? err : no_memory ? -ENOMEM : 0;
}
