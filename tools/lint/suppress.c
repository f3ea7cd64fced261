// SPDX-License-Identifier: MIT
/*
 * dmaspace lint, what is not to be told.
 *
 * A comment in a source, "dmaspace-lint: ignore RULE...", holds for the line it
 * is on, or for the next line with anything else when it has a line of its own;
 * that line begins a node or has the property.  A line of a file is "RULE [NODE
 * [FILE]]", each with the wildcards of a shell.  One for which nothing was found
 * in any tree is told at the end.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "tools/lint/lint.h"

#define MARK "dmaspace-lint:"

struct suppression {
	char *rule, *node, *path;	/* patterns; in a source node is NULL */
	const char *file;		/* where it is written */
	unsigned int line;
	unsigned int target;		/* in a source: the line it is for */
	bool used;
	struct suppression *next;
};

/* A source that was searched, or a file of suppressions. */
struct searched {
	char *name;
	struct searched *next;
};

static struct suppression *first, **last = &first;
static struct searched *files;

static bool is_rule(const char *pattern)
{
	for (const struct lint_rule *r = lint_rules; r->id; r++)
		if (!fnmatch(pattern, r->id, 0))
			return true;
	return false;
}

static struct searched *remember(const char *name)
{
	struct searched *s = calloc(1, sizeof(*s));

	if (!s || !(s->name = strdup(name))) {
		free(s);
		return NULL;
	}
	s->next = files;
	files = s;
	return s;
}

static struct suppression *add(const char *rule, size_t n)
{
	struct suppression *s = calloc(1, sizeof(*s));

	if (!s || !(s->rule = strndup(rule, n))) {
		free(s);
		return NULL;
	}
	*last = s;
	last = &s->next;
	return s;
}

/* --- a file ------------------------------------------------------------------ */

static int take_line(const char *file, unsigned int number, char *line)
{
	struct suppression *s;
	char *word[4] = { NULL }, *save;
	unsigned int n = 0;

	line[strcspn(line, "#\n")] = '\0';
	for (char *w = strtok_r(line, " \t\r", &save); w && n < 4;
	     w = strtok_r(NULL, " \t\r", &save))
		word[n++] = w;
	if (!n)
		return 0;
	if (n == 4 || !is_rule(word[0])) {
		host_error("%s:%u: %s%s%s", file, number,
			   n == 4 ? "expected RULE [NODE [FILE]]" :
				    "no rule is called ",
			   n == 4 ? "" : word[0],
			   n == 4 ? "" : " (see dmaspace lint --rules)");
		return -EINVAL;
	}
	s = add(word[0], strlen(word[0]));
	if (!s)
		return -ENOMEM;
	s->file = file;
	s->line = number;
	s->node = strdup(word[1] ? word[1] : "*");
	s->path = strdup(word[2] ? word[2] : "*");
	return s->node && s->path ? 0 : -ENOMEM;
}

int suppress_load(const char *path)
{
	struct searched *file = remember(path);
	FILE *f = fopen(path, "re");
	unsigned int number = 0;
	char *line = NULL;
	size_t room = 0;
	int err = file ? 0 : -ENOMEM;

	if (!f) {
		host_error("%s: %s", path, strerror(errno));
		return -EINVAL;
	}
	while (!err && getline(&line, &room, f) >= 0)
		err = take_line(file->name, ++number, line);
	if (!err && ferror(f)) {
		host_error("%s: %s", path, strerror(errno));
		err = -EINVAL;
	}
	free(line);
	fclose(f);
	return err;
}

/* --- comments ---------------------------------------------------------------- */

/* Is there nothing but a comment on the line of the text? */
static bool is_comment(const char *line)
{
	const char *end;

	line += strspn(line, " \t\r");
	if (*line == '\n' || *line == '*' || !strncmp(line, "//", 2))
		return true;
	if (strncmp(line, "/*", 2))
		return false;
	end = strstr(line, "*/");
	if (!end || memchr(line, '\n', end - line))
		return true;
	end += 2 + strspn(end + 2, " \t\r");
	return *end == '\n' || !*end;
}

static unsigned int find_target(const char *line, unsigned int number)
{
	const char *next = line;

	while (is_comment(next) && (next = strchr(next, '\n'))) {
		next++;
		number++;
	}
	return number;
}

