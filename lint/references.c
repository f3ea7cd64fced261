// SPDX-License-Identifier: MIT
/*
 * References: what memory-region points to, and whether a device that attaches
 * to it gets anything.
 *
 * A driver attaches by of_reserved_mem_device_init_by_idx(); many read the
 * address of a region themselves, so a region without a handler is no fault.
 */
#include <linux/string.h>

#include "lint/private.h"
#include "lint/regions.h"

/* An overlay's references are made when it is applied. */
static bool is_overlay(void)
{
	return of_find_node_by_path("/__fixups__") ||
	       of_find_node_by_path("/fragment@0");
}

static void look_at_length(const struct device_node *user)
{
	int len = 0;

	of_get_property(user, "memory-region", &len);
	if (!len || len % 4)
		tree_beware("reference-missing", user, "memory-region",
			    "write a reference to a node of /reserved-memory",
			    "%d bytes, expected 4 for each node", len);
}

static void tell_missing(const struct device_node *user, int i)
{
	u32 handle = 0;

	of_property_read_u32_index(user, "memory-region", i, &handle);
	if (handle && !is_overlay())
		tree_reject("reference-missing", user, "memory-region",
			    "write a reference to a node of /reserved-memory",
			    "entry %d is 0x%x, and no node has that phandle: "
			    "attaching fails with -ENODEV", i, handle);
}

/* Somebody of that name is in the kernel's table; or NULL. */
static const struct device_node *find_namesake(const struct device_node *np)
{
	struct device_node *other;

	for_each_available_child_of_node(lint_reserved_memory(), other)
		if (!strcmp(other->full_name, np->full_name))
			return other;
	return NULL;
}

static void tell_no_region(const struct device_node *user, int i,
			   const struct device_node *target)
{
	if (find_namesake(target)) {
		tree_reject("reserved-duplicate-name", user, "memory-region",
			    "refer to the node in /reserved-memory",
			    "entry %d is %s outside of /reserved-memory: 6.1 "
			    "fails with -EINVAL, later kernels look for the "
			    "name and take the region that is called so", i,
			    target->full_name);
		return;
	}
	tree_beware("reference-not-reserved", user, "memory-region",
		    "refer to a node of /reserved-memory",
		    "entry %d is %s, which is no reserved memory: attaching "
		    "fails with -EINVAL", i, target->full_name);
}

/* A driver that knows the compatible has its own ways.  Told once a device. */
static bool has_handler(const struct device_node *user, int i,
			const struct device_node *target)
{
	const struct lint_region *r = lint_region_of(target);

	if (!r || r->kind != LINT_KEPT ||
	    of_property_present(target, "compatible"))
		return true;
	tree_note(TREE_NOTE, "reference-no-handler", user, "memory-region",
		  "a driver that allocates from it needs compatible = "
		  "\"shared-dma-pool\" there",
		  "entry %d is %s, which nobody serves: a driver may read its "
		  "address, attaching fails with -EINVAL", i,
		  target->full_name);
	return false;
}

static void tell_disabled(const struct device_node *user, int i,
			  const struct device_node *target)
{
	tree_beware("reference-disabled", user, "memory-region",
		    "enable the region, or take the reference out",
		    "entry %d is %s, which is disabled: attaching returns 0 "
		    "and attaches nothing", i, target->full_name);
}

static void look_at_entries(const struct device_node *user)
{
	bool served = true;

	for (int i = 0; i < lint_nr_entries(user); i++) {
		const struct device_node *target = lint_entry(user, i);

		if (!target)
			tell_missing(user, i);
		else if (!of_device_is_available(target))
			tell_disabled(user, i, target);
		else if (!target->parent ||
			 target->parent != lint_reserved_memory())
			tell_no_region(user, i, target);
		else if (served)
			served = has_handler(user, i, target);
	}
}

static void look_at_names(const struct device_node *user)
{
	int names = of_property_count_strings(user, "memory-region-names");
	int n = lint_nr_entries(user);

	if (names >= 0 && names != n)
		tree_beware("reference-names", user, "memory-region-names",
			    "give each entry of memory-region a name",
			    "%d names for %d entries: %s", names, n,
			    names > n ? "attaching by the last name fails with "
			    "-ENODEV" : "the last entry has none");
}

void lint_references(void)
{
	struct device_node *np;

	for (unsigned int i = 0; (np = lint_user_at(i)); i++) {
		look_at_length(np);
		look_at_entries(np);
		look_at_names(np);
	}
}
