/* SPDX-License-Identifier: MIT */
/*
 * What the files of the driver core tell each other; drivers see
 * <linux/device.h>.
 *
 * A struct device may lie in a driver's own (board) memory, so only sensed
 * files touch a device that a class has; what the core keeps about one is
 * here, in private memory.  Plain K code runs alone until it blocks, so the
 * lists need no locks where Linux has them.
 */
#ifndef CORE_BASE_DEVICE_H
#define CORE_BASE_DEVICE_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/stdarg.h>
#include <linux/types.h>

#include "core/base/registration.h"

struct device_private {
	struct device *device;
	u64 seq;			/* order of device_add(); 0: not added */
	struct list_head all;		/* in device_add() order */
	struct device_private *next_name;	/* in its bucket by name */
	struct list_head devres;	/* newest last */
	struct list_head attrs;		/* struct attr_file */
	const struct bus_type *bus;	/* copies of the device's own */
	const struct class *class;
	struct device *parent;
	const char *name;
	dev_t devt;
	char *node;			/* name below /dev; NULL: none */
	bool deferred;			/* waits for another probe */
	bool dead;
	struct registration reg;
};

/* --- device.c (sensed) ---------------------------------------------------- */

/* Its private part, made when it is not there yet; NULL: no memory. */
struct device_private *device_private(struct device *dev);

/* --- device-list.c -------------------------------------------------------- */

int device_link(struct device_private *p);	/* 0 or -EEXIST */
void device_unlink(struct device_private *p);
/* The next registered device; *seq is the walker's place, 0 at the start.  A
 * place outlives the device, so a walker may block in a driver. */
struct device_private *device_after(u64 *seq);
/* Text below /sys/devices: "platform/a0000000.dma"; its length. */
int device_path(const struct device_private *p, char *buf, size_t n);
struct device_private *device_by_name(const struct bus_type *bus,
				      const char *name);
struct device_private *device_by_devt(const struct class *class, dev_t devt);

/* --- bus.c, dd.c ---------------------------------------------------------- */

struct driver_private {
	struct device_driver *driver;
	struct list_head node;
	u64 seq;
	struct registration reg;
};

/* Drivers of bus, oldest first; as device_after(). */
struct driver_private *driver_after(const struct bus_type *bus, u64 *seq);
/* Look for a driver of a new device; look for devices of a new driver. */
void bus_probe_device(struct device *dev);
void driver_attach(struct device_driver *drv);
void driver_detach(struct device_driver *drv);
/* Give the devices that returned -EPROBE_DEFER another chance. */
void driver_deferred_probe_trigger(void);
void deferred_probe_remove(struct device_private *p);
/* 0, -ENODEV (drv does not serve it), -EBUSY (bound), the probe's error. */
int device_driver_attach(struct device_driver *drv, struct device *dev);

/* --- devres.c ------------------------------------------------------------- */

int devres_release_all(struct device *dev);
bool devres_none(struct device *dev);

/* --- attr.c --------------------------------------------------------------- */

/* The attributes that a device has from its type, class, bus and itself. */
int attr_add_device(struct device_private *p,
		    const struct attribute_group *const *groups);
void attr_remove_all(struct device_private *p);

/* --- platform.c ------------------------------------------------------------ */

int platform_bus_init(void);

/* --- wire.c --------------------------------------------------------------- */

extern bool driver_core_ready;		/* driver_core_boot() has been */

/* --- devtmpfs.c: names below /dev ----------------------------------------- */

int devnode_add(const char *name, dev_t devt);	/* 0, -EEXIST, -ENOMEM */
void devnode_remove(const char *name);
/* The number of "/dev/NAME" or "/dev/char/MAJOR:MINOR"; 0 or -ENOENT. */
int devnode_lookup(const char *path, dev_t *devt);

/* --- kobject.c: text in private memory, for host_free() ------------------- */

char *private_vasprintf(const char *fmt, va_list ap);
char *private_strdup(const char *s);

#endif
