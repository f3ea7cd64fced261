/* SPDX-License-Identifier: MIT */
/*
 * bus.h - what joins devices and drivers.  Buses of the core only: the
 * platform bus is one; a driver cannot register its own.
 */
#ifndef _DEVICE_BUS_H_
#define _DEVICE_BUS_H_

#include <linux/types.h>

struct attribute_group;
struct dev_pm_ops;
struct device;
struct device_driver;

struct bus_type {
	const char *name;
	const char *dev_name;
	const struct attribute_group **bus_groups;
	const struct attribute_group **dev_groups;
	const struct attribute_group **drv_groups;
	/* > 0: drv serves dev. */
	int (*match)(struct device *dev, const struct device_driver *drv);
	int (*probe)(struct device *dev);
	void (*remove)(struct device *dev);
	void (*shutdown)(struct device *dev);
	int (*dma_configure)(struct device *dev);
	void (*dma_cleanup)(struct device *dev);
	const struct dev_pm_ops *pm;
};

/* Devices of the bus, oldest first, until fn returns non-zero: that. */
int bus_for_each_dev(const struct bus_type *bus, struct device *start,
		     void *data, int (*fn)(struct device *dev, void *data));
/* The first that match() likes, with a reference, else NULL. */
struct device *bus_find_device(const struct bus_type *bus,
			       struct device *start, const void *data,
			       int (*match)(struct device *dev,
					    const void *data));
struct device *bus_find_device_by_name(const struct bus_type *bus,
				       struct device *start,
				       const char *name);

int device_match_name(struct device *dev, const void *name);
int device_match_of_node(struct device *dev, const void *np);
int device_match_devt(struct device *dev, const void *pdevt);
int device_match_any(struct device *dev, const void *unused);

#endif
