// SPDX-License-Identifier: MIT
/*
 * attr - the files that devices have below /sys/devices.
 *
 * Each device has a list of them.  Removing one waits until no show() or
 * store() of it runs.  Attributes may lie in a driver's own memory, so they are
 * read with home_load().
 *
 * Same as Linux: modes, is_visible(), page-sized text, active protection.
 * Not the same:  binary attributes and links are refused.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "core/base/attr.h"
#include "core/context.h"
#include "core/base/device.h"
#include "home/home.h"
#include "host/host.h"

struct attr_file {
	struct list_head node;
	const struct attribute *attr;
	char *name;			/* with the group's folder */
	umode_t mode;
	unsigned int active;		/* calls into the driver now */
	bool removed;
};

static DECLARE_WAIT_QUEUE_HEAD(idle);

static struct attr_file *attr_find(struct device_private *p, const char *name)
{
	struct attr_file *f;

	list_for_each_entry(f, &p->attrs, node)
		if (!strcmp(f->name, name))
			return f;
	return NULL;
}

static char *file_name(const char *group, const char *name)
{
	size_t n = strlen(name) + 1 + (group ? strlen(group) + 1 : 0);
	char *text = host_alloc(n);

	if (text)
		scnprintf(text, n, "%s%s%s", group ? group : "",
			  group ? "/" : "", name);
	return text;
}

static int attr_add(struct device_private *p, const struct attribute *attr,
		    const char *group, umode_t mode)
{
	struct attribute a;
	struct attr_file *f;

	home_load(attr, &a, sizeof(a));
	f = fault_inject("sysfs_create_file") ? NULL : host_alloc(sizeof(*f));
	if (!f)
		return -ENOMEM;
	f->name = file_name(group, a.name);
	if (!f->name || attr_find(p, f->name)) {
		int ret = f->name ? -EEXIST : -ENOMEM;

		if (f->name)
			pr_warn("sysfs: cannot create duplicate filename '%s/%s'\n",
				p->name, f->name);
		host_free(f->name);
		host_free(f);
		return ret;
	}
	f->attr = attr;
	f->mode = mode;
	list_add_tail(&f->node, &p->attrs);
	return 0;
}

static void attr_free(struct attr_file *f)
{
	host_free(f->name);
	host_free(f);
}

static void attr_remove(struct device_private *p, const char *group,
			const struct attribute *attr)
{
	struct attribute a;
	struct attr_file *f;
	char *name;

	home_load(attr, &a, sizeof(a));
	name = file_name(group, a.name);
	f = name ? attr_find(p, name) : NULL;
	host_free(name);
	if (!f)
		return;
	list_del_init(&f->node);
	f->removed = true;
	wait_event(idle, !f->active);
	attr_free(f);
}

void attr_remove_all(struct device_private *p)
{
	struct attr_file *f;

	while (!list_empty(&p->attrs)) {
		f = list_first_entry(&p->attrs, struct attr_file, node);
		list_del_init(&f->node);
		f->removed = true;
		wait_event(idle, !f->active);
		attr_free(f);
	}
}

/* --- groups --------------------------------------------------------------- */

static struct attribute *attr_at(const struct attribute_group *g, int i)
{
	struct attribute *attr = NULL;

	if (g->attrs)
		home_load(&g->attrs[i], &attr, sizeof(attr));
	return attr;
}

static void group_remove(struct device_private *p,
			 const struct attribute_group *grp, int upto)
{
	struct attribute_group g;
	struct attribute *attr;
	int i;

	home_load(grp, &g, sizeof(g));
	for (i = 0; i != upto && (attr = attr_at(&g, i)); i++)
		attr_remove(p, g.name, attr);
}

static umode_t attr_mode(struct device_private *p,
			 const struct attribute_group *g,
			 struct attribute *attr, int i)
{
	struct attribute a;
	umode_t mode;

	home_load(attr, &a, sizeof(a));
	mode = a.mode;
	if (g->is_visible)
		mode = g->is_visible(&p->device->kobj, attr, i);
	WARN(mode & ~(SYSFS_PREALLOC | SYSFS_GROUP_INVISIBLE | 0664),
	     "Attribute %s: Invalid permissions 0%o\n", a.name, mode);
	return mode & 0664;
}

