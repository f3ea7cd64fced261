/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_OF_PLATFORM_H
#define _LINUX_OF_PLATFORM_H

#include <linux/device.h>
#include <linux/mod_devicetable.h>
#include <linux/of.h>
#include <linux/of_device.h>
#include <linux/platform_device.h>

/* The device that was made of a node, with a reference; NULL: none. */
struct platform_device *of_find_device_by_node(struct device_node *np);

/* Make devices of root's children (NULL: of the tree's); lookup must be NULL.
 * 0 or -errno. */
struct of_dev_auxdata;
int of_platform_populate(struct device_node *root,
			 const struct of_device_id *matches,
			 const struct of_dev_auxdata *lookup,
			 struct device *parent);
int of_platform_default_populate(struct device_node *root,
				 const struct of_dev_auxdata *lookup,
				 struct device *parent);
void of_platform_depopulate(struct device *parent);
int devm_of_platform_populate(struct device *dev);
void devm_of_platform_depopulate(struct device *dev);

#endif
