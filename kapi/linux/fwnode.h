/* SPDX-License-Identifier: MIT */
/* fwnode.h - the handle of a device tree node; no other firmware is here. */
#ifndef _LINUX_FWNODE_H_
#define _LINUX_FWNODE_H_

#include <linux/types.h>

struct device;

/* Only its address matters: it tells whose handle it is. */
struct fwnode_operations {
	const char *firmware;
};

struct fwnode_handle {
	struct fwnode_handle *secondary;
	const struct fwnode_operations *ops;
	struct device *dev;
};

#endif
