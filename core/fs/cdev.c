// SPDX-License-Identifier: MIT
/*
 * cdev - a character device: its numbers, its file operations, its users.
 *
 * Opening a node finds the cdev by number, counts a user of the module and of
 * the cdev (and so of its parent device), and hands over to its operations.
 *
 * Sensed: a cdev lies in a driver's own memory as a rule.
 * Same as Linux: counting, errors, cdev_device_add().
 */
#include <linux/bug.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/fs/chrdev.h"

static void cdev_default_release(struct kobject *kobj)
{
	struct kobject *parent = kobj->parent;

	kobject_put(parent);
}

static void cdev_dynamic_release(struct kobject *kobj)
{
	struct cdev *p = container_of(kobj, struct cdev, kobj);
	struct kobject *parent = kobj->parent;

	kfree(p);
	kobject_put(parent);
}

static const struct kobj_type ktype_cdev_default = {
	.release = cdev_default_release,
};

static const struct kobj_type ktype_cdev_dynamic = {
	.release = cdev_dynamic_release,
};

void cdev_init(struct cdev *cdev, const struct file_operations *fops)
{
	memset(cdev, 0, sizeof(*cdev));
	INIT_LIST_HEAD(&cdev->list);
	kobject_init(&cdev->kobj, &ktype_cdev_default);
	cdev->ops = fops;
}

struct cdev *cdev_alloc(void)
{
	struct cdev *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (p) {
		INIT_LIST_HEAD(&p->list);
		kobject_init(&p->kobj, &ktype_cdev_dynamic);
	}
	return p;
}

int cdev_add(struct cdev *p, dev_t dev, unsigned int count)
{
	int ret;

	p->dev = dev;
	p->count = count;
	if (WARN_ON(dev == 0))
		return -EBUSY;
	ret = cdev_map_add(p, dev, count, chrdev_name(dev));
	if (ret)
		return ret;
	kobject_get(p->kobj.parent);
	return 0;
}

void cdev_del(struct cdev *p)
{
	cdev_map_del(p);
	kobject_put(&p->kobj);
}

void cdev_put(struct cdev *p)
{
	struct module *owner;

	if (!p)
		return;
	owner = p->owner;
	kobject_put(&p->kobj);
	module_put(owner);
}

void cdev_set_parent(struct cdev *p, struct kobject *kobj)
{
	WARN_ON(!kobj->state_initialized);
	p->kobj.parent = kobj;
}

int cdev_device_add(struct cdev *cdev, struct device *dev)
{
	int ret = 0;

	if (dev->devt) {
		cdev_set_parent(cdev, &dev->kobj);
		ret = cdev_add(cdev, dev->devt, 1);
		if (ret)
			return ret;
	}
	ret = device_add(dev);
	if (ret && dev->devt)
		cdev_del(cdev);
	return ret;
}

void cdev_device_del(struct cdev *cdev, struct device *dev)
{
	device_del(dev);
	if (dev->devt)
		cdev_del(cdev);
}

/* A user of the cdev and of its module; NULL when the module is going. */
static struct cdev *cdev_get(dev_t dev)
{
	struct cdev *p = cdev_map_find(dev);

	if (!p || !try_module_get(p->owner))
		return NULL;
	kobject_get(&p->kobj);
	return p;
}

int chrdev_open(struct inode *inode, struct file *filp)
{
	struct cdev *p = cdev_get(inode->i_rdev);
	const struct file_operations *fops;
	int ret = 0;

	if (!p)
		return -ENXIO;
	inode->i_cdev = p;
	fops = fops_get(p->ops);
	if (!fops) {
		ret = -ENXIO;
		goto out_put;
	}
	replace_fops(filp, fops);
	if (filp->f_op->open)
		ret = filp->f_op->open(inode, filp);
	if (ret)
		goto out_put;
	return 0;
out_put:
	cdev_put(p);
	return ret;
}

/* --- a number and its cdev in one step ------------------------------------ */

int __register_chrdev(unsigned int major, unsigned int baseminor,
		      unsigned int count, const char *name,
		      const struct file_operations *fops)
{
	dev_t dev = MKDEV((dev_t)major, baseminor);
	struct cdev *cdev;
	int ret;

	if (major)
		ret = register_chrdev_region(dev, count, name);
	else
		ret = alloc_chrdev_region(&dev, baseminor, count, name);
	if (ret)
		return ret;
	cdev = cdev_alloc();
	if (!cdev) {
		ret = -ENOMEM;
		goto out_region;
	}
	cdev->owner = fops->owner;
	cdev->ops = fops;
	ret = cdev_add(cdev, dev, count);
	if (ret)
		goto out_cdev;
	return major ? 0 : MAJOR(dev);
out_cdev:
	kobject_put(&cdev->kobj);
out_region:
	unregister_chrdev_region(dev, count);
	return ret;
}

void __unregister_chrdev(unsigned int major, unsigned int baseminor,
			 unsigned int count, const char *name)
{
	dev_t dev = MKDEV((dev_t)major, baseminor);
	struct cdev *cdev = cdev_map_find(dev);

	unregister_chrdev_region(dev, count);
	if (cdev)
		cdev_del(cdev);
}
