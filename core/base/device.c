// SPDX-License-Identifier: MIT
/*
 * device - the life of a struct device.
 *
 * device_add() gives it a place below /sys/devices, attributes, a node in /dev
 * when it has a number, and on a bus a driver.  The last put_device() calls
 * the device's, its type's or its class's release().
 *
 * Sensed: a driver may embed a class device in memory of its own.
 * Same as Linux: order of these steps and of their undoing, names, errors.
 * Not the same:  a device on a bus that lies in board memory is refused.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kdev_t.h>
#include <linux/of.h>
#include <linux/refused.h>
#include <linux/slab.h>
#include <linux/swiotlb.h>

#include "core/context.h"
#include "core/base/device.h"
#include "home/home.h"
#include "host/host.h"

static void device_release(struct kobject *kobj)
{
	struct device *dev = kobj_to_dev(kobj);
	struct device_private *p = dev->p;

	/* Resources that were taken without a driver go here. */
	devres_release_all(dev);
	if (dev->release)
		dev->release(dev);
	else if (dev->type && dev->type->release)
		dev->type->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		WARN(1,
		     "Device '%s' does not have a release() function, it is "
		     "broken and must be fixed. "
		     "See Documentation/core-api/kobject.rst.\n",
		     dev_name(dev));
	host_free(p);
}

static const struct kobj_type device_ktype = {
	.release = device_release,
};

struct device_private *device_private(struct device *dev)
{
	struct device_private *p = dev->p;

	if (p)
		return p;
	p = host_alloc(sizeof(*p));
	if (!p)
		return NULL;
	p->device = dev;
	INIT_LIST_HEAD(&p->all);
	INIT_LIST_HEAD(&p->devres);
	INIT_LIST_HEAD(&p->attrs);
	dev->p = p;
	return p;
}

void device_initialize(struct device *dev)
{
	kobject_init(&dev->kobj, &device_ktype);
	INIT_LIST_HEAD(&dev->dma_pools);
	INIT_LIST_HEAD(&dev->dma_io_tlb_pools);
	spin_lock_init(&dev->dma_io_tlb_lock);
	mutex_init(&dev->mutex);
	dev->numa_node = -1;
	dev->power.usage_count = 0;
	dev->power.disable_depth = 1;
	dev->power.suspended = true;
	dev->dma_coherent = false;
	swiotlb_dev_init(dev);
}

int dev_set_name(struct device *dev, const char *fmt, ...)
{
	va_list args;
	int ret;

	va_start(args, fmt);
	ret = kobject_set_name_vargs(&dev->kobj, fmt, args);
	va_end(args);
	return ret;
}

/* The node's name: the class may have a say; '!' stands for '/'. */
static char *node_name(struct device *dev)
{
	umode_t mode = 0;
	char *given = NULL, *name, *c;

	if (dev->class && dev->class->devnode)
		given = dev->class->devnode(dev, &mode);
	name = private_strdup(given ? given : dev_name(dev));
	kfree(given);
	for (c = name; c && *c; c++)
		if (*c == '!')
			*c = '/';
	return name;
}

static ssize_t dev_show(struct device *dev, struct device_attribute *attr,
			char *buf)
{
	return sysfs_emit(buf, "%u:%u\n", MAJOR(dev->devt), MINOR(dev->devt));
}
static DEVICE_ATTR_RO(dev);

static int add_node(struct device *dev, struct device_private *p)
{
	int ret;

	if (!MAJOR(dev->devt))
		return 0;
	ret = device_create_file(dev, &dev_attr_dev);
	if (ret)
		return ret;
	p->node = node_name(dev);
	if (!p->node)
		return -ENOMEM;
	ret = devnode_add(p->node, dev->devt);
	if (ret) {
		host_free(p->node);
		p->node = NULL;
	}
	return ret;
}

static void remove_node(struct device_private *p)
{
	if (!p->node)
		return;
	devnode_remove(p->node);
	host_free(p->node);
	p->node = NULL;
}

static int add_attributes(struct device *dev, struct device_private *p)
{
	int ret = 0;

	if (dev->class)
		ret = attr_add_device(p, dev->class->dev_groups);
	if (!ret && dev->type)
		ret = attr_add_device(p, dev->type->groups);
	if (!ret)
		ret = attr_add_device(p, dev->groups);
	if (!ret && dev->bus)
		ret = attr_add_device(p, dev->bus->dev_groups);
	return ret;
}

static int device_enter(struct device *dev, struct device_private *p)
{
	int ret;

	p->bus = dev->bus;
	p->class = dev->class;
	p->parent = dev->parent;
	p->name = dev_name(dev);
	p->devt = dev->devt;
	ret = device_link(p);
	if (ret)
		return ret;
	ret = add_attributes(dev, p);
	if (ret)
		goto out_unlink;
	ret = add_node(dev, p);
	if (ret)
		goto out_unlink;
	return 0;
out_unlink:
	attr_remove_all(p);
	device_unlink(p);
	return ret;
}

static void device_drop(struct registration *reg)
{
	device_unregister(container_of(reg, struct device_private, reg)->device);
}

int device_add(struct device *dev)
{
	struct device_private *p;
	int ret = -ENOMEM;

	if (!get_device(dev))
		return -EINVAL;		/* held until we are through */
	if (dev->bus && home_in_window(dev))
		__refused("device_add() of a bus device in board memory");
	p = device_private(dev);
	if (!p || fault_inject("device_add"))
		goto out_put;
	if (dev->init_name) {
		dev_set_name(dev, "%s", dev->init_name);
		dev->init_name = NULL;
	}
	ret = -EINVAL;
	if (!dev_name(dev))
		goto out_put;
	get_device(dev->parent);
	ret = device_enter(dev, p);
	if (ret) {
		put_device(dev->parent);
		goto out_put;
	}
	dev->kobj.state_in_sysfs = 1;
	p->reg.kind = "device";
	p->reg.undo = "device_unregister()";
	p->reg.name = p->name;
	p->reg.drop = device_drop;
	registration_add(&p->reg, host_stack_here());
	if (dev->bus)
		bus_probe_device(dev);
out_put:
	put_device(dev);
	return ret;
}

int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add(dev);
}

void device_del(struct device *dev)
{
	struct device *parent = dev->parent;
	struct device_private *p = dev->p;

	if (!p || !dev->kobj.state_in_sysfs)
		return;
	p->dead = true;
	remove_node(p);
	if (dev->bus) {
		deferred_probe_remove(p);
		device_release_driver(dev);
	}
	registration_del(&p->reg);
	attr_remove_all(p);
	/* Resources of a device that never had a driver. */
	devres_release_all(dev);
	device_unlink(p);
	dev->kobj.state_in_sysfs = 0;
	put_device(parent);
}

void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}

struct device *get_device(struct device *dev)
{
	if (dev)
		kobject_get(&dev->kobj);
	return dev;
}

void put_device(struct device *dev)
{
	if (dev)
		kobject_put(&dev->kobj);
}

void device_set_node(struct device *dev, struct fwnode_handle *fwnode)
{
	dev->fwnode = fwnode;
	dev->of_node = to_of_node(fwnode);
}

void device_set_of_node_from_dev(struct device *dev, const struct device *dev2)
{
	dev->of_node = dev2->of_node;
	dev->of_node_reused = true;
}
