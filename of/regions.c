// SPDX-License-Identifier: MIT
/*
 * regions - what of the board's memory is RAM, what is kept of it, for whom.
 *
 * For pictures and lists; /proc/iomem (iomem.c) has the kernel's own view.  The
 * tree says what was asked for, the table of reserved-mem.c and memblock say
 * what became of it; the difference is a region's fault.
 */
#include <linux/cma.h>
#include <linux/dma-map-ops.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/of_fdt.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "host/host.h"
#include "of/boot.h"
#include "of/private.h"
#include "of/reserved-mem.h"

/* A device and one region that it refers to. */
struct reference {
	const struct device_node *target, *user;
};

struct walk {
	void (*fn)(void *arg, const struct board_region *region);
	void *arg;
	struct reference *refs;
	unsigned int nr_refs, max_refs;
	char (*paths)[TREE_PATH];	/* of one region's users */
	const char **users;
	int na, ns;			/* the root's cells */
};

static bool has(const struct device_node *np, const char *name)
{
	return of_property_present(np, name);
}

static bool is_pool(const struct device_node *np)
{
	return of_device_is_compatible(np, "shared-dma-pool") ||
	       of_device_is_compatible(np, "restricted-dma-pool");
}

/* --- who refers to what ---------------------------------------------------- */

static bool is_enabled(const struct device_node *np)
{
	for (; np; np = np->parent)
		if (!of_device_is_available(np))
			return false;
	return true;
}

static int add_reference(struct walk *w, const struct device_node *target,
			 const struct device_node *user)
{
	struct reference *r = w->refs;

	if (w->nr_refs == w->max_refs) {
		r = host_realloc(r, (w->max_refs * 2 + 64) * sizeof(*r));
		if (!r)
			return -ENOMEM;
		w->refs = r;
		w->max_refs = w->max_refs * 2 + 64;
	}
	r[w->nr_refs++] = (struct reference){ target, user };
	return 0;
}

static int find_references(struct walk *w)
{
	struct device_node *np;
	int err = 0;

	for_each_of_allnodes(np) {
		const __be32 *entry;
		int len;

		entry = of_get_property(np, "memory-region", &len);
		if (!entry || !is_enabled(np))
			continue;
		for (len /= 4; len > 0 && !err; len--, entry++) {
			u32 handle = be32_to_cpup(entry);
			struct device_node *target =
				handle ? of_find_node_by_phandle(handle) : NULL;

			if (target)
				err = add_reference(w, target, np);
		}
	}
	w->paths = host_alloc((w->nr_refs + 1) * sizeof(*w->paths));
	w->users = host_alloc((w->nr_refs + 1) * sizeof(*w->users));
	return !err && w->paths && w->users ? 0 : -ENOMEM;
}

/* Each user once, however often it refers. */
static void add_users(struct walk *w, const struct device_node *np,
		      struct board_region *region)
{
	const struct device_node *last = NULL;
	unsigned int n = 0;

	for (unsigned int i = 0; i < w->nr_refs; i++) {
		if (w->refs[i].target != np || w->refs[i].user == last)
			continue;
		last = w->refs[i].user;
		w->users[n] = tree_path(last, w->paths[n], TREE_PATH);
		n++;
	}
	region->users = w->users;
	region->nr_users = n;
}

/* --- RAM -------------------------------------------------------------------- */

static void tell_bank(struct walk *w, u64 base, u64 size)
{
	if (size)
		w->fn(w->arg, &(struct board_region){ .kind = REGION_RAM,
			.base = base, .size = size, .name = "RAM" });
}

/* Neighbours are one bank, in the linear map or not. */
static void walk_ram(struct walk *w)
{
	const struct memblock_region *r;
	u64 base = 0, size = 0;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++) {
		if (size && r->base == base + size) {
			size += r->size;
			continue;
		}
		tell_bank(w, base, size);
		base = r->base;
		size = r->size;
	}
	tell_bank(w, base, size);
}

static void walk_memreserve(struct walk *w)
{
	struct board_region region = {
		.kind = REGION_MEMRESERVE, .name = "/memreserve/", .kept = true,
	};

	for (unsigned int i = 0;
	     tree_memreserve(i, &region.base, &region.size); i++)
		if (region.size)
			w->fn(w->arg, &region);
}

/* --- /reserved-memory -------------------------------------------------------- */

static bool is_unmapped(u64 base, u64 size)
{
	const struct memblock_region *r;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++)
		if (r->nomap && r->base <= base && base - r->base < r->size)
			return true;
	return !memblock_overlaps_memory(base, size);
}

/* Where what is reserved from at on ends. */
static u64 reserved_end(u64 at)
{
	const struct memblock_region *r;

	for (unsigned int i = 0; (r = memblock_reserved_at(i)); i++)
		if (r->base <= at && at - r->base < r->size)
			at = r->base + r->size;
	return at;
}

/* Does the kernel keep its hands off all RAM in it? */
static bool is_kept(u64 base, u64 size)
{
	const struct memblock_region *r;
	u64 end = size > U64_MAX - base ? U64_MAX : base + size;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++) {
		u64 from = max(base, r->base), to = min(end, r->base + r->size);

		if (from < to && !r->nomap && reserved_end(from) < to)
			return false;
	}
	return size;
}

static bool is_default_cma(u64 base)
{
	struct cma *cma = dev_get_cma_area(NULL);

	return cma && cma_get_base(cma) == base;
}