/* The rules that a comment names, up to what cannot be one's name. */
static int take_rules(const char *file, unsigned int line, unsigned int target,
		      const char *text)
{
	for (;;) {
		struct suppression *s;
		size_t n;

		text += strspn(text, " \t,");
		n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
		if (!n || *text == '-')
			return 0;
		s = add(text, n);
		if (!s)
			return -ENOMEM;
		s->file = file;
		s->line = line;
		s->target = target;
		text += n;
	}
}

static bool is_in_comment(const char *line, const char *mark)
{
	return memmem(line, mark - line, "/*", 2) ||
	       memmem(line, mark - line, "//", 2) ||
	       line[strspn(line, " \t")] == '*';
}

static int search(const char *file, const char *text)
{
	const char *line = text, *at = text, *mark;
	unsigned int number = 1;
	int err = 0;

	while (!err && (mark = strstr(at, MARK))) {
		for (const char *end; (end = strchr(line, '\n')) && end < mark;
		     line = end + 1)
			number++;
		at = mark + strlen(MARK);
		at += strspn(at, " \t");
		if (!strncmp(at, "ignore ", 7) && is_in_comment(line, mark))
			err = take_rules(file, number,
					 find_target(line, number), at + 7);
	}
	return err;
}

static bool was_searched(const char *name)
{
	for (struct searched *s = files; s; s = s->next)
		if (!strcmp(s->name, name))
			return true;
	return false;
}

int suppress_read_source(const struct host_tree *t,
			 const struct host_places *places)
{
	const char *before = "";
	int err = 0;

	for (unsigned int i = 0; !err && i < places->n; i++) {
		const char *name = places->place[i].file;
		struct searched *file;
		size_t size;
		char *text;

		if (!strcmp(name, before) || was_searched(name))
			continue;
		before = name;
		file = remember(name);
		text = file ? lint_source_text(t, name, &size) : NULL;
		err = file ? 0 : -ENOMEM;
		if (text)
			err = search(file->name, text);
		free(text);
	}
	return err;
}

/* --- using them -------------------------------------------------------------- */

static bool is_at(const struct suppression *s, const struct host_place *p)
{
	unsigned int end = p->property ? p->end_line : p->line;

	return s->target >= p->line && s->target <= end &&
	       !strcmp(s->file, p->file);
}

static bool is_source_match(const struct suppression *s,
			    const struct board_tree_note *note,
			    const struct host_places *places)
{
	if (strcmp(s->rule, note->rule))
		return false;
	for (unsigned int i = 0; i < places->n; i++) {
		const struct host_place *p = &places->place[i];

		if (is_at(s, p) && !strcmp(p->node, note->node) &&
		    (!p->property || (note->property &&
				      !strcmp(p->property, note->property))))
			return true;
	}
	return false;
}

static bool is_match(const struct suppression *s, const struct lint_told *told,
		     const char *tree, const struct host_places *places)
{
	const struct board_tree_note *note = &told->finding->note;

	if (!s->node)
		return is_source_match(s, note, places);
	return !fnmatch(s->rule, note->rule, 0) &&
	       !fnmatch(s->node, note->node, 0) &&
	       (!fnmatch(s->path, tree, 0) || !fnmatch(s->path, told->file, 0));
}

bool suppress_is(const struct lint_told *told, const char *tree,
		 const struct host_places *places)
{
	bool is = false;

	for (struct suppression *s = first; s; s = s->next)
		if (is_match(s, told, tree, places)) {
			s->used = true;
			is = true;
		}
	return is;
}

static void tell_unused(const struct suppression *s,
			void (*tell)(const struct lint_told *told))
{
	struct lint_finding finding = {
		.note = {
			.rule = "suppression-unused",
			.severity = TREE_NOTE,
			.fix = "take it out",
		},
	};
	char what[128];

	snprintf(what, sizeof(what), is_rule(s->rule) ?
		 "nothing is found here by %s" : "no rule is called %s",
		 s->rule);
	finding.note.what = what;
	tell(&(struct lint_told){ .finding = &finding, .file = s->file,
				  .line = s->line });
}

void suppress_end(void (*tell)(const struct lint_told *told))
{
	struct suppression *s;
	struct searched *file;

	while ((s = first)) {
		first = s->next;
		if (!s->used)
			tell_unused(s, tell);
		free(s->rule);
		free(s->node);
		free(s->path);
		free(s);
	}
	last = &first;
	while ((file = files)) {
		files = file->next;
		free(file->name);
		free(file);
	}
}
