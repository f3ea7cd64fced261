// SPDX-License-Identifier: MIT
/*
 * devres - resources that a device's driver need not give back itself.
 *
 * A list of nodes per device, newest last; all are released newest first when
 * a probe fails or the driver goes.  Nodes are private memory; what
 * devm_kmalloc() gives is board memory from kmalloc().
 *
 * Same as Linux: order of release, matching from the newest, groups.
 * Not the same:  a node's data is not DMA-able and not near the header.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/string.h>

#include "core/context.h"
#include "core/base/device.h"
#include "host/host.h"

struct devres {
	struct list_head entry;
	dr_release_t release;		/* NULL: a mark of a group */
	const char *name;
	const void *group;		/* id; of marks */
	bool closes;			/* the mark at the group's end */
	u8 data[] __aligned(16);
};

static struct devres *to_devres(void *res)
{
	return container_of(res, struct devres, data);
}

static struct list_head *list_of(struct device *dev)
{
	struct device_private *p = device_private(dev);

	return p ? &p->devres : NULL;
}

bool devres_none(struct device *dev)
{
	struct list_head *list = list_of(dev);

	return !list || list_empty(list);
}

void *__devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid,
			  const char *name)
{
	struct devres *dr;

	if (size > SIZE_MAX - sizeof(*dr) || fault_inject(name))
		return NULL;
	dr = host_alloc(sizeof(*dr) + size);
	if (!dr)
		return NULL;
	INIT_LIST_HEAD(&dr->entry);
	dr->release = release;
	dr->name = name;
	return dr->data;
}

void devres_free(void *res)
{
	if (!res)
		return;
	WARN_ON(!list_empty(&to_devres(res)->entry));
	host_free(to_devres(res));
}

void devres_add(struct device *dev, void *res)
{
	struct list_head *list = list_of(dev);

	if (list)
		list_add_tail(&to_devres(res)->entry, list);
}

static struct devres *find(struct device *dev, dr_release_t release,
			   dr_match_t match, void *match_data)
{
	struct list_head *list = list_of(dev), *at;

	/* By links: the head is not in a record, nor aligned as one. */
	for (at = list ? list->prev : NULL; at != list; at = at->prev) {
		struct devres *dr = list_entry(at, struct devres, entry);

		if (dr->release == release &&
		    (!match || match(dev, dr->data, match_data)))
			return dr;
	}
	return NULL;
}

void *devres_find(struct device *dev, dr_release_t release, dr_match_t match,
		  void *match_data)
{
	struct devres *dr = find(dev, release, match, match_data);

	return dr ? dr->data : NULL;
}

void *devres_get(struct device *dev, void *new_res, dr_match_t match,
		 void *match_data)
{
	struct devres *dr = find(dev, to_devres(new_res)->release, match,
				 match_data);

	if (dr) {
		devres_free(new_res);
		return dr->data;
	}
	devres_add(dev, new_res);
	return new_res;
}

void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match,
		    void *match_data)
{
	struct devres *dr = find(dev, release, match, match_data);

	if (!dr)
		return NULL;
	list_del_init(&dr->entry);
	return dr->data;
}

int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match,
		   void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	devres_free(res);
	return 0;
}

int devres_release(struct device *dev, dr_release_t release, dr_match_t match,
		   void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	release(dev, res);
	devres_free(res);
	return 0;
}

static void release_one(struct device *dev, struct devres *dr)
{
	list_del_init(&dr->entry);
	if (dr->release)
		dr->release(dev, dr->data);
	host_free(dr);
}

int devres_release_all(struct device *dev)
{
	struct list_head *list = list_of(dev);
	int n = 0;

	while (list && !list_empty(list)) {
		release_one(dev, list_last_entry(list, struct devres, entry));
		n++;
	}
	return n;
}

/* --- groups --------------------------------------------------------------- */

static struct devres *group_mark(struct device *dev, const void *id, bool end)
{
	struct list_head *list = list_of(dev), *at;

	for (at = list ? list->prev : NULL; at != list; at = at->prev) {
		struct devres *dr = list_entry(at, struct devres, entry);

		if (!dr->release && dr->closes == end &&
		    (!id || dr->group == id))
			return dr;
	}
	return NULL;
}

static void *add_mark(struct device *dev, const void *id, bool end)
{
	void *data = __devres_alloc_node(NULL, 0, GFP_KERNEL, -1, "group");

	if (!data)
		return NULL;
	to_devres(data)->group = id ? id : data;
	to_devres(data)->closes = end;
	devres_add(dev, data);
	return (void *)to_devres(data)->group;
}

void *devres_open_group(struct device *dev, void *id, gfp_t gfp)
{
	return add_mark(dev, id, false);
}

void devres_close_group(struct device *dev, void *id)
{
	struct devres *open = group_mark(dev, id, false);

	if (!WARN_ON(!open))
		add_mark(dev, open->group, true);
}

void devres_remove_group(struct device *dev, void *id)
{
	struct devres *open = group_mark(dev, id, false);
	struct devres *end;

	if (WARN_ON(!open))
		return;
	end = group_mark(dev, open->group, true);
	if (end)
		release_one(dev, end);
	release_one(dev, open);
}

int devres_release_group(struct device *dev, void *id)
{
	struct devres *open = group_mark(dev, id, false);
	struct devres *end, *dr, *prev;
	int n = 0;

	if (WARN_ON(!open))
		return 0;
	end = group_mark(dev, open->group, true);
	dr = end ? end : list_last_entry(list_of(dev), struct devres, entry);
	for (; dr != open; dr = prev) {
		prev = list_prev_entry(dr, entry);
		n += dr->release != NULL;
		release_one(dev, dr);
	}
	release_one(dev, open);
	return n;
}

/* --- actions -------------------------------------------------------------- */

struct action {
	void (*fn)(void *data);
	void *data;
};

static void action_release(struct device *dev, void *res)
{
	struct action *a = res;

	a->fn(a->data);
}

static int action_match(struct device *dev, void *res, void *match_data)
{
	struct action *a = res, *b = match_data;

	return a->fn == b->fn && a->data == b->data;
}

int __devm_add_action(struct device *dev, void (*action)(void *), void *data,
		      const char *name)
{
	struct action *a;

	a = __devres_alloc_node(action_release, sizeof(*a), GFP_KERNEL, -1,
				name);
	if (!a)
		return -ENOMEM;
	a->fn = action;
	a->data = data;
	devres_add(dev, a);
	return 0;
}

void devm_remove_action(struct device *dev, void (*action)(void *), void *data)
{
	struct action a = { action, data };

	WARN_ON(devres_destroy(dev, action_release, action_match, &a));
}

void devm_release_action(struct device *dev, void (*action)(void *), void *data)
{
	struct action a = { action, data };

	WARN_ON(devres_release(dev, action_release, action_match, &a));
}
