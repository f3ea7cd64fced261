// SPDX-License-Identifier: MIT
/*
 * host dts-places - where in the source each node and property is written.
 *
 * dtc prints the tree it read with a comment behind each line: the file, line
 * and columns that it came from, several for a node that was written in parts.
 * What is not in a source has none: a phandle that dtc made.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/dts-filter.h"
#include "host/dts.h"

#define MAX_DEPTH 128

struct reader {
	struct host_places *places;
	unsigned int room, path_room;
	char *path[MAX_DEPTH];		/* of the nodes around this line */
	int depth;
};

static int add(struct reader *r, struct host_place place)
{
	struct host_places *places = r->places;

	if (places->n == r->room) {
		unsigned int room = r->room ? 2 * r->room : 256;
		void *more = realloc(places->place,
				     room * sizeof(*places->place));

		if (!more)
			return -ENOMEM;
		places->place = more;
		r->room = room;
	}
	places->place[places->n++] = place;
	return 0;
}

/* "FILE:6:18-12:4": the text ends at the file; false: that is none. */
static bool parse_place(char *text, struct host_place *place)
{
	char *at = text + strlen(text);

	for (int colons = 0; at > text && colons < 3; colons += *at == ':')
		at--;
	if (sscanf(at, ":%u:%u-%u:%u", &place->line, &place->column,
		   &place->end_line, &place->end_column) != 4)
		return false;
	*at = '\0';
	place->file = text;
	return true;
}

/* Each of the comment's places. */
static int add_all(struct reader *r, char *comment, struct host_place place)
{
	char *next;
	int err = 0;

	for (; comment && !err; comment = next) {
		next = strstr(comment, ", ");
		/* a comma in a name of a file is not followed by a place */
		while (next && !isdigit((unsigned char)next[-1]))
			next = strstr(next + 2, ", ");
		if (next) {
			*next = '\0';
			next += 2;
		}
		if (parse_place(comment, &place))
			err = add(r, place);
	}
	return err;
}

/* Go down into a node; its path is kept for the places. */
static int enter(struct reader *r, const char *name)
{
	struct host_places *places = r->places;
	const char *parent = r->depth > 1 ? r->path[r->depth - 1] : "";
	char *path;

	if (r->depth == MAX_DEPTH)
		return -EINVAL;
	if (places->n_paths == r->path_room) {
		unsigned int room = r->path_room ? 2 * r->path_room : 256;
		void *more = realloc(places->paths,
				     room * sizeof(*places->paths));

		if (!more)
			return -ENOMEM;
		places->paths = more;
		r->path_room = room;
	}
	if (asprintf(&path, r->depth ? "%s/%s" : "%s%s", parent, name) < 0)
		return -ENOMEM;
	places->paths[places->n_paths++] = path;
	r->path[r->depth++] = path;
	return 0;
}

/* A line of dtc's is "[LABEL: ]... NAME {", "NAME [= VALUE];" or "};". */
static char *skip_labels(char *line)
{
	for (;;) {
		size_t n = strcspn(line, " =;{");

		if (n < 2 || line[n - 1] != ':' || line[n] != ' ')
			return line;
		line += n + 1;
	}
}

static char *cut_comment(char *line)
{
	char *at = NULL, *end;

	for (char *s = line; (s = strstr(s, " /* ")); s += 4)
		at = s;
	end = at ? strstr(at, " */") : NULL;
	if (!end)
		return NULL;
	*at = *end = '\0';
	return at + 4;
}

static int take_line(struct reader *r, char *line)
{
	char *comment, *end;
	int err;

	line += strspn(line, "\t ");
	comment = cut_comment(line);
	end = line + strlen(line);
	if (*line == '}') {
		r->depth -= r->depth > 0;
		return 0;
	}
	line = skip_labels(line);
	if (end - line >= 2 && end[-1] == '{') {
		end[-2] = '\0';
		err = enter(r, line);
		return err ? err : add_all(r, comment, (struct host_place){
			.node = r->path[r->depth - 1] });
	}
	if (!comment || !r->depth || *line == '/')
		return 0;
	line[strcspn(line, " ;")] = '\0';
	return add_all(r, comment, (struct host_place){
		.node = r->path[r->depth - 1], .property = line });
}

int host_tree_places(const struct host_tree *t, struct host_places *places)
{
	struct reader r = { .places = places };
	char *line, *next;
	size_t size;
	int err = 0;

	*places = (struct host_places){ .n = 0 };
	if (!t->text)
		return 0;
	places->words = dts_annotated(t, &size);
	if (!places->words)
		return -EINVAL;
	for (line = places->words; line && !err; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		err = take_line(&r, line);
	}
	if (err)
		host_places_free(places);
	return err;
}

void host_places_free(struct host_places *places)
{
	for (unsigned int i = 0; i < places->n_paths; i++)
		free(places->paths[i]);
	free(places->paths);
	free(places->place);
	free(places->words);
	*places = (struct host_places){ .n = 0 };
}

const struct host_place *host_place_find(const struct host_places *places,
					 const char *node,
					 const char *property)
{
	for (unsigned int i = places->n; i-- > 0;) {
		const struct host_place *p = &places->place[i];

		if (strcmp(p->node, node))
			continue;
		if (property ? p->property && !strcmp(p->property, property) :
			       !p->property)
			return p;
	}
	return NULL;
}
