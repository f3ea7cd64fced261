// SPDX-License-Identifier: MIT
/*
 * overlap - memory that has two owners.
 *
 * Linux compares neighbours in its sorted table and says a line; here all pairs
 * are looked at, and how bad it is depends on what both are and who uses them:
 * a CMA area is always used (its pages are lent to programs), a pool when a
 * device names it, firmware's memory by firmware.
 */
#include <linux/cma.h>
#include <linux/dma-map-ops.h>
#include <linux/minmax.h>
#include <linux/of_address.h>

#include "core/mm/memblock.h"
#include "lint/private.h"
#include "lint/regions.h"
#include "of/private.h"

#define MAX_PAIRS	256		/* who has more has one fault */
#define MAX_LOOKS	64		/* regions that lie over each other */

/* Does the kernel give its memory away, a piece at a time? */
static bool gives(const struct lint_region *r)
{
	return r->kind == LINT_CMA ||
	       ((r->kind == LINT_POOL || r->kind == LINT_RESTRICTED) && r->user);
}

static bool counts(const struct lint_region *r)
{
	return r->size && !r->dynamic && r->kind != LINT_REFUSED;
}

/* --- regions among themselves ---------------------------------------------- */

/* Which kernels say so: those in whose table they are neighbours. */
static void say_overlap(const struct lint_region *a,
			const struct lint_region *b)
{
	u64 a_end = a->base + a->size, b_end = b->base + b->size;

	for (int v = 0; v < LINT_VERSIONS; v++) {
		int from = min(a->place[v], b->place[v]);
		const struct lint_region *x = from == a->place[v] ? a : b;
		const struct lint_region *y = x == a ? b : a;

		lint_silent(1u << v);
		if (from < 0 || max(a->place[v], b->place[v]) != from + 1)
			continue;
		lint_says(1u << v, "OF: reserved mem: OVERLAP DETECTED!\n"
			  "%s (%pa--%pa) overlaps with %s (%pa--%pa)",
			  x->np->full_name, &x->base, x == a ? &a_end : &b_end,
			  y->np->full_name, &y->base, y == a ? &a_end : &b_end);
	}
}

static bool is_within(const struct lint_region *a, const struct lint_region *b)
{
	return a->base >= b->base &&
	       lint_end(a->base, a->size) <= lint_end(b->base, b->size);
}

static enum board_tree_severity judge(const struct lint_region *a,
				      const struct lint_region *b,
				      const char **why)
{
	const struct lint_region *cma = a->kind == LINT_CMA ? a : b;
	const struct lint_region *other = cma == a ? b : a;

	if (gives(a) && gives(b)) {
		*why = "both give the same bytes away";
		return TREE_ERROR;
	}
	if (cma->kind == LINT_CMA && other->kind == LINT_KEPT) {
		*why = "programs get its pages while the other owns them";
		return TREE_ERROR;
	}
	*why = "both are kept";
	if (gives(a) || gives(b))
		*why = "buffers lie in memory of the other";
	else if (is_within(a, b) || is_within(b, a))
		return TREE_NOTE;
	return TREE_WARNING;
}

/* no-map that failed: it was told, and is not reserved at all. */
static bool was_refused(const struct lint_region *r)
{
	return r->nomap &&
	       memblock_mapped_part(r->base, r->size) != MEMBLOCK_NONE;
}

static void tell_pair(const struct lint_region *a, const struct lint_region *b)
{
	const char *why;
	enum board_tree_severity severity = judge(a, b, &why);
	u64 start = max(a->base, b->base);
	u64 last = min(lint_end(a->base, a->size), lint_end(b->base, b->size));

	if (severity != TREE_ERROR && (was_refused(a) || was_refused(b)))
		return;
	say_overlap(a, b);
	tree_note(severity, "reserved-overlap", b->np, "reg",
		  "move one of them, or make it shorter",
		  "0x%llx..0x%llx is in %s %s, too: %s", start, last - 1,
		  lint_kind_name(a), a->np->full_name, why);
}

static void look_at_pairs(void)
{
	const struct lint_region *a, *b;
	unsigned int pairs = 0;

	for (unsigned int i = 0; (a = lint_region_at(i)); i++) {
		for (unsigned int j = i + 1; (b = lint_region_at(j)); j++) {
			if (b->base >= lint_end(a->base, a->size))
				break;
			if (!counts(a) || !counts(b) || a->np == b->np)
				continue;
			tell_pair(a, b);
			if (++pairs == MAX_PAIRS)
				return;
		}
	}
}

/* --- what else has an owner ------------------------------------------------ */

/* The highest region that meets the range and that fits asks for; or NULL. */
static const struct lint_region *
find_region(u64 base, u64 size, bool (*fits)(const struct lint_region *r))
{
	unsigned int i = lint_regions_below(lint_end(base, size)), looks = 0;
	const struct lint_region *r;

	while (i-- && looks++ < MAX_LOOKS &&
	       (r = lint_region_at(i))->reach > base)
		if (counts(r) && fits(r) &&
		    lint_meet(r->base, r->size, base, size))
			return r;
	return NULL;
}

