// SPDX-License-Identifier: MIT
/*
 * note - why the kernel rejects a part of a tree, for people.
 *
 * Linux says one line and goes on.  Where it does, our code also says which
 * property it looked at, what it expected and what to write instead; whoever
 * listens (dmaspace boot) shows it, nobody else pays for it.
 */
#include <linux/sprintf.h>

#include "dmaspace/tree.h"
#include "of/private.h"

static void (*listener)(void *arg, const struct board_tree_note *note);
static void *listener_arg;

void board_tree_listen(void (*fn)(void *arg, const struct board_tree_note *n),
		       void *arg)
{
	listener = fn;
	listener_arg = arg;
}

static void note(bool rejected, const struct device_node *np,
		 const char *property, const char *fix, const char *fmt,
		 va_list args)
{
	char path[TREE_PATH], what[256];

	if (!listener)
		return;
	vsnprintf(what, sizeof(what), fmt, args);
	listener(listener_arg, &(struct board_tree_note){
		.rejected = rejected,
		.node = tree_path(np, path, sizeof(path)),
		.property = property,
		.what = what,
		.fix = fix,
	});
}

void tree_reject(const struct device_node *np, const char *property,
		 const char *fix, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	note(true, np, property, fix, fmt, args);
	va_end(args);
}

void tree_beware(const struct device_node *np, const char *property,
		 const char *fix, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	note(false, np, property, fix, fmt, args);
	va_end(args);
}
