// SPDX-License-Identifier: MIT
/*
 * reserved-mem-place - where a region of /reserved-memory without reg lies.
 *
 * size says how much, alignment and alloc-ranges where: the first range that
 * has room wins, and in it the highest address.
 *
 * Same as Linux: alignment has #address-cells cells; without one it is a cache
 * line, or a page block for a CMA area; 6.12 goes bottom-up in a range that
 * begins at an earlier region, 6.1 does not.
 */
#include <linux/errno.h>
#include <linux/printk.h>

#include "core/mm/memblock.h"
#include "of/private.h"
#include "of/reserved-mem.h"

static int addr_cells(void)
{
	return tree_bus_cells(of_root, "#address-cells");
}

static int size_cells(void)
{
	return tree_bus_cells(of_root, "#size-cells");
}

static bool has(const struct device_node *np, const char *name)
{
	return of_property_present(np, name);
}

/* Near an earlier region at one end of the range only: grow away from it. */
static void choose_side(phys_addr_t start, phys_addr_t end)
{
	const struct reserved_mem *r;
	bool low = false, high = false;

	for (unsigned int i = 0; (r = reserved_mem_at(i)); i++) {
		if (!r->size)
			continue;
		low |= start >= r->base && start <= r->base + r->size;
		high |= end >= r->base && end <= r->base + r->size;
	}
	if (low != high)
		memblock_set_bottom_up(low);
}

/* Where in [start, end) (end 0: anywhere); 0: it does not fit. */
static phys_addr_t place_in(phys_addr_t size, phys_addr_t align,
			    phys_addr_t start, phys_addr_t end, bool nomap)
{
	bool before = memblock_bottom_up();
	phys_addr_t base;

	if (end && !linux_6_1())
		choose_side(start, end);
	base = memblock_phys_alloc_range(size, align, start, end);
	memblock_set_bottom_up(before);
	if (!base || !nomap || !memblock_mark_nomap(base, size))
		return base;
	memblock_phys_free(base, size);
	return 0;
}

/* The pairs of alloc-ranges, *n of them; NULL: none, or a wrong length. */
static const __be32 *alloc_ranges(const struct device_node *np, int *n)
{
	int len, one = (addr_cells() + size_cells()) * 4;
	const __be32 *range = of_get_property(np, "alloc-ranges", &len);

	*n = range && len % one == 0 ? len / one : 0;
	return range && len % one == 0 ? range : NULL;
}

static phys_addr_t place_in_ranges(const struct device_node *np,
				   phys_addr_t size, phys_addr_t align)
{
	bool nomap = has(np, "no-map");
	int na = addr_cells(), ns = size_cells(), n;
	const __be32 *range = alloc_ranges(np, &n);
	phys_addr_t start, base = 0;

	if (!range)
		return place_in(size, align, 0, 0, nomap);
	for (; n-- && !base; range += na + ns) {
		start = of_read_number(range, na);
		base = place_in(size, align, start,
				start + of_read_number(range + na, ns), nomap);
	}
	return base;
}

static int bad_cells(const struct device_node *np, const char *name,
		     const __be32 *value, int len, int cells, const char *fix)
{
	char text[TREE_CELLS];

	pr_err("OF: reserved mem: invalid %s property in '%s' node.\n",
	       name, np->full_name);
	if (len == 4 || len == 8)
		tree_edit(np, name, "<%s>",
			  tree_cells(text, of_read_number(value, len / 4),
				     cells));
	tree_reject("reserved-dynamic-cells", np, name, fix,
		    "%d bytes, expected the %d of %d cells",
		    len, cells * 4, cells);
	return -EINVAL;
}

/* size and alignment as they stand; a missing alignment is 0. */
static int read_wish(const struct device_node *np, phys_addr_t *size,
		     phys_addr_t *align)
{
	int na = addr_cells(), ns = size_cells(), len;
	const __be32 *prop;

	prop = of_get_property(np, "size", &len);
	if (!prop)
		return -EINVAL;
	if (len != ns * 4)
		return bad_cells(np, "size", prop, len, ns,
				 "write it with the root's #size-cells");
	*size = of_read_number(prop, ns);
	*align = 0;
	prop = of_get_property(np, "alignment", &len);
	if (prop && len != na * 4)
		return bad_cells(np, "alignment", prop, len, na,
				 "write it with the root's #address-cells (not #size-cells)");
	if (prop)
		*align = of_read_number(prop, na);
	return 0;
}

