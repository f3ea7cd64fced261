// SPDX-License-Identifier: MIT
/*
 * iommu - iommus, iommu-map and msi-map: by which IOMMU or MSI controller a
 * device's accesses go.
 *
 * A map's entry is <id-base target output... length>.  6.1 and 6.12 take the
 * output for one cell whatever the target says; 7.2 looks at the target's
 * #iommu-cells or #msi-cells, and takes one where there are none.
 *
 * dtc looks at phandles and cells of iommus, and at no map.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "lint/private.h"
#include "lint/windows.h"
#include "of/private.h"

#define OLD	(1u << LINT_6_1 | 1u << LINT_6_12)
#define NEW	(1u << LINT_7_2)
#define MAX_OVERLAPS 64			/* entries that are compared */

static const struct map {
	const char *name, *mask, *cells, *what;
} maps[] = {
	{ "iommu-map", "iommu-map-mask", "#iommu-cells", "IOMMU" },
	{ "msi-map", "msi-map-mask", "#msi-cells", "MSI controller" },
};

struct entry {
	const __be32 *at;
	struct device_node *target;	/* NULL: no such phandle */
	u32 base, length;
	int cells;			/* of output */
};

static struct {
	struct device_node *np;
	const struct map *map;
	char path[TREE_PATH];
	const __be32 *cells;
	int nr_cells;
	bool bad_map;			/* 7.2 takes 2 output cells for 1 */
	u32 mask;
} now;

/* --- what is named, but disabled ------------------------------------------- */

#define MAX_DISABLED 64

static struct disabled {
	const struct device_node *np, *user;
	const struct device_node *last;	/* that was counted */
	unsigned int users;
} disabled[MAX_DISABLED];
static unsigned int nr_disabled;

static void count_disabled(const struct device_node *np,
			   const struct device_node *user)
{
	struct disabled *d = disabled;

	while (d < disabled + nr_disabled && d->np != np)
		d++;
	if (d == disabled + MAX_DISABLED)
		return;
	if (d == disabled + nr_disabled) {
		*d = (struct disabled){ .np = np, .user = user };
		nr_disabled++;
	}
	d->users += d->last != user;
	d->last = user;
}

static void tell_disabled(void)
{
	char path[TREE_PATH];

	for (struct disabled *d = disabled; d < disabled + nr_disabled; d++) {
		lint_silent(LINT_ALL);
		tree_note(TREE_NOTE, "iommu-disabled", d->np, "status",
			  "enable it, if the boot loader leaves it on",
			  "disabled, but named by %u of the enabled devices, "
			  "such as %s: they do without", d->users,
			  tree_path(d->user, path, sizeof(path)));
	}
	nr_disabled = 0;
}

/* --- entries -------------------------------------------------------------- */

/* What 7.2 knows as an old fault: all entries for one ID of one target. */
static bool is_bad_map(void)
{
	if (now.nr_cells % 4)
		return false;
	for (int i = 0; i < now.nr_cells; i += 4)
		if (now.cells[i + 1] != now.cells[1] ||
		    of_read_number(now.cells + i + 3, 1) != 1)
			return false;
	return true;
}

/* The entry at a cell, as 7.2 reads it; how many cells it has, 0: too few. */
static int read_entry(int at, struct entry *e)
{
	u32 cells = 1;

	*e = (struct entry){ 0 };
	if (now.nr_cells - at < 3)
		return 0;
	*e = (struct entry){
		.at = now.cells + at,
		.base = of_read_number(now.cells + at, 1),
		.target = of_find_node_by_phandle(
			of_read_number(now.cells + at + 1, 1)),
	};
	if (e->target && !now.bad_map)
		of_property_read_u32(e->target, now.map->cells, &cells);
	if (cells > MAX_PHANDLE_ARGS || now.nr_cells - at < 3 + (int)cells)
		return 0;
	e->cells = cells;
	e->length = of_read_number(e->at + 2 + cells, 1);
	return 3 + cells;
}

/* --- what is wrong with one ----------------------------------------------- */

static void refuse_target(int i, const struct entry *e)
{
	lint_silent(LINT_ALL);
	tree_reject("iommu-map-target", now.np, now.map->name,
		    "let it name the controller's label",
		    "entry %d: no node has the phandle 0x%llx: devices do "
		    "without an %s", i, of_read_number(e->at + 1, 1),
		    now.map->what);
}