/* A plain region may well say again what /memreserve/ says. */
static void look_at_memreserve(void)
{
	const struct lint_region *r;
	u64 base, size;

	for (unsigned int i = 0; tree_memreserve(i, &base, &size); i++) {
		r = find_region(base, size, gives);
		if (r)
			tree_reject("reserved-overlap-memreserve", r->np, "reg",
				    "move it, or take the /memreserve/ out",
				    "/memreserve/ 0x%llx..0x%llx is kept for "
				    "somebody, and %s gives it away",
				    base, lint_end(base, size) - 1,
				    lint_kind_name(r));
	}
}

/* A coprocessor's own memory is its reg, and the pool that it names. */
static bool names(const struct device_node *user, const struct lint_region *r)
{
	for (int i = 0; i < lint_nr_entries(user); i++)
		if (lint_entry(user, i) == r->np)
			return true;
	return false;
}

/* Its reg is memory, not registers. */
static bool is_memory(const struct device_node *np)
{
	return of_node_is_type(np, "memory") || of_node_name_eq(np, "memory") ||
	       of_device_is_compatible(np, "simple-framebuffer") ||
	       of_device_is_compatible(np, "mmio-sram");
}

static void look_at_registers(struct device_node *np)
{
	const struct lint_region *r;
	struct resource res;

	for (int i = 0; !of_address_to_resource(np, i, &res); i++) {
		if (!(res.flags & IORESOURCE_MEM) || res.end < res.start)
			continue;
		r = find_region(res.start, res.end - res.start + 1, gives);
		if (!r || names(np, r))
			continue;
		tree_reject("reserved-overlap-registers", r->np, "reg",
			    "move the region: the registers are where they are",
			    "%s has 0x%llx..0x%llx of %s", lint_kind_name(r),
			    res.start, res.end, np->full_name);
		return;
	}
}

static void look_at_devices(void)
{
	const struct device_node *reserved = lint_reserved_memory();
	struct device_node *np;

	for (np = lint_next(NULL); np; np = lint_next(np))
		if (np->parent && np->parent != reserved && !is_memory(np) &&
		    of_property_present(np, "reg"))
			look_at_registers(np);
}

static bool is_any(const struct lint_region *r)
{
	return true;
}

static bool is_mapped(const struct lint_region *r)
{
	return !r->nomap;
}

static void look_at_area(const char *name, u64 base, u64 size,
			 bool (*fits)(const struct lint_region *r))
{
	const struct lint_region *r = find_region(base, size, fits);

	if (r)
		tree_reject("reserved-overlap-load", r->np, "reg",
			    "move one of them",
			    "%s is loaded to 0x%llx..0x%llx, which is in %s",
			    name, base, lint_end(base, size) - 1,
			    lint_kind_name(r));
}

static void look_at_areas(void)
{
	u64 base, size;

	for (unsigned int i = 0; i < lint_options->nr_areas; i++) {
		const struct lint_area *area = &lint_options->areas[i];

		look_at_area(area->name, area->base, area->size, is_any);
	}
	/* The kernel speaks of those that are no-map. */
	if (chosen_initrd(&base, &size))
		look_at_area("the initrd of /chosen", base, size, is_mapped);
}

static bool is_unmapped(const struct lint_region *r)
{
	return r->nomap && !was_refused(r);
}

/*
 * The area of cma=SIZE@BASE: what is reserved is in its way, what is no-map is
 * not, and becomes pages with the rest.
 */
static void look_at_default_area(void)
{
	struct cma *cma = dev_get_cma_area(NULL);
	const struct lint_region *r;
	u64 base, size;

	if (!cma)
		return;
	base = cma_get_base(cma);
	size = cma_get_size(cma);
	for (unsigned int i = 0; (r = lint_region_at(i)); i++)
		if (r->kind == LINT_CMA && r->base == base)
			return;
	r = find_region(base, size, is_unmapped);
	if (r)
		tree_reject("reserved-overlap", r->np, "reg",
			    "write another place after cma=, or none",
			    "0x%llx..0x%llx is in the CMA area of cma=, too: "
			    "programs get its pages while the other owns them",
			    max(base, r->base),
			    min(base + size, lint_end(r->base, r->size)) - 1);
}

/* All that has to do with devices is for those trees that give memory away. */
void lint_overlap(void)
{
	const struct lint_region *r;

	look_at_pairs();
	look_at_memreserve();
	look_at_areas();
	look_at_default_area();
	for (unsigned int i = 0; (r = lint_region_at(i)); i++) {
		if (counts(r) && gives(r)) {
			look_at_devices();
			return;
		}
	}
}