/* What CMA needs besides; an error refuses the node. */
static int raise_align(const struct device_node *np, phys_addr_t *align)
{
	int err;

	if (linux_7_2()) {
		err = reserved_mem_validate(np, align);
		return err == -ENODEV ? 0 : err;
	}
	if (of_device_is_compatible(np, "shared-dma-pool") &&
	    has(np, "reusable") && !has(np, "no-map") && *align < cma_block())
		*align = cma_block();
	return 0;
}

static void edit_alloc_ranges(const struct device_node *np, int len)
{
	const __be32 *range = of_get_property(np, "alloc-ranges", NULL);
	char start[TREE_CELLS], size[TREE_CELLS];

	if (len == 8)
		tree_edit(np, "alloc-ranges", "<%s %s>",
			  tree_cells(start, of_read_number(range, 1),
				     addr_cells()),
			  tree_cells(size, of_read_number(range + 1, 1),
				     size_cells()));
}

/* 7.2 takes a wrong one for none. */
static int check_alloc_ranges(const struct device_node *np)
{
	int n, len;

	if (!has(np, "alloc-ranges") || alloc_ranges(np, &n))
		return 0;
	if (!linux_7_2())
		pr_err("OF: reserved mem: invalid alloc-ranges property in '%s', skipping node.\n",
		       np->full_name);
	of_get_property(np, "alloc-ranges", &len);
	edit_alloc_ranges(np, len);
	tree_reject("reserved-alloc-ranges", np, "alloc-ranges",
		    "write <start size> with the root's cells",
		    "%d bytes are no multiple of %d; 7.2 places the region "
		    "anywhere, the others nowhere", len,
		    (addr_cells() + size_cells()) * 4);
	return linux_7_2() ? 0 : -EINVAL;
}

static bool is_ram(phys_addr_t at, phys_addr_t end)
{
	const struct memblock_region *r;

	for (unsigned int i = 0; (r = memblock_memory_at(i)); i++)
		if (r->base <= at && at - r->base < r->size)
			at = r->base + r->size;
	return at >= end;
}

/* Boot loaders may write more RAM into /memory than the tree has: is what the
 * node may have all there? */
static bool ram_is_told(const struct device_node *np)
{
	int n, na = addr_cells(), ns = size_cells();
	const __be32 *range = alloc_ranges(np, &n);
	bool told = memblock_phys_mem_size() >= SZ_64M;

	for (; n-- > 0; range += na + ns) {
		phys_addr_t start = of_read_number(range, na);

		told &= is_ram(start, start + of_read_number(range + na, ns));
	}
	return told;
}

static void refuse_place(const struct device_node *np, phys_addr_t size,
			 phys_addr_t align)
{
	pr_err("OF: reserved mem: failed to allocate memory for node '%s': size %lu MiB\n",
	       np->full_name, mib(size));
	if (memblock_phys_mem_size())
		tree_note(ram_is_told(np) ? TREE_ERROR : TREE_WARNING,
			  "reserved-no-room", np,
			  has(np, "alloc-ranges") ? "alloc-ranges" : "size",
			  "ask for less, or for a range that has as much "
			  "free RAM",
			  "no free RAM of 0x%llx bytes in one piece, aligned "
			  "to 0x%llx", size, align);
}

int reserved_mem_place(const struct device_node *np, phys_addr_t *base,
		       phys_addr_t *size)
{
	phys_addr_t align;
	int err = read_wish(np, size, &align);

	if (!err)
		err = raise_align(np, &align);
	if (!err)
		err = check_alloc_ranges(np);
	if (err)
		return err;
	*base = place_in_ranges(np, *size, align);
	if (*base)
		return 0;
	refuse_place(np, *size, align);
	return -ENOMEM;
}
