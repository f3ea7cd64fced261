// SPDX-License-Identifier: MIT
/*
 * reserved-mem-cells - a /reserved-memory whose cells are not the root's, for
 * --fix.
 *
 * Its children were written for its own cells, or for the root's and only the
 * node is wrong.  The numbers tell which: read the other way they are addresses
 * that cannot be.  Children of the first kind are written anew along with the
 * node; when both readings make sense, or none, it is left to people.
 */
#include <linux/minmax.h>
#include <linux/sprintf.h>

#include "core/boot.h"
#include "of/private.h"
#include "of/reserved-mem.h"

struct cells {
	int na, ns;
};

static bool is_address(u64 base, u64 size)
{
	return size && base + size > base &&
	       base + size <= 1ULL << (linux_arm32 ? 40 : 52);
}

/* Two ranges of one property, over each other: it was not written so. */
static bool is_met(const __be32 *range, int n, struct cells c, u64 base,
		   u64 size)
{
	for (; n--; range += c.na + c.ns) {
		u64 other = of_read_number(range, c.na);

		if (other < base + size &&
		    base < other + of_read_number(range + c.na, c.ns))
			return true;
	}
	return false;
}

static bool are_ranges(const struct device_node *np, const char *name,
		       struct cells c)
{
	int len, one = c.na + c.ns;
	const __be32 *first = of_get_property(np, name, &len), *range = first;

	if (!first)
		return true;
	if (!len || len % (one * 4))
		return false;
	for (int i = 0; i < len / (one * 4); i++, range += one) {
		u64 base = of_read_number(range, c.na);
		u64 size = of_read_number(range + c.na, c.ns);

		if (!is_address(base, size) || is_met(first, i, c, base, size))
			return false;
	}
	return true;
}

static bool is_number(const struct device_node *np, const char *name, int cells)
{
	int len;
	const __be32 *value = of_get_property(np, name, &len);

	return !value || (len == cells * 4 &&
			  is_address(0, of_read_number(value, cells)));
}

static bool make_sense(const struct device_node *node, struct cells c)
{
	struct device_node *np;

	for_each_child_of_node(node, np)
		if (!are_ranges(np, "reg", c) ||
		    !are_ranges(np, "alloc-ranges", c) ||
		    !is_number(np, "size", c.ns) ||
		    !is_number(np, "alignment", c.na))
			return false;
	return true;
}

/* The numbers of a property, na and ns cells in turn, with the root's cells. */
static void edit_cells(const struct device_node *np, const char *name, int na,
		       int ns, struct cells root)
{
	char text[512], one[TREE_CELLS];
	int len, n = 0, left;
	bool first = na;
	const __be32 *value = of_get_property(np, name, &len);

	if (!value)
		return;
	text[0] = '\0';
	for (left = len / 4; left > 0 && n < sizeof(text) - TREE_CELLS;) {
		int cells = first ? na : ns;

		n += snprintf(text + n, sizeof(text) - n, "%s%s", n ? " " : "",
			      tree_cells(one, of_read_number(value, cells),
					 first ? root.na : root.ns));
		value += cells;
		left -= cells;
		first = na && ns ? !first : first;
	}
	tree_edit(np, name, "<%s>", text);	/* too long: no fix at all */
}

static void edit_children(const struct device_node *node, struct cells own,
			  struct cells root)
{
	struct device_node *np;

	for_each_child_of_node(node, np) {
		edit_cells(np, "reg", own.na, own.ns, root);
		edit_cells(np, "alloc-ranges", own.na, own.ns, root);
		edit_cells(np, "size", 0, own.ns, root);
		edit_cells(np, "alignment", own.na, 0, root);
	}
}

static void edit_node(const struct device_node *node, struct cells own,
		      struct cells root)
{
	if (own.na != root.na || !of_property_present(node, "#address-cells"))
		tree_edit(node, "#address-cells", "<%u>", root.na);
	if (own.ns != root.ns || !of_property_present(node, "#size-cells"))
		tree_edit(node, "#size-cells", "<%u>", root.ns);
	if (!of_property_present(node, "ranges"))
		tree_edit(node, "ranges", "%s", "");
}

static int own_cells(const struct device_node *node, const char *name, int root)
{
	u32 n;

	return of_property_read_u32(node, name, &n) ? root : min_t(u32, n, 99);
}

void reserved_mem_edit_cells(const struct device_node *node, int na, int ns)
{
	const struct cells root = { na, ns };
	const struct cells own = {
		own_cells(node, "#address-cells", na),
		own_cells(node, "#size-cells", ns),
	};
	bool same = own.na == na && own.ns == ns;
	/* Fewer cells may be too few for the number. */
	bool known = own.na >= 1 && own.na <= na && own.ns >= 1 && own.ns <= ns;
	bool as_root = make_sense(node, root);
	bool as_own = !same && known && make_sense(node, own);

	if (as_root == as_own && node->child)
		return;
	edit_node(node, own, root);
	if (as_own && !as_root)
		edit_children(node, own, root);
}
