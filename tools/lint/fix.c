// SPDX-License-Identifier: MIT
/*
 * dmaspace lint --fix: edits of findings as changes of the sources' text.
 *
 * Where a property is written it is written anew, up to its semicolon; a new one
 * comes first in its node.  A source may belong to many trees: what several want
 * changed alike is changed once.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/host.h"
#include "tools/lint/lint.h"

struct fix_file {
	char *name, *text;
	size_t size;
	struct fix_change *changes;
	unsigned int n;
	struct fix_file *next;
};

static struct fix_file *files;
static unsigned int call;		/* of fix_add() */

char *lint_source_text(const struct host_tree *t, const char *file,
		       size_t *size)
{
	const char *own = t->made ? t->made : t->name;
	char *text;
	int err;

	if (t->raw && (!strcmp(file, own) || !strcmp(file, "<stdin>"))) {
		text = malloc(t->raw_size + 1);
		if (text)
			memcpy(text, t->raw, t->raw_size + 1);
		*size = t->raw_size;
		return text;
	}
	text = host_read_file(file, size, &err);
	if (text) {
		char *more = realloc(text, *size + 1);

		if (!more)
			free(text);
		else
			more[*size] = '\0';
		text = more;
	}
	return text;
}

static struct fix_file *open_file(const struct host_tree *t, const char *name)
{
	struct fix_file *f, **at = &files;

	for (; (f = *at) && strcmp(f->name, name) <= 0; at = &f->next)
		if (!strcmp(f->name, name))
			return f;
	f = calloc(1, sizeof(*f));
	if (!f)
		return NULL;
	f->name = strdup(name);
	f->text = lint_source_text(t, name, &f->size);
	if (!f->name || !f->text) {
		free(f->name);
		free(f->text);
		free(f);
		return NULL;
	}
	f->next = *at;
	*at = f;
	return f;
}

/* --- places in a text --------------------------------------------------------- */

static bool is_name(char c)
{
	return c && (strchr(",._+?#-@", c) || (c >= '0' && c <= '9') ||
		     ((c | 32) >= 'a' && (c | 32) <= 'z'));
}

/* The start of a line; NULL: there are not so many. */
static char *line_at(const struct fix_file *f, unsigned int line)
{
	char *at = f->text;

	while (at && --line)
		if ((at = strchr(at, '\n')))
			at++;
	return at;
}

/* Behind a comment or string that begins here; NULL: none does. */
static char *skip_token(char *at)
{
	char *end;

	if (at[0] == '/' && at[1] == '*') {
		end = strstr(at + 2, "*/");
		return end ? end + 2 : at + strlen(at);
	}
	if (!strncmp(at, "//", 2))
		return at + strcspn(at, "\n");
	if (*at != '"')
		return NULL;
	for (at++; *at && *at != '"'; at++)
		at += *at == '\\' && at[1];
	return at + !!*at;
}

/* That character in the code from here on, in at most some lines. */
static char *find_char(char *at, char c, unsigned int lines)
{
	while (*at && *at != c) {
		char *behind = skip_token(at);

		if (*at == '\n' && !--lines)
			return NULL;
		at = behind ? behind : at + 1;
	}
	return *at ? at : NULL;
}

/* Where a property's name is in the code of the line. */
static char *find_name(char *line, const char *name, unsigned int column)
{
	size_t n = strlen(name);
	char *found = NULL;

	for (char *at = line; *at && *at != '\n';) {
		char *behind = skip_token(at);

		if (behind) {
			at = behind;
			continue;
		}
		if (!strncmp(at, name, n) && !is_name(at[n]) &&
		    (at == line || !is_name(at[-1])) &&
		    (!found || at - line < (long)column))
			found = at;
		at++;
	}
	return found;
}

/* --- changes ------------------------------------------------------------------ */

/* The text is taken over; 0, -ENOMEM, or -EEXIST: another change is there. */
static int add_change(struct fix_file *f, size_t from, size_t to, char *text)
{
	struct fix_change *c;
	unsigned int i;

	if (!text)
		return -ENOMEM;
	for (i = 0; i < f->n; i++) {
		c = &f->changes[i];
		if (c->from == from && c->to == to && !strcmp(c->text, text)) {
			free(text);
			return 0;
		}
		if (c->from < to && from < c->to) {
			free(text);
			return -EEXIST;
		}
	}
	c = realloc(f->changes, (f->n + 1) * sizeof(*c));
	if (!c) {
		free(text);
		return -ENOMEM;
	}
	f->changes = c;
	for (i = f->n++; i && c[i - 1].from > from; i--)
		c[i] = c[i - 1];
	c[i] = (struct fix_change){ .from = from, .to = to, .text = text,
				   .call = call };
	return 0;
}

static char *statement(const struct board_tree_edit *e, const char *lead,
		       const char *end)
{
	char *text;

	if (asprintf(&text, "%s%s%s%s;%s", lead, e->property,
		     *e->value ? " = " : "", e->value, end) < 0)
		return NULL;
	return text;
}

/* Without the property: with its lines when nothing else is on them. */
static int take_out(struct fix_file *f, char *from, char *to)
{
	char *start = from, *end = to;

	while (start > f->text && strchr(" \t", start[-1]))
		start--;
	end += strspn(end, " \t\r");
	if ((start == f->text || start[-1] == '\n') && *end == '\n')
		return add_change(f, start - f->text, end + 1 - f->text,
				  strdup(""));
	return add_change(f, from - f->text, to - f->text, strdup(""));
}

