// SPDX-License-Identifier: MIT
/*
 * note - why the kernel rejects a part of a tree, for people.
 *
 * Linux says one line and goes on.  Where it does, our code also says which
 * property it looked at, what it expected and what to write instead; whoever
 * listens (dmaspace boot, lint) shows it, nobody else pays for it.
 */
#include <linux/sprintf.h>

#include "of/note.h"
#include "of/private.h"

#define MAX_VALUE 256

static void (*listener)(void *arg, const struct board_tree_note *note);
static void *listener_arg;

/* What tree_edit() left for the next note. */
static struct edit {
	char node[TREE_PATH], value[MAX_VALUE];
	const char *property;
	bool removes;
} edits[TREE_EDITS];
static unsigned int nr_edits;
static bool too_much;			/* half a fix is none */

void board_tree_listen(void (*fn)(void *arg, const struct board_tree_note *n),
		       void *arg)
{
	listener = fn;
	listener_arg = arg;
}

const char *tree_cells(char *buf, u64 value, int cells)
{
	int n = 0;

	for (int i = cells; i--;)
		n += snprintf(buf + n, TREE_CELLS - n, "%s0x%x", n ? " " : "",
			      i > 1 ? 0 : (u32)(value >> 32 * i));
	return buf;
}

void tree_edit(const struct device_node *np, const char *property,
	       const char *fmt, ...)
{
	struct edit *e = &edits[nr_edits];
	va_list args;

	too_much |= listener && nr_edits == TREE_EDITS;
	if (!listener || too_much)
		return;
	nr_edits++;
	snprintf(e->node, sizeof(e->node), "%s",
		 tree_path(np, e->value, sizeof(e->value)));
	e->property = property;
	e->removes = !fmt;
	if (!fmt)
		return;
	va_start(args, fmt);
	too_much |= vsnprintf(e->value, sizeof(e->value), fmt, args) >=
		    (int)sizeof(e->value);
	va_end(args);
}

void tree_note(enum board_tree_severity severity, const char *rule,
	       const struct device_node *np, const char *property,
	       const char *fix, const char *fmt, ...)
{
	char path[TREE_PATH], what[256];
	struct board_tree_note note = {
		.rule = rule,
		.severity = severity,
		.node = tree_path(np, path, sizeof(path)),
		.property = property,
		.what = what,
		.fix = fix,
		.nr_edits = too_much ? 0 : nr_edits,
	};
	va_list args;

	if (!listener)
		return;
	for (unsigned int i = 0; i < note.nr_edits; i++)
		note.edits[i] = (struct board_tree_edit){
			.node = edits[i].node,
			.property = edits[i].property,
			.value = edits[i].removes ? NULL : edits[i].value,
		};
	nr_edits = 0;
	too_much = false;
	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	listener(listener_arg, &note);
}
