// SPDX-License-Identifier: MIT
/*
 * reserved-mem-place - where a region of /reserved-memory without reg lies.
 *
 * size says how much, alignment and alloc-ranges where: the first range that
 * has room wins, and in it the highest address.
 *
 * Same as Linux: alignment has #address-cells cells; without one it is a cache
 * line, or 2 MiB for a CMA area; 6.12 goes bottom-up in a range that begins
 * at an earlier region, 6.1 does not.
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

static phys_addr_t place_in_ranges(const struct device_node *np,
				   phys_addr_t size, phys_addr_t align)
{
	bool nomap = has(np, "no-map");
	int na = addr_cells(), ns = size_cells(), len, one = na + ns;
	const __be32 *range = of_get_property(np, "alloc-ranges", &len);
	phys_addr_t start, base = 0;

	if (!range)
		return place_in(size, align, 0, 0, nomap);
	for (len /= 4; len >= one && !base; len -= one, range += one) {
		start = of_read_number(range, na);
		base = place_in(size, align, start,
				start + of_read_number(range + na, ns), nomap);
	}
	return base;
}

static int bad_cells(const struct device_node *np, const char *name, int len,
		     int cells, const char *fix)
{
	printk(KERN_ERR "OF: reserved mem: invalid %s property in '%s' node.\n",
	       name, np->full_name);
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
		return bad_cells(np, "size", len, ns,
				 "write it with the root's #size-cells");
	*size = of_read_number(prop, ns);
	*align = 0;
	prop = of_get_property(np, "alignment", &len);
	if (prop && len != na * 4)
		return bad_cells(np, "alignment", len, na,
				 "write it with the root's #address-cells (not #size-cells)");
	if (prop)
		*align = of_read_number(prop, na);
	if (of_device_is_compatible(np, "shared-dma-pool") &&
	    has(np, "reusable") && !has(np, "no-map") && *align < cma_block())
		*align = cma_block();
	return 0;
}

int reserved_mem_place(const struct device_node *np, phys_addr_t *base,
		       phys_addr_t *size)
{
	int len, one = (addr_cells() + size_cells()) * 4;
	phys_addr_t align;
	int err = read_wish(np, size, &align);

	if (err)
		return err;
	if (of_get_property(np, "alloc-ranges", &len) &&
	    len % one) {
		pr_err("OF: reserved mem: invalid alloc-ranges property in '%s', skipping node.\n",
		       np->full_name);
		tree_reject("reserved-alloc-ranges", np, "alloc-ranges",
			    "write <start size> with the root's cells",
			    "%d bytes are no multiple of %d", len, one);
		return -EINVAL;
	}
	*base = place_in_ranges(np, *size, align);
	if (*base)
		return 0;
	pr_err("OF: reserved mem: failed to allocate memory for node '%s': size %lu MiB\n",
	       np->full_name, mib(*size));
	if (memblock_phys_mem_size())
		tree_reject("reserved-no-room", np,
			    has(np, "alloc-ranges") ? "alloc-ranges" : "size",
			    "ask for less, or for a range that has as much "
			    "free RAM",
			    "no free RAM of 0x%llx bytes in one piece, aligned "
			    "to 0x%llx", *size, align);
	return -ENOMEM;
}