/* The mask takes bits out of each ID before it is looked up. */
static void look_at_mask(int i, const struct entry *e)
{
	if (!(e->base & ~now.mask))
		return;
	lint_says(LINT_ALL, "OF: %s: Invalid %s translation - %s (0x%x) "
			    "ignores id-base (0x%x)", now.path, now.map->name,
		  now.map->mask, now.mask, e->base);
	tree_reject("iommu-map-mask", now.np, now.map->mask,
		    "let the mask have all bits of each id-base",
		    "0x%x takes bits of entry %d's id-base 0x%x away", now.mask,
		    i, e->base);
}

static void look_at_length(int i, const struct entry *e)
{
	if (!e->length) {
		lint_silent(LINT_ALL);
		tree_note(TREE_NOTE, "iommu-map-length", now.np, now.map->name,
			  "write how many IDs it is for, if no boot loader does",
			  "entry %d is for 0 IDs: it does not count", i);
	} else if (e->length > 1 && e->cells > 1) {
		lint_says(NEW, "OF: %s: Unsupported %s - cannot handle %u-ID "
			       "range with %d-cell output specifier", now.path,
			  now.map->name, e->length, e->cells);
		tree_reject("iommu-map-length", now.np, now.map->name,
			    "write an entry for each ID",
			    "entry %d is for %u IDs, its output has %d cells",
			    i, e->length, e->cells);
	}
}

static void look_at_target(int i, const struct entry *e)
{
	if (!e->target) {
		refuse_target(i, e);
		return;
	}
	if (!of_device_is_available(e->target))
		count_disabled(e->target, now.np);
	else if (now.map == &maps[0] &&
		 !of_find_property(e->target, now.map->cells, NULL))
		tree_beware("iommu-map-cells", e->target, now.map->cells,
			    "write how many cells its specifier has",
			    "missing, but %s of %s names it: taken for 1",
			    now.map->name, now.path);
}

/* a's IDs do not begin behind b's. */
static bool differ(const struct entry *a, const struct entry *b)
{
	u32 ahead = b->base - a->base;

	if (ahead >= a->length || !b->length)
		return false;
	return a->target != b->target || a->cells != 1 || b->cells != 1 ||
	       of_read_number(a->at + 2, 1) + ahead !=
	       of_read_number(b->at + 2, 1);
}

static void look_at_pair(int i, const struct entry *a, int k,
			 const struct entry *b)
{
	const struct entry *low = a->base <= b->base ? a : b;
	const struct entry *high = low == a ? b : a;

	if (!differ(low, high))
		return;
	lint_silent(LINT_ALL);
	tree_beware("iommu-map-overlap", now.np, now.map->name,
		    "let each ID be in one entry",
		    "entries %d and %d both have ID 0x%x, and differ: the first "
		    "counts", i, k, high->base);
}

static void look_at_overlaps(void)
{
	struct entry all[MAX_OVERLAPS];
	int n = 0;

	for (int at = 0, len; n < MAX_OVERLAPS; at += len, n++) {
		len = read_entry(at, &all[n]);
		if (!len)
			break;
		for (int i = 0; i < n; i++)
			look_at_pair(i, &all[i], n, &all[n]);
	}
}

/* --- the map as a whole --------------------------------------------------- */

#define MAP_FIX "write <id-base target output length>, output with those cells"

static void say_bad_length(unsigned int versions)
{
	lint_says(versions, "OF: %s: Error: Bad %s length: %d", now.path,
		  now.map->name, now.nr_cells * 4);
}

/* At some entry, too few cells are left. */
static void refuse_length(int i, const struct entry *e)
{
	bool old = now.nr_cells % 4;

	say_bad_length(NEW | (old ? OLD : 0));
	tree_note(old ? TREE_ERROR : TREE_WARNING, "iommu-map-cells", now.np,
		  now.map->name, MAP_FIX,
		  "%d cells do not end with entry %d: %s of %s is its output",
		  now.nr_cells, i, now.map->cells,
		  e->target ? e->target->full_name : "the target");
}

/* 7.2 reads it to the end, 6.12 otherwise or not at all: of interest to who
 * asks for it, as a tree comes with its kernel. */
