// SPDX-License-Identifier: MIT
/*
 * reserved-mem-device - devices attach to reserved memory and let go of it.
 *
 * memory-region names the node; the region that was made of it serves the
 * device by its ops.  What was attached is remembered, so that a release undoes
 * all of it.
 *
 * Same as Linux: results (a disabled node is 0 and nothing is attached; a
 * region without a handler is -EINVAL), the line; 6.12 finds a region by the
 * node's name, so of two equal names the first, 6.1 by phandle.
 * Not the same:  nothing locks the list: nothing here sleeps.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of_reserved_mem.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/context.h"
#include "host/host.h"
#include "of/reserved-mem.h"

struct assignment {
	struct assignment *next;
	struct device *dev;
	struct reserved_mem *rmem;
};

static struct assignment *assignments;	/* latest first */

/* The region that was made of np: 0.5 us a hundred regions, once a probe. */
struct reserved_mem *of_reserved_mem_lookup(struct device_node *np)
{
	struct reserved_mem *rmem;

	for (unsigned int i = 0; np && (rmem = reserved_mem_at(i)); i++)
		if (!strcmp(rmem->name, np->full_name))
			return rmem;
	return NULL;
}

static struct reserved_mem *find_region(struct device_node *np)
{
	struct reserved_mem *rmem;

	if (linux_version >= 0x060c00)
		return of_reserved_mem_lookup(np);
	for (unsigned int i = 0; (rmem = reserved_mem_at(i)); i++)
		if (rmem_node(rmem)->phandle == np->phandle)
			return rmem;
	return NULL;
}

static int assign(struct device *dev, struct reserved_mem *rmem)
{
	struct assignment *a = NULL;
	int err;

	if (!fault_inject("of_reserved_mem_device_init"))
		a = host_alloc(sizeof(*a));
	if (!a)
		return -ENOMEM;
	err = rmem->ops->device_init(rmem, dev);
	if (err) {
		host_free(a);
		return err;
	}
	a->dev = dev;
	a->rmem = rmem;
	a->next = assignments;
	assignments = a;
	dev_info(dev, "assigned reserved memory node %s\n", rmem->name);
	return 0;
}

int reserved_mem_target(struct device_node *np, int idx,
			struct reserved_mem **rmem)
{
	struct device_node *target;

	*rmem = NULL;
	target = of_parse_phandle(np, "memory-region", idx);
	if (!target)
		return -ENODEV;
	if (!of_device_is_available(target))
		return 0;
	*rmem = find_region(target);
	if (!*rmem || !(*rmem)->ops || !(*rmem)->ops->device_init)
		return -EINVAL;
	return 0;
}

/*
 * Attach dev to entry idx of np's memory-region.  0, also for a node that is
 * disabled; -EINVAL: no dev or np, or the region has no handler; -ENODEV: no
 * such entry; what the handler says.  May sleep.
 */
int of_reserved_mem_device_init_by_idx(struct device *dev,
				       struct device_node *np, int idx)
{
	struct reserved_mem *rmem;
	int err;

	if (!np || !dev)
		return -EINVAL;
	err = reserved_mem_target(np, idx, &rmem);
	return err || !rmem ? err : assign(dev, rmem);
}

/* The same by the entry's name in memory-region-names. */
int of_reserved_mem_device_init_by_name(struct device *dev,
					struct device_node *np,
					const char *name)
{
	int idx = of_property_match_string(np, "memory-region-names", name);

	return of_reserved_mem_device_init_by_idx(dev, np, idx);
}

/* Undo all of dev's attachments, the latest first. */
void of_reserved_mem_device_release(struct device *dev)
{
	struct assignment **at = &assignments;

	while (*at) {
		struct assignment *a = *at;

		if (a->dev != dev) {
			at = &a->next;
			continue;
		}
		*at = a->next;
		if (a->rmem->ops->device_release)
			a->rmem->ops->device_release(a->rmem, dev);
		host_free(a);
	}
}
