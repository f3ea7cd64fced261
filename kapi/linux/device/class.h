/* SPDX-License-Identifier: MIT */
/*
 * class.h - groups of devices that programs see alike.  Real; class_groups is
 * refused, and nobody listens to dev_uevent.
 */
#ifndef _DEVICE_CLASS_H_
#define _DEVICE_CLASS_H_

#include <linux/types.h>
#include <linux/version.h>

struct attribute_group;
struct dev_pm_ops;
struct device;
struct kobj_uevent_env;
struct module;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#define __class_const const
#else
#define __class_const
#endif

struct class {
	const char *name;
	const struct attribute_group **class_groups;
	const struct attribute_group **dev_groups;
	int (*dev_uevent)(__class_const struct device *dev,
			  struct kobj_uevent_env *env);
	/* Name below /dev, kmalloc()ed; NULL: the device's own. */
	char *(*devnode)(__class_const struct device *dev, umode_t *mode);
	void (*class_release)(__class_const struct class *class);
	void (*dev_release)(struct device *dev);
	const struct dev_pm_ops *pm;
	struct module *owner;		/* 6.1 has it; kept in the layout */
};

/* 0, -EINVAL (no name), -EEXIST, -ENOMEM. */
int __must_check class_register(const struct class *class);
void class_unregister(const struct class *class);
/* ERR_PTR() on failure. */
struct class *__class_create(const char *name);
void class_destroy(const struct class *cls);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
static inline struct class *class_create(const char *name)
{
	return __class_create(name);
}
#else
#define class_create(owner, name)	((void)(owner), __class_create(name))
#endif

struct device *class_find_device(const struct class *class,
				 const struct device *start,
				 const void *data,
				 int (*match)(struct device *,
					      const void *));

#endif
