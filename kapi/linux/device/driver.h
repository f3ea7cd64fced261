/* SPDX-License-Identifier: MIT */
/*
 * driver.h - a driver as a bus sees it.  Real; refused: groups, sync_state.
 * Never called: shutdown, as no board is switched off under its drivers.
 */
#ifndef _DEVICE_DRIVER_H_
#define _DEVICE_DRIVER_H_

#include <linux/types.h>

struct attribute_group;
struct bus_type;
struct dev_pm_ops;
struct device;
struct driver_private;
struct module;
struct of_device_id;

enum probe_type {
	PROBE_DEFAULT_STRATEGY,
	PROBE_PREFER_ASYNCHRONOUS,	/* allowed to be synchronous: it is */
	PROBE_FORCE_SYNCHRONOUS,
};

struct device_driver {
	const char *name;
	const struct bus_type *bus;
	struct module *owner;
	const char *mod_name;
	bool suppress_bind_attrs;
	enum probe_type probe_type;
	const struct of_device_id *of_match_table;
	const void *acpi_match_table;
	int (*probe)(struct device *dev);
	void (*sync_state)(struct device *dev);
	int (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	const struct attribute_group **groups;
	const struct attribute_group **dev_groups;
	const struct dev_pm_ops *pm;
	struct driver_private *p;
};

/* 0, -EBUSY (the name is registered on this bus), -EINVAL, -ENOMEM. */
int driver_register(struct device_driver *drv);
void driver_unregister(struct device_driver *drv);
struct device_driver *driver_find(const char *name,
				  const struct bus_type *bus);
int driver_for_each_device(struct device_driver *drv, struct device *start,
			   void *data,
			   int (*fn)(struct device *dev, void *data));

/* module_driver() is in <linux/module.h>. */
#define builtin_driver(__driver, __register, ...)			\
static int __init __driver##_init(void)					\
{									\
	return __register(&(__driver), ##__VA_ARGS__);			\
}									\
device_initcall(__driver##_init)

#endif
