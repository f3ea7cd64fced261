// SPDX-License-Identifier: MIT
/*
 * dd - probing a device with a driver, deferring it, taking it away.
 *
 * A probe that fails leaves nothing: attributes, devm resources, driver data
 * and DMA settings go in the reverse order of their coming.
 *
 * Same as Linux: order of steps, messages, -EPROBE_DEFER tried again after any
 * device was bound.
 * Not the same:  the second try comes in the context that bound the other
 * device, not in a worker; suppliers are not waited for (no fw_devlink).
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/list.h>

#include "core/boot.h"
#include "core/base/device.h"

static unsigned int bindings;		/* successes so far */
static bool retrying;

static void unbind_cleanup(struct device *dev)
{
	devres_release_all(dev);
	if (dev->bus->dma_cleanup)
		dev->bus->dma_cleanup(dev);
	dev->driver = NULL;
	dev_set_drvdata(dev, NULL);
	dev->power.disable_depth = 1;
	dev->power.suspended = true;
	dev->power.usage_count = 0;
}

static void say_failed(struct device *dev, const struct device_driver *drv,
		       int ret)
{
	if (!ret || ret == -EPROBE_DEFER || ret == -ENODEV || ret == -ENXIO)
		return;
	if (linux_version >= 0x060600)
		dev_err(dev, "probe with driver %s failed with error %d\n",
			drv->name, ret);
	else
		pr_warn("%s: probe of %s failed with error %d\n", drv->name,
			dev_name(dev), ret);
}

static int call_probe(struct device *dev, struct device_driver *drv)
{
	int ret = 0;

	dev->driver = drv;
	if (dev->bus->dma_configure)
		ret = dev->bus->dma_configure(dev);
	if (ret)
		goto out_unbind;
	if (dev->bus->probe)
		ret = dev->bus->probe(dev);
	else if (drv->probe)
		ret = drv->probe(dev);
	say_failed(dev, drv, ret);	/* while it is the driver's device */
	if (ret)
		goto out_unbind;
	ret = device_add_groups(dev, drv->dev_groups);
	if (ret) {
		dev_err(dev, "device_add_groups() failed\n");
		if (dev->bus->remove)
			dev->bus->remove(dev);
		else if (drv->remove)
			drv->remove(dev);
		goto out_unbind;
	}
	bindings++;
	return 0;
out_unbind:
	unbind_cleanup(dev);
	return ret;
}

static int really_probe(struct device *dev, struct device_driver *drv)
{
	struct device_private *p = dev->p;
	int ret;

	if (p->dead)
		return -ENODEV;
	if (!devres_none(dev)) {
		dev_crit(dev, "Resources present before probing\n");
		return -EBUSY;
	}
	ret = call_probe(dev, drv);
	p->deferred = ret == -EPROBE_DEFER;
	return ret;
}

int device_driver_attach(struct device_driver *drv, struct device *dev)
{
	int ret;

	get_device(dev);
	device_lock(dev);
	if (dev->driver)
		ret = -EBUSY;
	else if (dev->bus->match && dev->bus->match(dev, drv) <= 0)
		ret = -ENODEV;
	else
		ret = really_probe(dev, drv);
	device_unlock(dev);
	put_device(dev);
	return ret;
}

int device_attach(struct device *dev)
{
	struct driver_private *d;
	u64 at = 0;
	int ret;

	if (dev->driver)
		return 1;
	while ((d = driver_after(dev->bus, &at))) {
		ret = device_driver_attach(d->driver, dev);
		if (!ret)
			return 1;
		if (ret == -EPROBE_DEFER)
			return ret;
	}
	return 0;
}

int device_reprobe(struct device *dev)
{
	if (dev->driver)
		device_release_driver(dev);
	return device_attach(dev) < 0 ? -EPROBE_DEFER : 0;
}

void bus_probe_device(struct device *dev)
{
	if (device_attach(dev) > 0)
		driver_deferred_probe_trigger();
}

void driver_attach(struct device_driver *drv)
{
	struct device_private *p;
	u64 at = 0;

	while ((p = device_after(&at)))
		if (p->bus == drv->bus && !p->device->driver && !p->dead)
			device_driver_attach(drv, p->device);
}

/* --- deferred ------------------------------------------------------------- */

static void retry_all(void)
{
	struct device_private *p;
	u64 at = 0;

	while ((p = device_after(&at))) {
		if (!p->deferred || p->dead)
			continue;
		p->deferred = false;
		device_attach(p->device);
	}
}

void driver_deferred_probe_trigger(void)
{
	static unsigned int seen;

	if (retrying)
		return;
	retrying = true;
	while (seen != bindings) {
		seen = bindings;
		retry_all();
	}
	retrying = false;
}

void deferred_probe_remove(struct device_private *p)
{
	p->deferred = false;
}

/* --- release -------------------------------------------------------------- */

static void release_driver(struct device *dev)
{
	struct device_driver *drv = dev->driver;

	if (!drv)
		return;
	device_remove_groups(dev, drv->dev_groups);
	if (dev->bus->remove)
		dev->bus->remove(dev);
	else if (drv->remove)
		drv->remove(dev);
	unbind_cleanup(dev);
}

void device_release_driver(struct device *dev)
{
	device_lock(dev);
	release_driver(dev);
	device_unlock(dev);
}

/* The newest first, as Linux takes them. */
void driver_detach(struct device_driver *drv)
{
	struct device_private *p, *last;
	u64 at;

	do {
		last = NULL;
		at = 0;
		while ((p = device_after(&at)))
			if (p->bus && p->device->driver == drv)
				last = p;
		if (last)
			device_release_driver(last->device);
	} while (last);
}
