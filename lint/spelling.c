// SPDX-License-Identifier: MIT
/*
 * spelling - properties that mean nothing because a letter is wrong, and nodes
 * of reserved memory where the kernel does not look.
 *
 * A name is misspelt when it is close to a known one and no known one itself;
 * at devices also only when its value is a reference to reserved memory.
 */
#include <linux/ctype.h>
#include <linux/minmax.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "lint/private.h"
#include "lint/regions.h"
#include "of/private.h"

#define LONGEST 24

enum value { EMPTY, CELLS, OTHER };

/* Of /reserved-memory and below: what Linux and its drivers read there. */
static const struct known {
	const char *name;
	enum value value;
} known[] = {
	{ "#address-cells", CELLS },
	{ "#size-cells", CELLS },
	{ "alignment", CELLS },
	{ "alloc-ranges", CELLS },
	{ "compatible", OTHER },
	{ "console-size", CELLS },
	{ "device_type", OTHER },
	{ "ecc-size", CELLS },
	{ "ftrace-size", CELLS },
	{ "hwlocks", OTHER },
	{ "iommu-addresses", OTHER },
	{ "label", OTHER },
	{ "linux,cma-default", EMPTY },
	{ "linux,dma-default", EMPTY },
	{ "linux,phandle", OTHER },
	{ "max-reason", CELLS },
	{ "mem-type", CELLS },
	{ "name", OTHER },
	{ "no-map", EMPTY },
	{ "phandle", OTHER },
	{ "pmsg-size", CELLS },
	{ "ranges", OTHER },
	{ "record-size", CELLS },
	{ "reg", OTHER },
	{ "reusable", EMPTY },
	{ "size", CELLS },
	{ "status", OTHER },
	{ "unbuffered", EMPTY },
};

/* Letters to change, put in or take out until a is b, of LONGEST at most. */
static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[LONGEST + 1], n = strlen(b);

	if (n > LONGEST)
		return n;
	for (unsigned int j = 0; j <= n; j++)
		row[j] = j;
	for (unsigned int i = 1; *a; i++, a++) {
		unsigned int corner = row[0];

		row[0] = i;
		for (unsigned int j = 1; j <= n; j++) {
			unsigned int change = corner + (tolower(*a) !=
							tolower(b[j - 1]));

			corner = row[j];
			row[j] = min3(change, row[j] + 1, row[j - 1] + 1);
		}
	}
	return row[n];
}

/* One letter of a short name may be wrong, two of a longer one. */
static bool is_close(const char *a, const char *b)
{
	unsigned int n = strlen(a), m = strlen(b), most = m > 5 ? 2 : 1;

	return n <= m + most && m <= n + most && strcmp(a, b) &&
	       distance(a, b) <= most;
}

/* --- below /reserved-memory -------------------------------------------------- */

static bool is_known(const char *name)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(known); i++)
		if (!strcmp(name, known[i].name))
			return true;
	return false;
}

/* NULL: it is right, or nothing that is known. */
static const struct known *find_meant(const char *name)
{
	if (is_known(name))
		return NULL;
	for (unsigned int i = 0; i < ARRAY_SIZE(known); i++)
		if (is_close(name, known[i].name))
			return &known[i];
	return NULL;
}

static void edit_name(const struct device_node *np, const struct property *pp,
		      const struct known *meant)
{
	char text[8 * sizeof("0x12345678")];
	int n = 0;

	if (meant->value == OTHER || pp->length > 32 || pp->length % 4 ||
	    of_property_present(np, meant->name))
		return;
	text[0] = '\0';
	for (int i = 0; i < pp->length; i += 4)
		n += snprintf(text + n, sizeof(text) - n, "%s0x%llx",
			      n ? " " : "", of_read_number(pp->value + i, 1));
	tree_edit(np, pp->name, NULL);
	if (meant->value == EMPTY)
		tree_edit(np, meant->name, "%s", "");
	else
		tree_edit(np, meant->name, "<%s>", text);
}

static void look_at_property(const struct device_node *np,
			     const struct property *pp)
{
	const struct known *meant = find_meant(pp->name);

	if (!meant)
		return;
	edit_name(np, pp, meant);
	tree_beware("reserved-misspelt", np, pp->name,
		    "write the name as the kernel reads it",
		    "no kernel reads that; %s is meant?", meant->name);
}