/* A name in a value that the preprocessor, not dtc, knows: no label, no path. */
static bool has_macro(const char *at, const char *end)
{
	for (; at < end; at++) {
		char *behind = skip_token((char *)at);

		if (behind) {
			at = behind - 1;
		} else if (*at == '&' || *at == '/' ||
			   (*at >= '0' && *at <= '9')) {
			while (at + 1 < end && is_name(at[1]))
				at++;
		} else if (*at == '_' || ((*at | 32) >= 'a' &&
					  (*at | 32) <= 'z')) {
			return true;
		}
	}
	return false;
}

static int change_property(struct fix_file *f, const struct host_place *p,
			   const struct board_tree_edit *e)
{
	char *line = line_at(f, p->line), *from, *to;

	from = line ? find_name(line, e->property, p->column) : NULL;
	to = from ? find_char(from, ';', p->end_line - p->line + 2) : NULL;
	if (!to)
		return -ENOENT;
	to++;
	if (!e->value)
		return take_out(f, from, to);
	if (has_macro(from + strlen(e->property), to))
		return -ENOENT;
	return add_change(f, from - f->text, to - f->text,
			  statement(e, "", ""));
}

static int put_lines_in(struct fix_file *f, const char *line, char *at,
			const struct board_tree_edit *e)
{
	int indent = (int)strspn(line, " \t");
	char *lead, *text;

	if (asprintf(&lead, "%.*s\t", indent, line) < 0)
		return -ENOMEM;
	text = statement(e, lead, "\n");
	free(lead);
	return add_change(f, at - f->text, at - f->text, text);
}

/* Where the body that begins here takes the property out again; or NULL. */
static char *find_delete(char *at, const char *property)
{
	static const char word[] = "/delete-property/";
	size_t n = strlen(property);
	int depth = 0;

	for (; *at && depth >= 0; at++) {
		char *behind = skip_token(at), *name;

		if (behind) {
			at = behind - 1;
			continue;
		}
		depth += *at == '{';
		depth -= *at == '}';
		if (depth || strncmp(at, word, sizeof(word) - 1))
			continue;
		name = at + sizeof(word) - 1;
		name += strspn(name, " \t\r\n");
		if (!strncmp(name, property, n) && !is_name(name[n]))
			return at;
	}
	return NULL;
}

static int replace_delete(struct fix_file *f, char *at,
			  const struct board_tree_edit *e)
{
	char *end = strchr(at, ';');

	if (!end)
		return -ENOENT;
	return add_change(f, at - f->text, end + 1 - f->text,
			  statement(e, "", ""));
}

static int insert_property(struct fix_file *f, const struct host_place *p,
			   const struct board_tree_edit *e)
{
	char *line = line_at(f, p->line), *brace, *end;

	if (!line)
		return -ENOENT;
	brace = strnlen(line, p->column) == p->column &&
		line[p->column - 1] == '{' ? line + p->column - 1 :
					     find_char(line, '{', 4);
	if (!brace)
		return -ENOENT;
	end = find_delete(brace + 1, e->property);
	if (end)
		return replace_delete(f, end, e);
	end = brace + 1 + strspn(brace + 1, " \t\r");
	if (!strncmp(end, "/*", 2))
		end = skip_token(end);
	end += strspn(end, " \t\r");
	if (!strncmp(end, "//", 2))
		end = skip_token(end);
	if (*end == '\n')
		return put_lines_in(f, line, end + 1, e);
	return add_change(f, brace + 1 - f->text, brace + 1 - f->text,
			  statement(e, " ", ""));
}

static int make_edit(const struct host_tree *t,
		     const struct host_places *places,
		     const struct board_tree_edit *e)
{
	const struct host_place *p = host_place_find(places, e->node,
						     e->property);
	const struct host_place *node = host_place_find(places, e->node, NULL);
	struct fix_file *f;

	if (!p && !e->value)
		return 0;		/* it is not there already */
	if (!p && !node)
		return -ENOENT;
	f = open_file(t, p ? p->file : node->file);
	if (!f)
		return -ENOENT;
	return p ? change_property(f, p, e) : insert_property(f, node, e);
}

/* Forget what this call of fix_add() has changed. */
static void take_back(struct fix_file *f)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < f->n; i++) {
		if (f->changes[i].call == call)
			free(f->changes[i].text);
		else
			f->changes[n++] = f->changes[i];
	}
	f->n = n;
}

bool fix_add(const struct host_tree *t, const struct host_places *places,
	     const struct board_tree_edit *edits, unsigned int n)
{
	bool good = true;

	call++;
	for (unsigned int i = 0; i < n && good; i++)
		good = !make_edit(t, places, &edits[i]);
	for (struct fix_file *f = files; f && !good; f = f->next)
		take_back(f);
	return good;
}

/* A path below this folder is told from here. */
static const char *short_name(const char *name)
{
	char *here = getcwd(NULL, 0);
	size_t n = here ? strlen(here) : 0;

	if (n && !strncmp(name, here, n) && name[n] == '/')
		name += n + 1;
	while (!strncmp(name, "./", 2))
		name += 2;
	name += strspn(name, "/");
	free(here);
	return name;
}

void fix_end(FILE *out)
{
	struct fix_file *f;

	while ((f = files)) {
		files = f->next;
		if (f->n)
			fix_diff(out, short_name(f->name), f->text, f->size,
				 f->changes, f->n);
		for (unsigned int i = 0; i < f->n; i++)
			free(f->changes[i].text);
		free(f->changes);
		free(f->name);
		free(f->text);
		free(f);
	}
}
