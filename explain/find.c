// SPDX-License-Identifier: MIT
/*
 * find - the node that a user means by a name.
 *
 * A full path or an alias is one node.  Else the name is the end of a path: the
 * name of a node, with or without its address.  One that fits none or several
 * is told which there are.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "explain/private.h"
#include "host/host.h"

#define NEAR		3		/* names to suggest */
#define MAX_NAME	64

static bool ends_with(const char *path, const char *name)
{
	size_t n = strlen(path), m = strlen(name);

	return n > m && path[n - m - 1] == '/' && !strcmp(path + n - m, name);
}

/* A region that has a device's name is not what is meant. */
static bool is_region(const struct device_node *np)
{
	return of_node_name_eq(np->parent, "reserved-memory");
}

static bool fits(const struct device_node *np, const char *name)
{
	if (!np->parent || is_region(np))
		return false;
	if (!strchr(name, '/'))
		return !strcmp(np->full_name, name) ||
		       of_node_name_eq(np, name);
	return ends_with(explain_path(np), name);
}

/* --- names that are near -------------------------------------------------- */

/* Letters to change, put in or take out to make b of a. */
static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[MAX_NAME + 1], diagonal, up;
	size_t n = min_t(size_t, strlen(b), MAX_NAME);

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (unsigned int i = 1; *a; a++, i++) {
		diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			up = row[j];
			row[j] = min3(up + 1, row[j - 1] + 1,
				      diagonal + (*a != b[j - 1]));
			diagonal = up;
		}
	}
	return row[n];
}

/* How far is np from it, by its name with or without the address? */
static unsigned int how_far(const struct device_node *np, const char *name)
{
	char bare[MAX_NAME];
	unsigned int far = distance(name, np->full_name);

	strscpy(bare, np->full_name, sizeof(bare));
	bare[strcspn(bare, "@")] = '\0';
	return min(far, distance(name, bare));
}

static void suggest(const char *name)
{
	const struct device_node *near[NEAR] = { NULL };
	unsigned int far[NEAR], limit;
	struct device_node *np;
	char text[512] = "";
	int at, len = 0;

	name = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
	limit = max_t(unsigned int, 2, strlen(name) / 3);
	for_each_of_allnodes(np) {
		unsigned int d = np->parent ? how_far(np, name) : limit + 1;

		if (d > limit)
			continue;
		for (at = NEAR; at && (!near[at - 1] || d < far[at - 1]); at--)
			if (at < NEAR) {
				near[at] = near[at - 1];
				far[at] = far[at - 1];
			}
		if (at < NEAR) {
			near[at] = np;
			far[at] = d;
		}
	}
	for (int i = 0; i < NEAR && near[i]; i++)
		len += scnprintf(text + len, sizeof(text) - len, "%s%s",
				 i ? ", " : "; is it ", explain_path(near[i]));
	host_error("no node of the tree is called %s%s", name,
		   len ? text : ": give a full path, an alias or a node's name");
}

/* --- the search ----------------------------------------------------------- */

static void say_several(const char *name, struct device_node **found,
			unsigned int n)
{
	char text[512];
	int len = 0;

	for (unsigned int i = 0; i < min_t(unsigned int, n, NEAR); i++)
		len += scnprintf(text + len, sizeof(text) - len, "%s%s",
				 i ? ", " : "", explain_path(found[i]));
	host_error("%u nodes are called %s: %s%s", n, name, text,
		   n > NEAR ? ", ..." : "");
}

struct device_node *explain_find(const char *name)
{
	struct device_node *found[NEAR], *np = of_find_node_by_path(name);
	unsigned int n = 0;

	if (np && np->parent)
		return np;
	for_each_of_allnodes(np) {
		if (!fits(np, name))
			continue;
		if (n < NEAR)
			found[n] = np;
		n++;
	}
	if (n == 1)
		return found[0];
	if (n)
		say_several(name, found, n);
	else
		suggest(name);
	return NULL;
}