static void look_at_compatible(const struct device_node *np)
{
	static const char *const pools[] = {
		"restricted-dma-pool", "shared-dma-pool",
	};
	const struct property *prop;
	const char *s;

	of_property_for_each_string(np, "compatible", prop, s) {
		for (unsigned int i = 0; i < ARRAY_SIZE(pools); i++) {
			if (!strcasecmp(s, pools[i]) || !is_close(s, pools[i]))
				continue;
			if (of_property_count_strings(np, "compatible") == 1)
				tree_edit(np, "compatible", "\"%s\"",
					  pools[i]);
			tree_beware("reserved-misspelt", np, "compatible",
				    "write the name as the kernel reads it",
				    "no handler for \"%s\"; \"%s\" is meant?",
				    s, pools[i]);
		}
	}
}

/* Any word but these two is a no, whatever it says. */
static void look_at_status(const struct device_node *np)
{
	static const char *const known_words[] = {
		"okay", "ok", "disabled", "reserved", "fail",
	};
	const char *status;

	if (of_property_read_string(np, "status", &status) ||
	    !strncmp(status, "fail-", 5))
		return;
	for (unsigned int i = 0; i < ARRAY_SIZE(known_words); i++)
		if (!strcmp(status, known_words[i]))
			return;
	tree_beware("reserved-misspelt", np, "status",
		    "write \"okay\", or \"disabled\"",
		    "\"%s\" is no status: the kernel takes it for \"disabled\", "
		    "and reserves nothing", status);
}

static void look_at_node(const struct device_node *np)
{
	const struct property *pp;

	for_each_property_of_node(np, pp)
		look_at_property(np, pp);
	look_at_compatible(np);
}

/* Only direct children count. */
static void look_below(const struct device_node *region)
{
	struct device_node *np;

	for_each_available_child_of_node(region, np)
		if (of_property_present(np, "reg") ||
		    of_property_present(np, "size"))
			tree_beware("reserved-misplaced", np, NULL,
				    "move it up, below /reserved-memory",
				    "not a direct child of /reserved-memory: "
				    "nothing is reserved for it");
}

/* --- everywhere -------------------------------------------------------------- */

static bool names_region(const struct property *pp)
{
	const struct device_node *np;

	if (pp->length < 4)
		return false;
	np = of_find_node_by_phandle(of_read_number(pp->value, 1));
	return np && np->parent && np->parent == lint_reserved_memory();
}

static void look_at_user(const struct device_node *np,
			 const struct property *pp)
{
	const char *meant = names_region(pp) ? "memory-region" :
			    of_property_present(np, "memory-region") ?
			    "memory-region-names" : NULL;

	if (meant && strcmp(pp->name, "memory-region-names") &&
	    is_close(pp->name, meant))
		tree_beware("reference-misspelt", np, pp->name,
			    "write the name as the kernel reads it",
			    "no kernel reads that; %s is meant?", meant);
}

static bool ends(const struct property *pp, const char *s)
{
	int n = strlen(s) + 1;

	return pp->length >= n && !memcmp(pp->value + pp->length - n, s, n);
}

/* A pool where nobody looks for it. */
static void look_at_stray(const struct device_node *np,
			  const struct property *pp)
{
	const struct device_node *reserved = lint_reserved_memory();

	if (strcmp(pp->name, "compatible") || np->parent == reserved ||
	    (np->parent && np->parent->parent == reserved && reserved) ||
	    !(ends(pp, "shared-dma-pool") || ends(pp, "restricted-dma-pool")))
		return;
	tree_beware("reserved-misplaced", np, NULL,
		    "move it below /reserved-memory",
		    "a pool outside of /reserved-memory: nothing is reserved "
		    "for it, and no device can attach");
}

static void look_at_name(const struct device_node *np)
{
	const struct device_node *root = np->parent;

	if (!root || !np->child)
		return;
	if (root->parent ? of_node_name_eq(np, "reserved-memory") :
			   is_close(np->name, "reserved-memory"))
		tree_beware("reserved-misplaced", np, NULL,
			    "name it /reserved-memory",
			    "the kernel looks at /reserved-memory only: "
			    "nothing is reserved");
}

void lint_spelling(void)
{
	const struct device_node *reserved = lint_reserved_memory();
	const struct property *pp;
	struct device_node *np;

	if (reserved)
		look_at_node(reserved);
	for_each_child_of_node(reserved, np)
		look_at_status(np);
	for_each_available_child_of_node(reserved, np) {
		look_at_node(np);
		look_below(np);
	}
	for (np = lint_next(NULL); np; np = lint_next(np)) {
		look_at_name(np);
		for_each_property_of_node(np, pp) {
			if (*pp->name == 'm')
				look_at_user(np, pp);
			else if (*pp->name == 'c')
				look_at_stray(np, pp);
		}
	}
}