static int group_add(struct device_private *p,
		     const struct attribute_group *grp)
{
	struct attribute_group g;
	struct attribute *attr;
	umode_t mode;
	int i, ret;

	home_load(grp, &g, sizeof(g));
	if (g.bin_attrs)
		__refused("binary attributes");
	if (WARN(!g.attrs, "sysfs: (bin_)attrs not set by subsystem for group: %s/%s\n",
		 p->name, g.name ? g.name : ""))
		return -EINVAL;
	for (i = 0; (attr = attr_at(&g, i)); i++) {
		mode = attr_mode(p, &g, attr, i);
		ret = mode ? attr_add(p, attr, g.name, mode) : 0;
		if (ret) {
			group_remove(p, grp, i);
			return ret;
		}
	}
	return 0;
}

static const struct attribute_group *
group_at(const struct attribute_group *const *groups, int i)
{
	const struct attribute_group *g = NULL;

	if (groups)
		home_load(&groups[i], &g, sizeof(g));
	return g;
}

int attr_add_device(struct device_private *p,
		    const struct attribute_group *const *groups)
{
	const struct attribute_group *g;
	int i, ret = 0;

	for (i = 0; !ret && (g = group_at(groups, i)); i++)
		ret = group_add(p, g);
	if (ret)
		for (i -= 2; i >= 0; i--)
			group_remove(p, group_at(groups, i), -1);
	return ret;
}

int device_add_groups(struct device *dev, const struct attribute_group **groups)
{
	struct device_private *p = device_private(dev);

	return p ? attr_add_device(p, groups) : -ENOMEM;
}

void device_remove_groups(struct device *dev,
			  const struct attribute_group **groups)
{
	struct device_private *p = device_private(dev);
	const struct attribute_group *g;
	int i;

	for (i = 0; p && (g = group_at(groups, i)); i++)
		group_remove(p, g, -1);
}

static void groups_release(struct device *dev, void *res)
{
	device_remove_groups(dev, *(const struct attribute_group ***)res);
}

int devm_device_add_groups(struct device *dev,
			   const struct attribute_group **groups)
{
	const struct attribute_group ***res;
	int ret;

	res = devres_alloc(groups_release, sizeof(*res), GFP_KERNEL);
	if (!res)
		return -ENOMEM;
	*res = groups;
	ret = device_add_groups(dev, groups);
	if (ret)
		devres_free(res);
	else
		devres_add(dev, res);
	return ret;
}

static void group_release(struct device *dev, void *res)
{
	device_remove_group(dev, *(const struct attribute_group **)res);
}

int devm_device_add_group(struct device *dev, const struct attribute_group *grp)
{
	const struct attribute_group **res;
	int ret;

	res = devres_alloc(group_release, sizeof(*res), GFP_KERNEL);
	if (!res)
		return -ENOMEM;
	*res = grp;
	ret = device_add_group(dev, grp);
	if (ret)
		devres_free(res);
	else
		devres_add(dev, res);
	return ret;
}

/* --- single files, and the same by kobject -------------------------------- */

int device_create_file(struct device *dev, const struct device_attribute *attr)
{
	struct device_private *p = dev ? device_private(dev) : NULL;
	struct device_attribute a;

	if (!p)
		return -EINVAL;
	home_load(attr, &a, sizeof(a));
	WARN((a.attr.mode & 0222) && !a.store,
	     "Attribute %s: write permission without 'store'\n", a.attr.name);
	WARN((a.attr.mode & 0444) && !a.show,
	     "Attribute %s: read permission without 'show'\n", a.attr.name);
	return attr_add(p, &attr->attr, NULL, a.attr.mode & 0777);
}

void device_remove_file(struct device *dev, const struct device_attribute *attr)
{
	if (dev && device_private(dev))
		attr_remove(device_private(dev), NULL, &attr->attr);
}

int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)
{
	return device_create_file(kobj_to_dev(kobj),
				  container_of(attr, struct device_attribute,
					       attr));
}

void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	device_remove_file(kobj_to_dev(kobj),
			   container_of(attr, struct device_attribute, attr));
}

int sysfs_create_group(struct kobject *kobj, const struct attribute_group *grp)
{
	return device_add_group(kobj_to_dev(kobj), grp);
}

