// SPDX-License-Identifier: MIT
/* A driver with attribute files of its own: nobody would show them. */
#include <linux/module.h>
#include <linux/platform_device.h>

static struct attribute *attrs_of_driver_attrs[] = { NULL };
ATTRIBUTE_GROUPS(attrs_of_driver);

static int probe(struct platform_device *pdev)
{
	return 0;
}

static struct platform_driver driver = {
	.probe = probe,
	.driver = { .name = "groups", .groups = attrs_of_driver_groups },
};
module_platform_driver(driver);				/* BUG: not offered */

MODULE_LICENSE("Dual MIT/GPL");
