// SPDX-License-Identifier: MIT
/*
 * pools - what a device gets from the pool or area that it attaches to.
 *
 * A pool serves a device alone or not at all: there is no way around it when it
 * cannot be mapped, or can never have a block as large as is needed.
 */
#include <linux/cma.h>
#include <linux/dma-map-ops.h>
#include <linux/string.h>

#include "core/boot.h"
#include "lint/private.h"
#include "lint/regions.h"
#include "of/private.h"
#include "of/reserved-mem.h"

#define LARGEST_PAGES	(4ull << 20)	/* of the page allocator, MAX_PAGE_ORDER */

static bool has(const struct device_node *np, const char *name)
{
	return of_property_present(np, name);
}

/* --- a pool in mapped RAM --------------------------------------------------- */

/* Attaching succeeds, to no page at all. */
static void look_at_size(const struct lint_region *r)
{
	char user[TREE_PATH];

	if (r->kind == LINT_POOL && r->user && r->size &&
	    r->size < LINUX_PAGE_SIZE)
		tree_reject("pool-too-small", r->np, r->dynamic ? "size" : "reg",
			    "make it a page at least",
			    "0x%llx bytes, and a page has 0x%llx: the pool has "
			    "none, and each dma_alloc_coherent() of %s is NULL",
			    r->size, LINUX_PAGE_SIZE,
			    tree_path(r->user, user, sizeof(user)));
}

/* The kernel says it once, at the first who tries. */
static void look_at_mapping(const struct lint_region *r, bool *told)
{
	const char *fix = "write no-map; (a pool) or reusable; (CMA)";
	enum lint_cover cover = lint_ram_cover(r->base, r->size);
	char user[TREE_PATH];

	if (r->kind != LINT_POOL || r->nomap || !r->size ||
	    (lint_ram_is_known() && cover == LINT_NO_RAM))
		return;
	if (!r->user) {
		tree_beware("pool-needs-nomap", r->np, "no-map", fix,
			    "no device can attach to a pool in mapped RAM: "
			    "memremap() refuses it");
		return;
	}
	rmem_edit_pool(r->np);
	lint_silent(LINT_ALL);
	if (!*told)
		lint_says(LINT_ALL,
			  "memremap attempted on %s 0x%016llx size: 0x%lx",
			  cover == LINT_HALF_RAM ? "mixed range" : "ram",
			  r->base, (unsigned long)r->size);
	*told = true;
	tree_reject("pool-needs-nomap", r->np, "no-map", fix,
		    "%s cannot attach to a pool in mapped RAM: memremap() "
		    "refuses it, -EINVAL",
		    tree_path(r->user, user, sizeof(user)));
}

/* --- the default areas ------------------------------------------------------ */

static void look_at_cma_default(const struct lint_region *r,
				const struct device_node **first)
{
	if (r->range || !has(r->np, "linux,cma-default"))
		return;
	if (r->kind == LINT_REFUSED)
		return;			/* which was told */
	if (r->kind != LINT_CMA) {
		if (r->nomap)
			tree_edit(r->np, "linux,cma-default", NULL);
		else if (r->kind == LINT_POOL)
			tree_edit(r->np, "reusable", "%s", "");
		tree_beware("cma-default-misplaced", r->np,
			    "linux,cma-default",
			    "take it out, or make the node a CMA area: "
			    "shared-dma-pool and reusable",
			    "this is %s, no CMA area: it means nothing here",
			    lint_kind_name(r));
		return;
	}
	if (*first)
		tree_beware("cma-default-several", r->np, "linux,cma-default",
			    "keep it in one node",
			    "%s has it, too: the one that is set up last wins, "
			    "in the order of addresses (6.1) or of the tree",
			    (*first)->full_name);
	*first = r->np;
}

/* CONFIG_DMA_GLOBAL_POOL is for ARM without an MMU. */
static void look_at_dma_default(const struct lint_region *r)
{
	if (!r->range && has(r->np, "linux,dma-default"))
		tree_note(TREE_NOTE, "dma-default-misplaced", r->np,
			  "linux,dma-default",
			  "name the pool in the devices' memory-region",
			  "only kernels for 32-bit ARM without an MMU have a "
			  "default pool: it means nothing here");
}

/* --- more than one pool of a device ----------------------------------------- */