static void look_at_old(void)
{
	bool asked = lint_options->versions & OLD;
	struct entry e;
	int i = 0;

	for (int at = 0, len; at < now.nr_cells; at += len, i++) {
		len = read_entry(at, &e);
		if (!len)
			return;
		if (e.cells == 1)
			continue;
		if (now.nr_cells % 4)
			say_bad_length(OLD);
		else
			lint_silent(OLD);
		tree_note(asked ? TREE_WARNING : TREE_NOTE,
			  "iommu-map-cells", now.np, now.map->name,
			  "use kernels of 7.2 and newer, or a target of one cell",
			  "entry %d: an output of %d cells is read by 7.2 only; "
			  "others take 4 cells for an entry", i, e.cells);
		return;
	}
}

static void note_bad_map(void)
{
	lint_says(NEW, "OF: %s: %s has 1-cell entries targeting 2-cell %s, "
		       "treating as 1-cell output", now.path, now.map->name,
		  now.map->cells);
	tree_note(TREE_NOTE, "iommu-map-cells", now.np, now.map->name, MAP_FIX,
		  "an output of 1 cell, where the target's %s is 2: 7.2 knows "
		  "this and takes it", now.map->cells);
}

static void look_at_entries(void)
{
	struct entry e = { 0 };
	int at = 0, i = 0, len;

	for (; at < now.nr_cells; at += len, i++) {
		len = read_entry(at, &e);
		if (!len) {
			refuse_length(i, &e);
			return;
		}
		look_at_target(i, &e);
		look_at_mask(i, &e);
		look_at_length(i, &e);
		if (!e.target)
			return;		/* where the next one is, is not known */
	}
	look_at_old();
	look_at_overlaps();
}

static bool starts_with_two(void)
{
	u32 cells = 0;
	struct device_node *target;

	if (now.nr_cells < 4)
		return false;
	target = of_find_node_by_phandle(of_read_number(now.cells + 1, 1));
	return target &&
	       !of_property_read_u32(target, now.map->cells, &cells) &&
	       cells == 2;
}

static void look_at_map(struct device_node *np, const struct map *map)
{
	int len;
	const char *path;

	now.cells = of_get_property(np, map->name, &len);
	if (!now.cells)
		return;
	now.np = np;
	now.map = map;
	path = tree_path(np, now.path, sizeof(now.path));
	memmove(now.path, path, strlen(path) + 1);
	now.nr_cells = len / 4;
	now.mask = ~0u;
	of_property_read_u32(np, map->mask, &now.mask);
	if (len % 4 || !len) {
		lint_says(len ? LINT_ALL : OLD, "OF: %s: Error: Bad %s length: "
			  "%d", now.path, map->name, len);
		tree_reject("iommu-map-cells", np, map->name, MAP_FIX,
			    "%d bytes", len);
		return;
	}
	now.bad_map = false;
	now.bad_map = starts_with_two() && is_bad_map();
	if (now.bad_map)
		note_bad_map();
	look_at_entries();
}

/* --- iommus --------------------------------------------------------------- */

static void refuse_iommus(const struct device_node *np, int i,
			  const struct of_phandle_iterator *it)
{
	char a[TREE_PATH], b[TREE_PATH];
	const char *path = tree_path(np, a, sizeof(a));
	u32 cells;

	if (!it->node)
		lint_says(LINT_ALL, "OF: %s: could not find phandle %d", path,
			  (int)it->phandle);
	else if (of_property_read_u32(it->node, it->cells_name, &cells))
		lint_says(LINT_ALL, "OF: %s: could not get %s for %s", path,
			  it->cells_name, tree_path(it->node, b, sizeof(b)));
	else if (cells <= MAX_PHANDLE_ARGS)
		lint_says(LINT_ALL, "OF: %s: %s = %u found %d", path,
			  it->cells_name, cells, (int)(it->list_end - it->cur));
	tree_reject("iommu-cells", np, "iommus",
		    "write <&iommu specifier> with the IOMMU's #iommu-cells",
		    "entry %d is wrong: the device is set up without %s", i,
		    i ? "it" : "an IOMMU");
}

static void look_at_iommus(struct device_node *np)
{
	struct of_phandle_iterator it;
	int rc, i = 0;

	of_for_each_phandle(&it, rc, np, "iommus", "#iommu-cells", -1) {
		if (it.node && !of_device_is_available(it.node))
			count_disabled(it.node, np);
		i++;
	}
	if (rc == -EINVAL)
		refuse_iommus(np, i, &it);
}

void lint_iommus(void)
{
	struct device_node *np;

	for (np = lint_next(NULL); np; np = lint_next(np)) {
		for (unsigned int i = 0; i < ARRAY_SIZE(maps); i++)
			look_at_map(np, &maps[i]);
		look_at_iommus(np);
	}
	tell_disabled();
}
