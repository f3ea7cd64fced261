// SPDX-License-Identifier: MIT
/*
 * node - finding nodes: by path, name, type, compatible, alias; up and down.
 *
 * All searches go through the tree in the order of its source.  "from" is
 * where to go on, exclusive; NULL is the beginning.
 *
 * Same as Linux: compatible strings and types compare without case, a node
 * is available unless its status is something else than "okay" or "ok".
 * Not the same:  nothing is locked or counted: the tree does not change.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "home/home.h"
#include "of/private.h"

struct device_node *of_find_all_nodes(struct device_node *prev)
{
	if (!prev)
		return of_root;
	if (prev->child)
		return prev->child;
	while (prev->parent && !prev->sibling)
		prev = prev->parent;
	return prev->sibling;
}

struct device_node *of_get_parent(const struct device_node *node)
{
	return node ? node->parent : NULL;
}

struct device_node *of_get_next_parent(struct device_node *node)
{
	return node ? node->parent : NULL;
}

struct device_node *of_get_next_child(const struct device_node *node,
				      struct device_node *prev)
{
	if (!node)
		return NULL;
	return prev ? prev->sibling : node->child;
}

struct device_node *of_get_next_available_child(const struct device_node *node,
						struct device_node *prev)
{
	while ((prev = of_get_next_child(node, prev)))
		if (of_device_is_available(prev))
			return prev;
	return NULL;
}

struct device_node *of_get_next_cpu_node(struct device_node *prev)
{
	struct device_node *cpus = prev ? prev->parent :
					  of_find_node_by_path("/cpus");

	while ((prev = of_get_next_child(cpus, prev)))
		if (of_node_name_eq(prev, "cpu") ||
		    of_node_is_type(prev, "cpu"))
			return prev;
	return NULL;
}

struct device_node *of_get_compatible_child(const struct device_node *parent,
					    const char *compatible)
{
	struct device_node *child;

	for_each_child_of_node(parent, child)
		if (of_device_is_compatible(child, compatible))
			return child;
	return NULL;
}

struct device_node *of_get_child_by_name(const struct device_node *node,
					 const char *name)
{
	struct device_node *child;

	for_each_child_of_node(node, child)
		if (of_node_name_eq(child, name))
			return child;
	return NULL;
}

bool of_node_name_eq(const struct device_node *np, const char *name)
{
	return np && name && !strcmp(np->name, name);
}

bool of_node_name_prefix(const struct device_node *np, const char *prefix)
{
	return np && prefix &&
	       !strncmp(np->full_name, prefix, strlen(prefix));
}

bool of_node_is_type(const struct device_node *np, const char *type)
{
	return type &&
	       tree_value_is(of_find_property(np, "device_type", NULL), type);
}

struct device_node *of_find_node_by_name(struct device_node *from,
					 const char *name)
{
	for_each_of_allnodes_from(from, from)
		if (of_node_name_eq(from, name))
			return from;
	return NULL;
}

struct device_node *of_find_node_by_type(struct device_node *from,
					 const char *type)
{
	for_each_of_allnodes_from(from, from)
		if (of_node_is_type(from, type))
			return from;
	return NULL;
}

struct device_node *of_find_node_with_property(struct device_node *from,
					       const char *prop_name)
{
	for_each_of_allnodes_from(from, from)
		if (of_find_property(from, prop_name, NULL))
			return from;
	return NULL;
}

struct device_node *of_find_compatible_node(struct device_node *from,
					    const char *type,
					    const char *compat)
{
	for_each_of_allnodes_from(from, from)
		if (of_device_is_compatible(from, compat) &&
		    (!type || !*type || of_node_is_type(from, type)))
			return from;
	return NULL;
}

struct device_node *of_find_matching_node_and_match(
	struct device_node *from, const struct of_device_id *matches,
	const struct of_device_id **match)
{
	const struct of_device_id *m = NULL;

	for_each_of_allnodes_from(from, from) {
		m = of_match_node(matches, from);
		if (m)
			break;
	}
	if (match)
		home_store(match, &m, sizeof(m));
	return from;
}

/* --- by path -------------------------------------------------------------- */

/* The node that the first n bytes of alias stand for. */
static struct device_node *find_alias(const char *alias, size_t n)
{
	struct property *pp;

	if (!of_aliases)
		return NULL;
	for_each_property_of_node(of_aliases, pp) {
		const char *path = of_prop_next_string(pp, NULL);

		if (path && *path == '/' && strlen(pp->name) == n &&
		    !memcmp(pp->name, alias, n))
			return of_find_node_by_path(path);
	}
	return NULL;
}

static struct device_node *find_child(const struct device_node *np,
				      const char *name, size_t n)
{
	struct device_node *child;

	for_each_child_of_node(np, child)
		if (!strncmp(child->full_name, name, n) &&
		    !child->full_name[n])
			return child;
	return NULL;
}

