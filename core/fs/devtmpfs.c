// SPDX-License-Identifier: MIT
/*
 * devtmpfs - the names below /dev.
 *
 * Each device that has a number adds one.  A number without a device can be
 * opened as /dev/char/MAJOR:MINOR, which is where mknod would put it.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kstrtox.h>
#include <linux/list.h>
#include <linux/string.h>

#include "core/base/device.h"
#include "host/host.h"

struct devnode {
	struct list_head node;
	char *name;
	dev_t devt;
};

static LIST_HEAD(devnodes);

static struct devnode *devnode_find(const char *name)
{
	struct devnode *n;

	list_for_each_entry(n, &devnodes, node)
		if (!strcmp(n->name, name))
			return n;
	return NULL;
}

int devnode_add(const char *name, dev_t devt)
{
	struct devnode *n;

	if (devnode_find(name)) {
		pr_warn("devtmpfs: /dev/%s is there already\n", name);
		return -EEXIST;
	}
	n = host_alloc(sizeof(*n));
	if (!n)
		return -ENOMEM;
	n->name = private_strdup(name);
	n->devt = devt;
	if (!n->name) {
		host_free(n);
		return -ENOMEM;
	}
	list_add_tail(&n->node, &devnodes);
	return 0;
}

void devnode_remove(const char *name)
{
	struct devnode *n = devnode_find(name);

	if (!n)
		return;
	list_del(&n->node);
	host_free(n->name);
	host_free(n);
}

static int by_number(const char *text, dev_t *devt)
{
	char part[16];
	unsigned int major, minor;
	const char *colon = strchr(text, ':');
	size_t n = colon ? colon - text : sizeof(part);

	if (n >= sizeof(part))
		return -ENOENT;
	memcpy(part, text, n);
	part[n] = '\0';
	if (kstrtouint(part, 10, &major) || kstrtouint(colon + 1, 10, &minor) ||
	    major >= CHRDEV_MAJOR_MAX || minor > MINORMASK)
		return -ENOENT;
	*devt = MKDEV(major, minor);
	return 0;
}

int devnode_lookup(const char *path, dev_t *devt)
{
	struct devnode *n;

	if (strncmp(path, "/dev/", 5))
		return -ENOENT;
	path += 5;
	if (!strncmp(path, "char/", 5))
		return by_number(path + 5, devt);
	n = devnode_find(path);
	if (!n)
		return -ENOENT;
	*devt = n->devt;
	return 0;
}