static enum board_region_kind kind_of(const struct device_node *np, u64 base)
{
	if (of_device_is_compatible(np, "restricted-dma-pool"))
		return REGION_RESTRICTED;
	if (of_device_is_compatible(np, "shared-dma-pool") &&
	    !has(np, "reusable"))
		return REGION_POOL;
	if (of_device_is_compatible(np, "shared-dma-pool"))
		return is_default_cma(base) ? REGION_CMA_DEFAULT : REGION_CMA;
	return has(np, "no-map") ? REGION_NOMAP : REGION_PLAIN;
}

static const char *no_place(void)
{
	return memblock_phys_mem_size() ? "the kernel found no place for it" :
	       "where the kernel puts it is not known without RAM";
}

static bool is_given_back(const struct reserved_mem *rmem)
{
	return is_pool(rmem_node(rmem)) && !rmem->ops;
}

static const char *fault_of(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);

	if (!rmem->size)
		return no_place();
	if (is_given_back(rmem))
		return "the kernel gave the memory back to the system";
	if (has(np, "no-map") && !is_unmapped(rmem->base, rmem->size))
		return "no-map failed: it stays in the linear map";
	if (kind_of(np, rmem->base) == REGION_POOL && !has(np, "no-map") &&
	    memblock_overlaps_memory(rmem->base, rmem->size))
		return "no device can attach: it is not no-map";
	return NULL;
}

static void tell_node(struct walk *w, const struct device_node *np, u64 base,
		      u64 size, bool kept, const char *fault)
{
	char path[TREE_PATH];
	struct board_region region = {
		.kind = kind_of(np, base),
		.base = base,
		.size = size,
		.name = np->full_name,
		.node = tree_path(np, path, sizeof(path)),
		.fault = fault,
		.kept = kept,
		.dynamic = !has(np, "reg"),
	};

	add_users(w, np, &region);
	w->fn(w->arg, &region);
}

static const struct reserved_mem *find_made(const struct device_node *np)
{
	const struct reserved_mem *rmem;

	for (unsigned int i = 0; (rmem = reserved_mem_at(i)); i++)
		if (rmem_node(rmem) == np)
			return rmem;
	return NULL;
}

/* A range of reg that no region was made of; number 0 is the first. */
static const char *fault_of_range(u64 base, u64 size, int number)
{
	if (!size)
		return "size 0: the kernel makes no region of it";
	if (!is_kept(base, size))
		return "the kernel did not take it";
	return number ? "kept, but only the first range of reg is the region" :
			"the kernel has no region of it";
}

/* Ranges that the region is not made of: reg may have more than one. */
static void walk_reg(struct walk *w, const struct device_node *np, bool made)
{
	int len, number = 0, one = w->na + w->ns;
	const __be32 *reg = of_get_property(np, "reg", &len);

	if (len % (one * 4)) {
		tell_node(w, np, 0, 0, false,
			  "its reg makes no sense to the kernel");
		return;
	}
	for (len /= 4; len >= one; number++, len -= one, reg += one) {
		u64 base = of_read_number(reg, w->na);
		u64 size = of_read_number(reg + w->na, w->ns);

		if (number || !made)
			tell_node(w, np, base, size, is_kept(base, size),
				  fault_of_range(base, size, number));
	}
}

static void walk_nodes(struct walk *w)
{
	struct device_node *node = of_find_node_by_path("/reserved-memory"), *np;
	const struct reserved_mem *rmem;

	if (!node)
		return;
	for_each_available_child_of_node(node, np) {
		rmem = find_made(np);
		if (rmem)
			tell_node(w, np, rmem->base, rmem->size,
				  is_kept(rmem->base, rmem->size) &&
				  !is_given_back(rmem), fault_of(rmem));
		if (has(np, "reg"))
			walk_reg(w, np, rmem);
		else if (!rmem && has(np, "size"))
			tell_node(w, np, 0, 0, false, no_place());
	}
}

/* --- CMA areas that no node asks for: cma= ----------------------------------- */

static int tell_area(struct cma *cma, void *arg)
{
	struct walk *w = arg;
	const struct reserved_mem *rmem;
	u64 base = cma_get_base(cma);

	for (unsigned int i = 0; (rmem = reserved_mem_at(i)); i++)
		if (rmem->ops && rmem->base == base)
			return 0;
	if (cma_get_size(cma))
		w->fn(w->arg, &(struct board_region){
			.kind = is_default_cma(base) ? REGION_CMA_DEFAULT :
						       REGION_CMA,
			.base = base, .size = cma_get_size(cma),
			.name = is_default_cma(base) ?
				"(the kernel's own)" : cma_get_name(cma),
			.kept = true });
	return 0;
}

/* --- dmaspace/tree.h ---------------------------------------------------------- */

int board_tree_regions(void (*fn)(void *arg, const struct board_region *region),
		       void *arg)
{
	struct walk w = { .fn = fn, .arg = arg };
	int err;

	if (!of_root)
		return -EINVAL;
	w.na = tree_bus_cells(of_root, "#address-cells");
	w.ns = tree_bus_cells(of_root, "#size-cells");
	err = find_references(&w);
	if (!err) {
		walk_ram(&w);
		walk_memreserve(&w);
		walk_nodes(&w);
		cma_for_each_area(tell_area, &w);
	}
	host_free(w.refs);
	host_free(w.paths);
	host_free(w.users);
	return err;
}

const char *board_tree_model(void)
{
	return of_root ? of_flat_dt_get_machine_name() : NULL;
}
