// SPDX-License-Identifier: MIT
/*
 * regions - the ranges of /reserved-memory, sorted, and who refers to them.
 *
 * One walk over all nodes finds who has memory-region.  A node's range hangs on
 * its data pointer while the rules run; nothing else has a use for that without
 * a machine.  Places of dynamic regions are those of Linux 6.12.
 */
#include <linux/minmax.h>

#include "core/mm/memblock.h"
#include "host/host.h"
#include "lint/private.h"
#include "lint/regions.h"
#include "of/reserved-mem.h"

#define LITTLE_RAM	(64ull << 20)

struct bank {
	u64 base, end;			/* end is exclusive */
};

static const struct device_node *reserved_memory;
static struct lint_region *regions;
static unsigned int nr_regions, max_regions;
static struct device_node **users;
static unsigned int nr_users, max_users;
static struct bank *banks;		/* of RAM, by address, none touch */
static unsigned int nr_banks, max_banks;

/* Room for one more; false: no memory, which is told. */
static bool grow(void **array, unsigned int nr, unsigned int *max, size_t one)
{
	unsigned int want = *max * 2 + 64;
	void *p;

	if (nr < *max)
		return true;
	p = host_realloc(*array, want * one);
	if (!p) {
		lint_no_memory();
		return false;
	}
	*array = p;
	*max = want;
	return true;
}

/* --- RAM ------------------------------------------------------------------- */

static void find_banks(void)
{
	const struct memblock_region *r;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++) {
		if (nr_banks && banks[nr_banks - 1].end == r->base) {
			banks[nr_banks - 1].end += r->size;
			continue;
		}
		if (!grow((void **)&banks, nr_banks, &max_banks, sizeof(*banks)))
			return;
		banks[nr_banks++] = (struct bank){ r->base, r->base + r->size };
	}
}

enum lint_cover lint_ram_cover(u64 base, u64 size)
{
	unsigned int low = 0, high = nr_banks;

	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (banks[mid].end > base)
			high = mid;
		else
			low = mid + 1;
	}
	if (low == nr_banks || banks[low].base >= lint_end(base, size))
		return LINT_NO_RAM;
	return banks[low].base <= base && lint_end(base, size) <= banks[low].end ?
	       LINT_ALL_RAM : LINT_HALF_RAM;
}

bool lint_is_above_ram(u64 base, u64 size)
{
	return !nr_banks || lint_end(base, size) > banks[nr_banks - 1].end;
}

bool lint_ram_is_known(void)
{
	u64 sum = 0;

	for (unsigned int i = 0; i < nr_banks; i++)
		sum += banks[i].end - banks[i].base;
	return sum >= LITTLE_RAM;
}

/* --- regions --------------------------------------------------------------- */

static bool has(const struct device_node *np, const char *name)
{
	return of_property_present(np, name);
}

static enum lint_kind kind_of(const struct device_node *np)
{
	bool nomap = has(np, "no-map"), reusable = has(np, "reusable");

	if (of_device_is_compatible(np, "restricted-dma-pool"))
		return nomap || reusable ? LINT_REFUSED : LINT_RESTRICTED;
	if (!of_device_is_compatible(np, "shared-dma-pool"))
		return LINT_KEPT;
	if (reusable)
		return nomap ? LINT_REFUSED : LINT_CMA;
	return !nomap && lint_arm32() ? LINT_REFUSED : LINT_POOL;
}

static void add(const struct device_node *np, u64 base, u64 size,
		unsigned int range)
{
	if (!grow((void **)&regions, nr_regions, &max_regions,
		  sizeof(*regions)))
		return;
	regions[nr_regions++] = (struct lint_region){
		.np = np,
		.kind = range ? LINT_KEPT : kind_of(np),
		.base = base,
		.size = size,
		.range = range,
		.nomap = has(np, "no-map"),
		.dynamic = !has(np, "reg"),
		.place = { -1, -1, -1 },
	};
}

/* What of/ cannot read, it has told. */
static void add_static(const struct device_node *np)
{
	int na = of_n_addr_cells(of_root), ns = of_n_size_cells(of_root), len;
	const __be32 *reg = of_get_property(np, "reg", &len);

	if (len % ((na + ns) * 4))
		return;
	for (int i = 0; i < len / ((na + ns) * 4); i++, reg += na + ns)
		add(np, of_read_number(reg, na), of_read_number(reg + na, ns),
		    i);
}

static void add_dynamic(void)
{
	const struct reserved_mem *rmem;

	for (unsigned int i = 0; (rmem = reserved_mem_at(i)); i++)
		if (!has(rmem_node(rmem), "reg"))
			add(rmem_node(rmem), rmem->base, rmem->size, 0);
}

