// SPDX-License-Identifier: MIT
/*
 * bus - drivers by bus, and their joining with devices.
 *
 * A driver that registers is offered every device of its bus that has none; a
 * device that is added is offered to every driver.  dd.c does the offering.
 *
 * Same as Linux: order, refusal of a second driver of the same name.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/refused.h>
#include <linux/string.h>

#include "core/context.h"
#include "core/base/device.h"
#include "host/host.h"

static LIST_HEAD(drivers);
static u64 last_seq;

struct driver_private *driver_after(const struct bus_type *bus, u64 *seq)
{
	struct driver_private *d;

	list_for_each_entry(d, &drivers, node)
		if (d->driver->bus == bus && d->seq > *seq) {
			*seq = d->seq;
			return d;
		}
	return NULL;
}

struct device_driver *driver_find(const char *name, const struct bus_type *bus)
{
	struct driver_private *d;
	u64 at = 0;

	while ((d = driver_after(bus, &at)))
		if (!strcmp(d->driver->name, name))
			return d->driver;
	return NULL;
}

static void driver_drop(struct registration *reg)
{
	driver_unregister(container_of(reg, struct driver_private, reg)->driver);
}

int driver_register(struct device_driver *drv)
{
	struct driver_private *d;

	if (!drv->bus || !drv->name) {
		pr_err("Driver '%s' was unable to register with bus_type '%s' "
		       "because the bus was not initialized.\n",
		       drv->name, drv->bus ? drv->bus->name : "(null)");
		return -EINVAL;
	}
	if (driver_find(drv->name, drv->bus)) {
		pr_err("Error: Driver '%s' is already registered, aborting...\n",
		       drv->name);
		return -EBUSY;
	}
	if (drv->groups)
		__refused("struct device_driver.groups");
	if (drv->sync_state)
		__refused("struct device_driver.sync_state");
	d = fault_inject("driver_register") ? NULL : host_alloc(sizeof(*d));
	if (!d)
		return -ENOMEM;
	d->driver = drv;
	d->reg.kind = "driver";
	d->reg.undo = "platform_driver_unregister()";
	d->reg.name = drv->name;
	d->reg.drop = driver_drop;
	registration_add(&d->reg, host_stack_here());
	drv->p = d;
	d->seq = ++last_seq;
	list_add_tail(&d->node, &drivers);
	driver_attach(drv);
	driver_deferred_probe_trigger();
	return 0;
}

void driver_unregister(struct device_driver *drv)
{
	struct driver_private *d = drv ? drv->p : NULL;

	if (WARN(!d, "Unexpected driver unregister!\n"))
		return;
	/* No new device finds it from here on. */
	list_del(&d->node);
	driver_detach(drv);
	registration_del(&d->reg);
	drv->p = NULL;
	host_free(d);
}
