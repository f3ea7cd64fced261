// SPDX-License-Identifier: MIT
/*
 * chrdev - regions of character device numbers, and which cdev has a number.
 *
 * Two lists in private memory: who reserved a range of numbers, and which cdev
 * was added for one.  cdev.c, which is sensed, does what touches a cdev.
 *
 * Same as Linux: dynamic majors from 254 down to 234, then 511 to 384; errors.
 */
#include <linux/bug.h>
#include <linux/cdev.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/list.h>

#include "core/fs/chrdev.h"
#include "core/context.h"
#include "core/base/device.h"
#include "core/base/registration.h"
#include "home/home.h"
#include "host/host.h"

struct region {
	struct list_head node;
	dev_t from;
	unsigned int count;
	char *name;
	struct registration reg;
};

struct map_entry {
	struct list_head node;
	struct cdev *cdev;
	dev_t from;
	unsigned int count;
	char *name;
	struct registration reg;
};

static LIST_HEAD(regions);
static LIST_HEAD(map);

static bool overlaps(const struct region *r, dev_t from, unsigned int count)
{
	return from < r->from + r->count && r->from < from + count;
}

static bool major_in_use(unsigned int major)
{
	struct region *r;

	list_for_each_entry(r, &regions, node)
		if (MAJOR(r->from) == major)
			return true;
	return false;
}

static int find_dynamic_major(void)
{
	int i;

	for (i = 254; i >= CHRDEV_MAJOR_DYN_END; i--)
		if (!major_in_use(i))
			return i;
	for (i = CHRDEV_MAJOR_DYN_EXT_START; i >= CHRDEV_MAJOR_DYN_EXT_END; i--)
		if (!major_in_use(i))
			return i;
	return -EBUSY;
}

static void region_free(struct region *r)
{
	list_del(&r->node);
	registration_del(&r->reg);
	host_free(r->name);
	host_free(r);
}

static void region_drop(struct registration *reg)
{
	region_free(container_of(reg, struct region, reg));
}

static int check_range(dev_t from, unsigned int count, const char *name)
{
	struct region *r;

	if (MAJOR(from) >= CHRDEV_MAJOR_MAX) {
		pr_err("CHRDEV \"%s\" major requested (%u) is greater than the maximum (%u)\n",
		       name, MAJOR(from), CHRDEV_MAJOR_MAX - 1);
		return -EINVAL;
	}
	if (!count || count > MINORMASK + 1 - MINOR(from)) {
		pr_err("CHRDEV \"%s\" minor range requested (%u-%u) is out of "
		       "range of maximum range (%u-%u) for a single major\n",
		       name, MINOR(from), MINOR(from) + count - 1, 0,
		       MINORMASK);
		return -EINVAL;
	}
	list_for_each_entry(r, &regions, node)
		if (overlaps(r, from, count))
			return -EBUSY;
	return 0;
}

int register_chrdev_region(dev_t from, unsigned int count, const char *name)
{
	struct region *r;
	int ret = check_range(from, count, name);

	if (ret)
		return ret;
	r = fault_inject("register_chrdev_region") ? NULL :
		host_alloc(sizeof(*r));
	if (!r)
		return -ENOMEM;
	r->name = private_strdup(name);
	if (!r->name) {
		host_free(r);
		return -ENOMEM;
	}
	r->from = from;
	r->count = count;
	r->reg.kind = "number region";
	r->reg.undo = "unregister_chrdev_region()";
	r->reg.name = r->name;
	r->reg.drop = region_drop;
	list_add_tail(&r->node, &regions);
	registration_add(&r->reg, host_stack_here());
	return 0;
}

int alloc_chrdev_region(dev_t *dev, unsigned int baseminor, unsigned int count,
			const char *name)
{
	int major = find_dynamic_major();
	int ret;

	if (major < 0) {
		pr_err("CHRDEV \"%s\" dynamic allocation region is full\n",
		       name);
		return major;
	}
	ret = register_chrdev_region(MKDEV((dev_t)major, baseminor), count,
				     name);
	if (!ret) {
		dev_t got = MKDEV((dev_t)major, baseminor);

		home_store(dev, &got, sizeof(got));
	}
	return ret;
}

void unregister_chrdev_region(dev_t from, unsigned int count)
{
	struct region *r;

	list_for_each_entry(r, &regions, node)
		if (r->from == from && r->count == count) {
			region_free(r);
			return;
		}
}

const char *chrdev_name(dev_t dev)
{
	struct region *r;

	list_for_each_entry(r, &regions, node)
		if (dev >= r->from && dev - r->from < r->count)
			return r->name;
	return NULL;
}

/* --- the map -------------------------------------------------------------- */

static void map_drop(struct registration *reg)
{
	cdev_del(container_of(reg, struct map_entry, reg)->cdev);
}

int cdev_map_add(struct cdev *cdev, dev_t dev, unsigned int count,
		 const char *name)
{
	struct map_entry *e;

	e = fault_inject("cdev_add") ? NULL : host_alloc(sizeof(*e));
	if (!e)
		return -ENOMEM;
	e->name = private_strdup(name ? name : "cdev");
	if (!e->name) {
		host_free(e);
		return -ENOMEM;
	}
	e->cdev = cdev;
	e->from = dev;
	e->count = count;
	e->reg.kind = "character device";
	e->reg.undo = "cdev_del()";
	e->reg.name = e->name;
	e->reg.drop = map_drop;
	list_add(&e->node, &map);
	registration_add(&e->reg, host_stack_here());
	return 0;
}

void cdev_map_del(struct cdev *cdev)
{
	struct map_entry *e;

	list_for_each_entry(e, &map, node)
		if (e->cdev == cdev) {
			list_del(&e->node);
			registration_del(&e->reg);
			host_free(e->name);
			host_free(e);
			return;
		}
}

struct cdev *cdev_map_find(dev_t dev)
{
	struct map_entry *e, *best = NULL;

	list_for_each_entry(e, &map, node)
		if (dev >= e->from && dev - e->from < e->count &&
		    (!best || e->count < best->count))
			best = e;
	return best ? best->cdev : NULL;
}
