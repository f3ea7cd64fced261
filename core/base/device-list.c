// SPDX-License-Identifier: MIT
/*
 * All registered devices, in the order in which they came.
 *
 * Whoever walks the list may block in a driver meanwhile, so a walk goes on by
 * sequence number, not by a pointer to a neighbour that may have gone.
 *
 * Same as Linux: paths below /sys/devices; a name is unique in its folder.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/base/device.h"

#define NAME_BUCKETS 1024

static LIST_HEAD(devices);
static struct device_private *names[NAME_BUCKETS];	/* the same by name */
static struct device_private *last_walked;	/* where a walk goes on */
static u64 last_seq;

struct device_private *device_after(u64 *seq)
{
	struct device_private *p = last_walked;

	if (!p || p->seq > *seq)
		p = list_first_entry(&devices, struct device_private, all);
	list_for_each_entry_from(p, &devices, all)
		if (p->seq > *seq) {
			*seq = p->seq;
			last_walked = p;
			return p;
		}
	return NULL;
}

static struct device_private **bucket_of(const char *name)
{
	unsigned int hash = 5381;

	while (*name)
		hash = hash * 33 + (unsigned char)*name++;
	return &names[hash % NAME_BUCKETS];
}

static bool same_folder(const struct device_private *a,
			const struct device_private *b)
{
	return a->bus == b->bus && a->class == b->class &&
	       (a->bus || a->class || a->parent == b->parent);
}

int device_link(struct device_private *p)
{
	struct device_private **bucket = bucket_of(p->name), *other;

	for (other = *bucket; other; other = other->next_name)
		if (same_folder(p, other) && !strcmp(other->name, p->name)) {
			pr_warn("sysfs: cannot create duplicate filename '%s'\n",
				p->name);
			return -EEXIST;
		}
	p->seq = ++last_seq;
	p->dead = false;
	list_add_tail(&p->all, &devices);
	p->next_name = *bucket;
	*bucket = p;
	return 0;
}

void device_unlink(struct device_private *p)
{
	struct device_private **at = bucket_of(p->name);

	list_del_init(&p->all);
	if (last_walked == p)
		last_walked = NULL;
	while (*at && *at != p)
		at = &(*at)->next_name;
	if (*at)
		*at = p->next_name;
}

struct device_private *device_by_name(const struct bus_type *bus,
				      const char *name)
{
	struct device_private *p;

	for (p = *bucket_of(name); p; p = p->next_name)
		if (p->bus == bus && !strcmp(p->name, name))
			return p;
	return NULL;
}

struct device_private *device_by_devt(const struct class *class, dev_t devt)
{
	struct device_private *p;

	list_for_each_entry(p, &devices, all)
		if (p->class == class && p->devt == devt)
			return p;
	return NULL;
}

static struct device_private *private_of(const struct device *dev)
{
	struct device_private *p;

	list_for_each_entry(p, &devices, all)
		if (p->device == dev)
			return p;
	return NULL;
}

static u64 place_of(const struct device *start)
{
	struct device_private *p = start ? private_of(start) : NULL;

	return p ? p->seq : 0;
}

int device_path(const struct device_private *p, char *buf, size_t n)
{
	struct device_private *parent = p->parent ? private_of(p->parent) :
					NULL;
	int at;

	if (parent)
		at = device_path(parent, buf, n);
	else
		at = scnprintf(buf, n, "%s", p->class ? "virtual" : "");
	if (p->class && (!parent || !parent->class))
		at += scnprintf(buf + at, n - at, "%s%s", at ? "/" : "",
				p->class->name);
	return at + scnprintf(buf + at, n - at, "%s%s", at ? "/" : "",
			      p->name);
}

/* --- Linux's look-ups ----------------------------------------------------- */

static struct device *find(const struct bus_type *bus,
			   const struct class *class,
			   const struct device *start, const void *data,
			   int (*match)(struct device *, const void *))
{
	struct device_private *p;
	u64 at = place_of(start);

	while ((p = device_after(&at))) {
		if (p->bus != bus || p->class != class)
			continue;
		if (match(p->device, data))
			return get_device(p->device);
	}
	return NULL;
}

struct device *bus_find_device(const struct bus_type *bus,
			       struct device *start, const void *data,
			       int (*match)(struct device *, const void *))
{
	return find(bus, NULL, start, data, match);
}

struct device *class_find_device(const struct class *class,
				 const struct device *start, const void *data,
				 int (*match)(struct device *, const void *))
{
	return find(NULL, class, start, data, match);
}

struct device *bus_find_device_by_name(const struct bus_type *bus,
				       struct device *start, const char *name)
{
	return bus_find_device(bus, start, name, device_match_name);
}

int bus_for_each_dev(const struct bus_type *bus, struct device *start,
		     void *data, int (*fn)(struct device *, void *))
{
	struct device_private *p;
	u64 at = place_of(start);
	int ret = 0;

	while (!ret && (p = device_after(&at)))
		if (p->bus == bus)
			ret = fn(p->device, data);
	return ret;
}

int driver_for_each_device(struct device_driver *drv, struct device *start,
			   void *data, int (*fn)(struct device *, void *))
{
	struct device_private *p;
	u64 at = place_of(start);
	int ret = 0;

	while (!ret && (p = device_after(&at)))
		if (p->bus && p->device->driver == drv)
			ret = fn(p->device, data);
	return ret;
}

int device_for_each_child(struct device *parent, void *data,
			  int (*fn)(struct device *, void *))
{
	struct device_private *p;
	u64 at = 0;
	int ret = 0;

	while (!ret && (p = device_after(&at)))
		if (p->parent == parent)
			ret = fn(p->device, data);
	return ret;
}

struct device *device_find_child(struct device *parent, void *data,
				 int (*match)(struct device *, void *))
{
	struct device_private *p;
	u64 at = 0;

	while ((p = device_after(&at)))
		if (p->parent == parent && match(p->device, data))
			return get_device(p->device);
	return NULL;
}

int device_match_name(struct device *dev, const void *name)
{
	return sysfs_streq(dev_name(dev), name);
}

int device_match_of_node(struct device *dev, const void *np)
{
	return dev->of_node == np;
}

int device_match_devt(struct device *dev, const void *pdevt)
{
	return dev->devt == *(const dev_t *)pdevt;
}

int device_match_any(struct device *dev, const void *unused)
{
	return 1;
}
