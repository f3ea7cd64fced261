/* SPDX-License-Identifier: MIT */
/* miscdevice.h - one node with little ado, major 10.  All real. */
#ifndef _LINUX_MISCDEVICE_H
#define _LINUX_MISCDEVICE_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/types.h>

struct attribute_group;
struct device;
struct file_operations;

#define MISC_MAJOR		10
#define MISC_DYNAMIC_MINOR	255

struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;
	const struct attribute_group **groups;
	const char *nodename;
	umode_t mode;
};

/* 0, -EBUSY (the minor is taken), -EEXIST (the name is), -ENOMEM. */
int misc_register(struct miscdevice *misc);
void misc_deregister(struct miscdevice *misc);

#define module_misc_device(__misc_device) \
	module_driver(__misc_device, misc_register, misc_deregister)
#define builtin_misc_device(__misc_device) \
	builtin_driver(__misc_device, misc_register)

#endif
