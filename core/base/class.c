// SPDX-License-Identifier: MIT
/*
 * class - devices that programs see alike, and devices made by device_create().
 *
 * A registered class is a name; its devices are found in the list of all.
 * Same as Linux: names, errors, who frees a created device.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/refused.h>
#include <linux/string.h>

#include "core/context.h"
#include "core/base/device.h"
#include "core/base/registration.h"
#include "host/host.h"

struct class_record {
	struct list_head node;
	const struct class *class;
	struct registration reg;
};

static LIST_HEAD(classes);

static struct class_record *class_find(const struct class *class)
{
	struct class_record *r;

	list_for_each_entry(r, &classes, node)
		if (r->class == class)
			return r;
	return NULL;
}

static void class_drop(struct registration *reg)
{
	class_unregister(container_of(reg, struct class_record, reg)->class);
}

static bool class_name_taken(const char *name)
{
	struct class_record *r;

	list_for_each_entry(r, &classes, node)
		if (!strcmp(r->class->name, name))
			return true;
	return false;
}

int class_register(const struct class *class)
{
	struct class_record *r;

	if (!class->name)
		return -EINVAL;
	if (class_name_taken(class->name)) {
		pr_warn("sysfs: cannot create duplicate filename '/class/%s'\n",
			class->name);
		return -EEXIST;
	}
	if (class->class_groups)
		__refused("struct class.class_groups");
	r = fault_inject("class_register") ? NULL : host_alloc(sizeof(*r));
	if (!r)
		return -ENOMEM;
	r->class = class;
	r->reg.kind = "class";
	r->reg.undo = "class_destroy()";
	r->reg.name = class->name;
	r->reg.drop = class_drop;
	registration_add(&r->reg, host_stack_here());
	list_add_tail(&r->node, &classes);
	return 0;
}

void class_unregister(const struct class *class)
{
	struct class_record *r = class_find(class);

	if (WARN_ON(!r))
		return;
	list_del(&r->node);
	registration_del(&r->reg);
	host_free(r);
	if (class->class_release)
		class->class_release((struct class *)class);
}

static void class_create_release(__class_const struct class *cls)
{
	host_free((void *)cls->name);
	host_free((void *)cls);
}

struct class *__class_create(const char *name)
{
	struct class *cls = host_alloc(sizeof(*cls));
	int ret;

	if (!cls)
		return ERR_PTR(-ENOMEM);
	cls->name = private_strdup(name);
	cls->class_release = class_create_release;
	ret = cls->name ? class_register(cls) : -ENOMEM;
	if (ret) {
		class_create_release(cls);
		return ERR_PTR(ret);
	}
	return cls;
}

void class_destroy(const struct class *cls)
{
	if (IS_ERR_OR_NULL(cls))
		return;
	class_unregister(cls);
}

/* --- devices of the core's own -------------------------------------------- */

static void device_create_release(struct device *dev)
{
	host_free(dev);
}

static struct device *create(const struct class *cls, struct device *parent,
			     dev_t devt, void *drvdata,
			     const struct attribute_group **groups,
			     const char *fmt, va_list args)
{
	struct device *dev;
	int ret = -ENODEV;

	if (IS_ERR_OR_NULL(cls))
		return ERR_PTR(ret);
	dev = host_alloc(sizeof(*dev));
	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->devt = devt;
	dev->class = cls;
	dev->parent = parent;
	dev->groups = groups;
	dev->release = device_create_release;
	dev_set_drvdata(dev, drvdata);
	ret = kobject_set_name_vargs(&dev->kobj, fmt, args);
	if (!ret)
		ret = device_add(dev);
	if (ret) {
		put_device(dev);
		return ERR_PTR(ret);
	}
	return dev;
}

struct device *device_create(const struct class *cls, struct device *parent,
			     dev_t devt, void *drvdata, const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create(cls, parent, devt, drvdata, NULL, fmt, args);
	va_end(args);
	return dev;
}

struct device *device_create_with_groups(const struct class *cls,
					 struct device *parent, dev_t devt,
					 void *drvdata,
					 const struct attribute_group **groups,
					 const char *fmt, ...)
{
	struct device *dev;
	va_list args;

	va_start(args, fmt);
	dev = create(cls, parent, devt, drvdata, groups, fmt, args);
	va_end(args);
	return dev;
}

void device_destroy(const struct class *cls, dev_t devt)
{
	struct device_private *p = device_by_devt(cls, devt);

	if (p)
		device_unregister(p->device);
}