void sysfs_remove_group(struct kobject *kobj, const struct attribute_group *grp)
{
	device_remove_group(kobj_to_dev(kobj), grp);
}

int sysfs_create_groups(struct kobject *kobj,
			const struct attribute_group **groups)
{
	return device_add_groups(kobj_to_dev(kobj), groups);
}

void sysfs_remove_groups(struct kobject *kobj,
			 const struct attribute_group **groups)
{
	device_remove_groups(kobj_to_dev(kobj), groups);
}

/* --- a program reads and writes ------------------------------------------- */

static const char *rest_after(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	return !strncmp(path, dir, n) && path[n] == '/' ? path + n + 1 : NULL;
}

/* The file that path names in p's folder. */
static struct attr_file *file_in(struct device_private *p, const char *path)
{
	const char *rest = rest_after(path, "/sys/bus/platform/devices");
	char dir[256];

	if (*path == '/' && !rest) {
		scnprintf(dir, sizeof(dir), "/sys/devices/");
		device_path(p, dir + strlen(dir), sizeof(dir) - strlen(dir));
		rest = rest_after(path, dir);
		return rest ? attr_find(p, rest) : NULL;
	}
	if (p->bus && rest_after(rest ? rest : path, p->name))
		return attr_find(p, rest_after(rest ? rest : path, p->name));
	device_path(p, dir, sizeof(dir));
	rest = rest_after(dir, "platform");
	rest = rest ? rest_after(path, rest) : NULL;
	return rest ? attr_find(p, rest) : NULL;
}

static struct attr_file *file_at(const char *path, struct device_private **p)
{
	struct attr_file *f;
	u64 at = 0;

	while ((*p = device_after(&at))) {
		f = file_in(*p, path);
		if (f)
			return f;
	}
	return NULL;
}

static void attr_done(struct attr_file *f, struct device *dev)
{
	f->active--;
	if (f->removed)
		wake_up_all(&idle);
	put_device(dev);
}

static ssize_t call_show(struct device *dev, struct attr_file *f, char *page)
{
	struct device_attribute *attr = (void *)f->attr;
	struct device_attribute a;
	ssize_t ret;

	home_load(attr, &a, sizeof(a));
	if (!a.show)
		return -EIO;
	ret = a.show(dev, attr, page);
	if (ret >= (ssize_t)PAGE_SIZE) {
		pr_warn("fill_read_buffer: %s_show returned bad count\n",
			a.attr.name);
		ret = PAGE_SIZE - 1;
	}
	return ret;
}

ssize_t attr_show(const char *path, char *buf, size_t n)
{
	struct device_private *p;
	struct attr_file *f = file_at(path, &p);
	struct device *dev;
	char *page;
	ssize_t ret;

	if (!f)
		return -ENOENT;
	if (!(f->mode & 0444))
		return -EACCES;
	page = (char *)get_zeroed_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	dev = get_device(p->device);
	f->active++;
	ret = call_show(dev, f, page);
	attr_done(f, dev);
	if (ret > 0) {
		ret = min_t(size_t, ret, n);
		home_load(page, buf, ret);
	}
	free_page((unsigned long)page);
	return ret;
}

static ssize_t call_store(struct device *dev, struct attr_file *f,
			  const char *buf, size_t n)
{
	struct device_attribute *attr = (void *)f->attr;
	struct device_attribute a;

	home_load(attr, &a, sizeof(a));
	return a.store ? a.store(dev, attr, buf, n) : -EIO;
}

ssize_t attr_store(const char *path, const char *buf, size_t n)
{
	struct device_private *p;
	struct attr_file *f = file_at(path, &p);
	struct device *dev;
	char *copy;
	ssize_t ret;

	if (!f)
		return -ENOENT;
	if (!(f->mode & 0222))
		return -EACCES;
	n = min_t(size_t, n, PAGE_SIZE);
	copy = host_alloc(n + 1);
	if (!copy)
		return -ENOMEM;
	memcpy(copy, buf, n);
	dev = get_device(p->device);
	f->active++;
	ret = call_store(dev, f, copy, n);
	attr_done(f, dev);
	host_free(copy);
	return ret;
}
