/* SPDX-License-Identifier: MIT */
/*
 * kobject.h - the counted name in a struct device and a struct cdev.
 *
 * Real: init, get, put, name.  Inert: uevents, as nobody listens.  Absent:
 * ksets and directories of a driver's own in sysfs.
 */
#ifndef _LINUX_KOBJECT_H
#define _LINUX_KOBJECT_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/stdarg.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct kobject;
struct kset;

struct kobj_type {
	void (*release)(struct kobject *kobj);
	const struct sysfs_ops *sysfs_ops;
	const struct attribute_group **default_groups;
};

struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	struct kset *kset;
	const struct kobj_type *ktype;
	struct kref kref;
	unsigned int state_initialized:1;
	unsigned int state_in_sysfs:1;
};

enum kobject_action {
	KOBJ_ADD, KOBJ_REMOVE, KOBJ_CHANGE, KOBJ_MOVE, KOBJ_ONLINE,
	KOBJ_OFFLINE, KOBJ_BIND, KOBJ_UNBIND,
};

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args);
__printf(2, 3) int kobject_set_name(struct kobject *kobj, const char *fmt, ...);
struct kobject *kobject_get(struct kobject *kobj);
void kobject_put(struct kobject *kobj);

static inline int kobject_uevent(struct kobject *kobj,
				 enum kobject_action action)
{
	return 0;
}

static inline int kobject_uevent_env(struct kobject *kobj,
				     enum kobject_action action, char *envp[])
{
	return 0;
}

#endif
