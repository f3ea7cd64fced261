// SPDX-License-Identifier: MIT
/*
 * References: what memory-region points to, and whether a device that attaches
 * to it gets anything.
 */
#include "lint/private.h"

static void look_at(const struct device_node *user, int i)
{
	struct device_node *target = of_parse_phandle(user, "memory-region", i);

	if (target && !of_device_is_available(target))
		tree_beware("reference-disabled", user, "memory-region",
			    "enable the region, or take the reference out",
			    "entry %d is %s, which is disabled: attaching "
			    "returns 0 and attaches nothing", i,
			    target->full_name);
}

void lint_references(void)
{
	struct device_node *np;
	int n;

	for_each_of_allnodes(np) {
		if (!of_device_is_available(np))
			continue;
		n = of_count_phandle_with_args(np, "memory-region", NULL);
		for (int i = 0; i < n; i++)
			look_at(np, i);
	}
}
