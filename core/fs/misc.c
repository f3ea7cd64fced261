// SPDX-License-Identifier: MIT
/*
 * misc - nodes of major 10: one struct miscdevice, one node.
 *
 * One cdev has the whole major; its open() finds the miscdevice by minor and
 * hands over to its operations, private_data pointing to it.
 *
 * Sensed: a miscdevice lies in a driver's own memory as a rule.
 * Same as Linux: minors (dynamic ones from 127 down, then from 256 up), who
 * sets private_data, errors.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/string.h>

#include "core/base/device.h"
#include "core/fs/misc.h"

#define LOW_MINORS	128		/* dynamic ones below the fixed 255 */

static LIST_HEAD(misc_list);
static DEFINE_MUTEX(misc_mtx);	/* guards misc_list; held over open() */

static struct miscdevice *misc_find(int minor)
{
	struct miscdevice *c;

	list_for_each_entry(c, &misc_list, list)
		if (c->minor == minor)
			return c;
	return NULL;
}

static int misc_open(struct inode *inode, struct file *file)
{
	const struct file_operations *fops;
	struct miscdevice *c;
	int ret = -ENODEV;

	mutex_lock(&misc_mtx);
	c = misc_find(iminor(inode));
	fops = c ? fops_get(c->fops) : NULL;
	if (fops) {
		file->private_data = c;
		replace_fops(file, fops);
		ret = fops->open ? fops->open(inode, file) : 0;
	}
	mutex_unlock(&misc_mtx);
	return ret;
}

static const struct file_operations misc_fops = {
	.open = misc_open,
	.llseek = noop_llseek,
};

static char *misc_devnode(const struct device *dev, umode_t *mode)
{
	const struct miscdevice *c = dev_get_drvdata(dev);

	if (mode && c->mode)
		*mode = c->mode;
	return c->nodename ? kstrdup(c->nodename, GFP_KERNEL) : NULL;
}

static const struct class misc_class = {
	.name = "misc",
	.devnode = misc_devnode,
};

static int minor_alloc(void)
{
	int i;

	for (i = LOW_MINORS - 1; i >= 0; i--)
		if (!misc_find(i))
			return i;
	for (i = MISC_DYNAMIC_MINOR + 1; i <= (int)MINORMASK; i++)
		if (!misc_find(i))
			return i;
	return -EBUSY;
}

static void misc_drop(struct registration *reg)
{
	struct device_private *p = container_of(reg, struct device_private, reg);

	misc_deregister(dev_get_drvdata(p->device));
}

static int register_locked(struct miscdevice *misc)
{
	bool dynamic = misc->minor == MISC_DYNAMIC_MINOR;
	struct registration *reg;
	struct device *dev;
	int minor = misc->minor;

	INIT_LIST_HEAD(&misc->list);
	if (dynamic)
		minor = minor_alloc();
	else if (misc_find(minor))
		minor = -EBUSY;
	if (minor < 0)
		return -EBUSY;
	misc->minor = minor;
	dev = device_create_with_groups(&misc_class, misc->parent,
					MKDEV(MISC_MAJOR, minor), misc,
					misc->groups, "%s", misc->name);
	if (IS_ERR(dev)) {
		if (dynamic)
			misc->minor = MISC_DYNAMIC_MINOR;
		return PTR_ERR(dev);
	}
	misc->this_device = dev;
	list_add(&misc->list, &misc_list);
	reg = &device_private(dev)->reg;
	reg->kind = "misc device";
	reg->undo = "misc_deregister()";
	reg->drop = misc_drop;
	return 0;
}

int misc_register(struct miscdevice *misc)
{
	int ret;

	mutex_lock(&misc_mtx);
	ret = register_locked(misc);
	mutex_unlock(&misc_mtx);
	return ret;
}

void misc_deregister(struct miscdevice *misc)
{
	if (WARN_ON(list_empty(&misc->list)))
		return;
	mutex_lock(&misc_mtx);
	list_del_init(&misc->list);
	device_destroy(&misc_class, MKDEV(MISC_MAJOR, misc->minor));
	if (misc->minor < LOW_MINORS || misc->minor > MISC_DYNAMIC_MINOR)
		misc->minor = MISC_DYNAMIC_MINOR;
	mutex_unlock(&misc_mtx);
}

int misc_init(void)
{
	int ret = class_register(&misc_class);

	return ret ? ret : register_chrdev(MISC_MAJOR, "misc", &misc_fops);
}