static bool comes_after(const struct lint_region *a,
			const struct lint_region *b)
{
	return a->base != b->base ? a->base > b->base : a->size > b->size;
}

/* Equal ones may change places: a tree that has them is told of it. */
static void sort_regions(void)
{
	for (unsigned int gap = nr_regions / 2; gap; gap /= 2) {
		for (unsigned int i = gap; i < nr_regions; i++) {
			struct lint_region r = regions[i];
			unsigned int at = i;

			for (; at >= gap && comes_after(&regions[at - gap], &r);
			     at -= gap)
				regions[at] = regions[at - gap];
			regions[at] = r;
		}
	}
}

/* 6.1 sorts before it has placed the dynamic ones: all of them are at 0. */
static void find_places(void)
{
	const struct reserved_mem *rmem;
	int place = 0, statics = 0;

	for (; (rmem = reserved_mem_at(place)); place++) {
		struct lint_region *r = rmem_node(rmem)->data;

		if (!r)
			continue;
		r->place[LINT_6_12] = r->place[LINT_7_2] = place;
		if (!r->dynamic)
			r->place[LINT_6_1] = statics++;
	}
}

static void find_reach(void)
{
	u64 reach = 0;

	for (unsigned int i = 0; i < nr_regions; i++) {
		reach = max(reach, lint_end(regions[i].base, regions[i].size));
		regions[i].reach = reach;
	}
}

static void find_regions(void)
{
	const struct device_node *node = lint_reserved_memory();
	struct device_node *np;

	for_each_available_child_of_node(node, np)
		if (has(np, "reg"))
			add_static(np);
	add_dynamic();
	sort_regions();
	for (unsigned int i = 0; i < nr_regions; i++)
		if (!regions[i].range)
			((struct device_node *)regions[i].np)->data =
				&regions[i];
	find_reach();
	find_places();
}

unsigned int lint_regions_below(u64 end)
{
	unsigned int low = 0, high = nr_regions;

	while (low < high) {
		unsigned int mid = low + (high - low) / 2;

		if (regions[mid].base < end)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct device_node *lint_reserved_memory(void)
{
	return reserved_memory;
}

const struct lint_region *lint_region_at(unsigned int i)
{
	return i < nr_regions ? &regions[i] : NULL;
}

const struct lint_region *lint_region_of(const struct device_node *np)
{
	return np->data;
}

const char *lint_kind_name(const struct lint_region *r)
{
	switch (r->kind) {
	case LINT_POOL:
		return "the DMA pool";
	case LINT_CMA:
		return "the CMA area";
	case LINT_RESTRICTED:
		return "the restricted pool";
	default:
		return "the region";
	}
}

/* --- users ----------------------------------------------------------------- */

struct device_node *lint_next(struct device_node *prev)
{
	struct device_node *np = of_find_all_nodes(prev);

	while (np && !of_device_is_available(np)) {
		/* Over all that is below it. */
		while (np->parent && !np->sibling)
			np = np->parent;
		np = np->sibling;
	}
	return np;
}

static void find_users(void)
{
	for (struct device_node *np = lint_next(NULL); np; np = lint_next(np)) {
		if (!has(np, "memory-region"))
			continue;
		if (!grow((void **)&users, nr_users, &max_users,
			  sizeof(*users)))
			return;
		users[nr_users++] = np;
		for (int i = 0; i < lint_nr_entries(np); i++) {
			const struct device_node *target = lint_entry(np, i);
			struct lint_region *r = target ? target->data : NULL;

			if (r && !r->user)
				r->user = np;
		}
	}
}

struct device_node *lint_user_at(unsigned int i)
{
	return i < nr_users ? users[i] : NULL;
}

int lint_nr_entries(const struct device_node *user)
{
	int n = of_property_count_u32_elems(user, "memory-region");

	return n > 0 ? n : 0;
}

struct device_node *lint_entry(const struct device_node *user, int i)
{
	u32 handle;

	if (of_property_read_u32_index(user, "memory-region", i, &handle))
		return NULL;
	return of_find_node_by_phandle(handle);
}

/* --- the first and the last rule ------------------------------------------- */

void lint_regions(void)
{
	reserved_memory = of_find_node_by_path("/reserved-memory");
	find_banks();
	find_regions();
	find_users();
}

void lint_regions_forget(void)
{
	for (unsigned int i = 0; i < nr_regions; i++)
		((struct device_node *)regions[i].np)->data = NULL;
	host_free(regions);
	host_free(users);
	host_free(banks);
	regions = NULL;
	users = NULL;
	banks = NULL;
	nr_regions = max_regions = 0;
	nr_users = max_users = 0;
	nr_banks = max_banks = 0;
}