/*
 * "/soc/dma@a0000000" or "alias/below", ":options" may follow; *opts is what
 * stands behind the colon, or NULL.
 */
struct device_node *of_find_node_opts_by_path(const char *path,
					      const char **opts)
{
	const char *colon = strchr(path, ':');
	const char *end = colon ? colon : path + strlen(path);
	const char *options = colon ? colon + 1 : NULL;
	struct device_node *np = of_root;
	size_t n;

	if (opts)
		home_store(opts, &options, sizeof(options));
	if (path < end && *path != '/') {
		n = strcspn(path, "/:");
		np = find_alias(path, n);
		path += n;
	}
	while (np && path < end) {
		if (*path == '/') {
			path++;
			continue;
		}
		n = strcspn(path, "/:");
		np = find_child(np, path, n);
		path += n;
	}
	return np;
}

/* --- what a node is ------------------------------------------------------- */

bool of_device_is_available(const struct device_node *device)
{
	const struct property *status;

	if (!device)
		return false;
	status = of_find_property(device, "status", NULL);
	return !status || tree_value_is(status, "okay") ||
	       tree_value_is(status, "ok");
}

bool of_device_is_big_endian(const struct device_node *device)
{
	return of_property_read_bool(device, "big-endian");
}

/* How well: 0 no, higher is a string nearer to the front. */
int of_device_is_compatible(const struct device_node *device,
			    const char *compat)
{
	struct property *prop = of_find_property(device, "compatible", NULL);
	const char *s;
	int at = 0;

	for (s = of_prop_next_string(prop, NULL); s;
	     s = of_prop_next_string(prop, s), at++)
		if (!strcasecmp(s, compat))
			return INT_MAX / 2 - (at << 2);
	return 0;
}

int of_device_compatible_match(const struct device_node *device,
			       const char *const *compat)
{
	int best = 0;

	for (; compat && *compat; compat++) {
		int score = of_device_is_compatible(device, *compat);

		if (score > best)
			best = score;
	}
	return best;
}

bool of_machine_is_compatible(const char *compat)
{
	return of_device_is_compatible(of_root, compat) > 0;
}

static int match_score(const struct of_device_id *id,
		       const struct device_node *node)
{
	int score = 1;

	if (id->compatible[0]) {
		score = of_device_is_compatible(node, id->compatible);
		if (!score)
			return 0;
	}
	if (id->type[0] && !of_node_is_type(node, id->type))
		return 0;
	if (id->name[0] && !of_node_name_eq(node, id->name))
		return 0;
	return score + 2 * !!id->type[0] + !!id->name[0];
}

/* The best entry of matches, whose last one is empty; NULL: none fits. */
const struct of_device_id *of_match_node(const struct of_device_id *matches,
					 const struct device_node *node)
{
	const struct of_device_id *best = NULL;
	int best_score = 0, score;

	if (!matches || !node)
		return NULL;
	for (; matches->name[0] || matches->type[0] || matches->compatible[0];
	     matches++) {
		score = match_score(matches, node);
		if (score > best_score) {
			best = matches;
			best_score = score;
		}
	}
	return best;
}

/* --- cells and aliases ---------------------------------------------------- */

int tree_bus_cells(const struct device_node *np, const char *name)
{
	u32 cells;

	for (; np; np = np->parent)
		if (!of_property_read_u32(np, name, &cells))
			return cells;
	return 1;
}

/* Cells of an address in np's own reg: what its parent says, or a parent
 * further up. */
int of_n_addr_cells(struct device_node *np)
{
	return tree_bus_cells(np->parent ? np->parent : np, "#address-cells");
}

int of_n_size_cells(struct device_node *np)
{
	return tree_bus_cells(np->parent ? np->parent : np, "#size-cells");
}

/* N of the alias "stemN" for the node, or -ENODEV. */
static int alias_id(const struct property *pp, const char *stem)
{
	size_t n = strlen(stem);
	const char *digit = pp->name + n;
	int id = 0;

	if (strncmp(pp->name, stem, n) || !*digit)
		return -ENODEV;
	for (; *digit; digit++) {
		if (*digit < '0' || *digit > '9' || id > INT_MAX / 10 - 1)
			return -ENODEV;
		id = id * 10 + *digit - '0';
	}
	return id;
}

int of_alias_get_id(const struct device_node *np, const char *stem)
{
	struct property *pp;

	if (!of_aliases)
		return -ENODEV;
	for_each_property_of_node(of_aliases, pp) {
		int id = alias_id(pp, stem);
		const char *path = of_prop_next_string(pp, NULL);

		if (id >= 0 && path && of_find_node_by_path(path) == np)
			return id;
	}
	return -ENODEV;
}

int of_alias_get_highest_id(const char *stem)
{
	struct property *pp;
	int best = -ENODEV;

	if (!of_aliases)
		return best;
	for_each_property_of_node(of_aliases, pp) {
		int id = alias_id(pp, stem);

		if (id > best)
			best = id;
	}
	return best;
}