static const struct lint_region *entry_region(const struct device_node *user,
					      int i)
{
	const struct device_node *target = lint_entry(user, i);

	return target ? lint_region_of(target) : NULL;
}

static void look_at_several(const struct device_node *user)
{
	const struct lint_region *r, *first = NULL;

	for (int i = 0; i < lint_nr_entries(user); i++) {
		r = entry_region(user, i);
		if (!r || r->kind != LINT_POOL || r == first)
			continue;
		if (first) {
			tree_note(TREE_NOTE, "pool-several", user,
				  "memory-region",
				  "attach to one; read the address of the "
				  "other, or give it to a device of its own",
				  "%s and %s are pools, and a device has one: "
				  "attaching to a second one is ignored (6.12, "
				  "6.1 before 6.1.192) or fails with -EBUSY "
				  "(7.2, 6.1 since)",
				  first->np->full_name, r->np->full_name);
			return;
		}
		first = r;
	}
}

/* --- what somebody needs ---------------------------------------------------- */

static const struct lint_region *largest(const struct device_node *user,
					 enum lint_kind kind)
{
	const struct lint_region *r, *best = NULL;

	for (int i = 0; i < lint_nr_entries(user); i++) {
		r = entry_region(user, i);
		if (r && r->kind == kind && (!best || r->size > best->size))
			best = r;
	}
	return best;
}

/* The smallest power of two of pages that holds size bytes. */
static u64 block_of(u64 size)
{
	u64 block = 1ull << linux_page_shift;

	while (block && block < size)
		block <<= 1;
	return block;
}

/* Ordinary pages, or the default area: with an IOMMU they may be scattered. */
static void look_without_pool(const struct device_node *np, u64 size,
			      const struct lint_region *area)
{
	struct cma *cma = area ? NULL : dev_get_cma_area(NULL);
	u64 room = area ? area->size : cma ? cma_get_size(cma) : 0;

	if (size <= room || size <= LARGEST_PAGES || has(np, "iommus"))
		return;
	tree_reject("pool-too-small", np, area ? "memory-region" : NULL,
		    "give it a region of reserved memory that is large enough",
		    "needs 0x%llx bytes in one piece: %s has 0x%llx, ordinary "
		    "pages come in at most 0x%llx", size,
		    area ? area->np->full_name : "the default CMA area", room,
		    LARGEST_PAGES);
}

static void look_at_need(const struct device_node *np, u64 size)
{
	const struct lint_region *pool = largest(np, LINT_POOL);

	if (!pool)
		look_without_pool(np, size, largest(np, LINT_CMA));
	else if (block_of(size) > pool->size || !block_of(size))
		tree_reject("pool-too-small", np, "memory-region",
			    "make the pool that large, or ask for less",
			    "needs 0x%llx bytes, a block of 0x%llx (powers of "
			    "two): never to be had from %s with 0x%llx, and "
			    "there is no other way", size, block_of(size),
			    pool->np->full_name, pool->size);
}

bool lint_is_named(const struct device_node *np, const char *name)
{
	char path[TREE_PATH];

	if (*name == '/')
		return !strcmp(name, tree_path(np, path, sizeof(path)));
	return !strcmp(name, np->full_name) || !strcmp(name, np->name);
}

static void look_at_needs(void)
{
	for (unsigned int i = 0; i < lint_options->nr_needs; i++) {
		const struct lint_need *need = &lint_options->needs[i];
		struct device_node *np = lint_next(NULL);
		bool found = false;

		for (; np; np = lint_next(np)) {
			if (!lint_is_named(np, need->node))
				continue;
			look_at_need(np, need->size);
			found = true;
		}
		if (!found)
			tree_beware("pool-too-small", of_root, NULL,
				    "write a node's full path, or its name",
				    "no enabled node is %s, which needs 0x%llx "
				    "bytes", need->node, need->size);
	}
}

void lint_pools(void)
{
	const struct device_node *first = NULL, *user;
	const struct lint_region *r;
	bool told = false;

	for (unsigned int i = 0; (r = lint_region_at(i)); i++) {
		look_at_size(r);
		look_at_mapping(r, &told);
		look_at_cma_default(r, &first);
		look_at_dma_default(r);
	}
	for (unsigned int i = 0; (user = lint_user_at(i)); i++)
		look_at_several(user);
	look_at_needs();
}
