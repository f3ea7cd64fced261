// SPDX-License-Identifier: MIT
/*
 * ioport - who has which range of the physical address space.
 *
 * A tree: children lie within their parent, siblings in order and apart.
 * Regions that drivers request are leaves that are busy.
 *
 * Same as Linux: what is refused, that a region may go into one that is not
 * busy, messages.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/ioport.h>

#include "core/context.h"
#include "core/base/device.h"
#include "core/base/registration.h"
#include "host/host.h"

struct resource iomem_resource = {
	.name = "PCI mem",
	.start = 0,
	.end = (1ULL << 48) - 1,
	.flags = IORESOURCE_MEM,
};

/* A region that a driver requested. */
struct region {
	struct resource res;
	struct registration reg;
	char *name;
};

/* Put new below root; the sibling in the way, NULL: done. */
static struct resource *link_below(struct resource *root, struct resource *new)
{
	struct resource **p = &root->child;

	if (new->end < new->start || new->start < root->start ||
	    new->end > root->end)
		return root;
	for (;; p = &(*p)->sibling) {
		struct resource *next = *p;

		if (next && next->end < new->start)
			continue;
		if (next && next->start <= new->end)
			return next;
		new->sibling = next;
		new->parent = root;
		*p = new;
		return NULL;
	}
}

int request_resource(struct resource *root, struct resource *new)
{
	return link_below(root, new) ? -EBUSY : 0;
}

int release_resource(struct resource *old)
{
	struct resource **p;

	if (!old->parent)
		return -EINVAL;
	for (p = &old->parent->child; *p; p = &(*p)->sibling)
		if (*p == old) {
			*p = old->sibling;
			old->parent = NULL;
			return 0;
		}
	return -EINVAL;
}

/* new takes the children of parent from first on that lie in it. */
static int adopt(struct resource *parent, struct resource *new,
		 struct resource *first)
{
	struct resource *last = first, *r, **p;

	if (first->start < new->start)
		return -EBUSY;
	for (;; last = last->sibling) {
		if (last->end > new->end)
			return -EBUSY;
		if (!last->sibling || last->sibling->start > new->end)
			break;
	}
	for (p = &parent->child; *p != first; p = &(*p)->sibling)
		;
	new->parent = parent;
	new->child = first;
	new->sibling = last->sibling;
	last->sibling = NULL;
	*p = new;
	for (r = first; r; r = r->sibling)
		r->parent = new;
	return 0;
}

int insert_resource(struct resource *parent, struct resource *new)
{
	struct resource *conflict;

	for (;; parent = conflict) {
		conflict = link_below(parent, new);
		if (!conflict)
			return 0;
		if (conflict == parent)
			return -EBUSY;
		if (conflict->start > new->start || conflict->end < new->end ||
		    (conflict->start == new->start &&
		     conflict->end == new->end))
			return adopt(parent, new, conflict);
	}
}

/* --- regions of drivers --------------------------------------------------- */

static void region_drop(struct registration *reg)
{
	struct region *r = container_of(reg, struct region, reg);

	release_resource(&r->res);
	registration_del(reg);
	host_free(r->name);
	host_free(r);
}

static struct region *region_new(resource_size_t start, resource_size_t n,
				 const char *name, int flags)
{
	struct region *r;

	r = fault_inject("request_region") ? NULL : host_alloc(sizeof(*r));
	if (!r)
		return NULL;
	r->name = private_strdup(name ? name : "");
	if (!r->name) {
		host_free(r);
		return NULL;
	}
	r->res.name = r->name;
	r->res.start = start;
	r->res.end = start + n - 1;
	r->res.flags = IORESOURCE_MEM | IORESOURCE_BUSY | flags;
	r->reg.kind = "memory region";
	r->reg.undo = "release_mem_region()";
	r->reg.name = r->name;
	r->reg.drop = region_drop;
	return r;
}

struct resource *__request_region(struct resource *parent,
				  resource_size_t start, resource_size_t n,
				  const char *name, int flags)
{
	struct region *r = region_new(start, n, name, flags);
	struct resource *conflict;

	if (!r)
		return NULL;
	for (;;) {
		conflict = link_below(parent, &r->res);
		if (!conflict) {
			registration_add(&r->reg, host_stack_here());
			return &r->res;
		}
		/* Into a range that nobody uses, but not over its edge. */
		if (conflict == parent || (conflict->flags & IORESOURCE_BUSY))
			break;
		parent = conflict;
	}
	host_free(r->name);
	host_free(r);
	return NULL;
}

static struct resource *region_find(struct resource *root,
				    resource_size_t start, resource_size_t end)
{
	struct resource *r = root->child;

	while (r) {
		if (r->start <= start && r->end >= end) {
			if (!(r->flags & IORESOURCE_BUSY)) {
				r = r->child;
				continue;
			}
			if (r->start == start && r->end == end)
				return r;
			return NULL;
		}
		r = r->sibling;
	}
	return NULL;
}

void __release_region(struct resource *parent, resource_size_t start,
		      resource_size_t n)
{
	struct resource *r = region_find(parent, start, start + n - 1);

	if (!r) {
		pr_warn("Trying to free nonexistent resource <%016llx-%016llx>\n",
			start, start + n - 1);
		return;
	}
	region_drop(&container_of(r, struct region, res)->reg);
}

/* --- by device ------------------------------------------------------------ */

struct region_res {
	struct resource *parent;
	resource_size_t start, n;
};

static void devm_region_release(struct device *dev, void *res)
{
	struct region_res *r = res;

	__release_region(r->parent, r->start, r->n);
}

static int devm_region_match(struct device *dev, void *res, void *match_data)
{
	struct region_res *a = res, *b = match_data;

	return a->parent == b->parent && a->start == b->start && a->n == b->n;
}

struct resource *__devm_request_region(struct device *dev,
				       struct resource *parent,
				       resource_size_t start, resource_size_t n,
				       const char *name)
{
	struct resource *res;
	struct region_res *r;

	r = devres_alloc(devm_region_release, sizeof(*r), GFP_KERNEL);
	if (!r)
		return NULL;
	r->parent = parent;
	r->start = start;
	r->n = n;
	res = __request_region(parent, start, n, name, 0);
	if (res)
		devres_add(dev, r);
	else
		devres_free(r);
	return res;
}

void __devm_release_region(struct device *dev, struct resource *parent,
			   resource_size_t start, resource_size_t n)
{
	struct region_res r = { parent, start, n };

	WARN_ON(devres_release(dev, devm_region_release, devm_region_match,
			       &r));
}
