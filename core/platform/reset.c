// SPDX-License-Identifier: MIT
/*
 * reset - reset lines of a device: none, or refused.
 *
 * Same as Linux: -ENOENT (or NULL for an optional one) where the node names no
 * such line.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/refused.h>
#include <linux/reset.h>

struct reset_control *__reset_control_lookup(struct device *dev,
					     const char *id, bool optional)
{
	struct device_node *np = dev->of_node;
	bool has = np && of_property_present(np, "resets");

	if (has && id)
		has = of_property_match_string(np, "reset-names", id) >= 0;
	if (has)
		__refused("reset_control_get() of a line in the tree");
	return optional ? NULL : ERR_PTR(-ENOENT);
}
