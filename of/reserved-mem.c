// SPDX-License-Identifier: MIT
/*
 * reserved-mem - /memreserve/ and /reserved-memory, from the tree to regions.
 *
 * A child with reg is static: its range is reserved, or taken out of the linear
 * map (no-map).  One with size is dynamic: the kernel chooses the place.  Then
 * the handlers of its compatible make something of it, or nobody does and it
 * is just kept.  The result is a table that devices attach to
 * (reserved-mem-device.c).
 *
 * Same as Linux: order, placement, what is an error and what is not, each
 * line.  6.12 reserves all static regions, then places and initialises the
 * dynamic ones, then initialises the static ones and looks for overlaps; 6.1
 * collects, sorts by address, looks for overlaps, then places and
 * initialises in that order.
 */
#include <linux/errno.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "core/mm/memblock.h"
#include "host/host.h"
#include "of/private.h"
#include "of/reserved-mem.h"

#define MAX_REGIONS	64		/* in all (6.1), dynamic ones (6.12) */

static const struct handler {
	const char *compatible;
	int (*setup)(struct reserved_mem *rmem);
} handlers[] = {
	{ "shared-dma-pool", rmem_cma_setup },
	{ "shared-dma-pool", rmem_dma_setup },
};

struct region {
	struct reserved_mem rmem;
	unsigned int order;		/* in which it was found */
};

static struct region *regions;
static unsigned int nr_regions, max_regions;
static int na, ns;			/* the root's cells */

static bool has(const struct device_node *np, const char *name)
{
	return of_property_present(np, name);
}

/* In which file of Linux the scan is: the start of its lines. */
static const char *scanner(void)
{
	return linux_6_1() ? "fdt" : "reserved mem";
}

/* --- static regions ------------------------------------------------------- */

static int reserve_range(const struct device_node *np, phys_addr_t base,
			 phys_addr_t size)
{
	if (!size)
		return -EINVAL;
	if (!has(np, "no-map"))
		return memblock_reserve(base, size);
	if (memblock_overlaps_memory(base, size) &&
	    memblock_is_region_reserved(base, size))
		return -EBUSY;
	return memblock_mark_nomap(base, size);
}

static void refuse_range(const struct device_node *np, phys_addr_t base,
			 phys_addr_t size)
{
	printk(KERN_ERR "OF: %s: Reserved memory: failed to reserve memory for "
			"node '%s': base %pa, size %lu MiB\n",
	       scanner(), np->full_name, &base, mib(size));
	if (size)
		tree_reject("reserved-nomap-busy", np, "no-map",
			    "move it, or write it before the node that it overlaps",
			    "0x%llx..0x%llx is RAM and partly reserved "
			    "already: it cannot leave the linear map",
			    base, base + size - 1);
	else
		tree_reject("reserved-size-zero", np, "reg", "give the region a size",
			    "size 0 at 0x%llx", base);
}

/* 6.12 comes by twice and says it twice. */
static void say_bad_reg(const struct device_node *np)
{
	printk(KERN_ERR "OF: %s: Reserved memory: invalid reg property in '%s', skipping node.\n",
	       scanner(), np->full_name);
}

/*
 * Take every range of reg: 0 also when one could not be had; -ENOENT: no reg,
 * -EINVAL: a wrong one.
 */
static int reserve_reg(const struct device_node *np)
{
	int len, one = na + ns, err;
	const __be32 *reg = of_get_property(np, "reg", &len);

	if (!reg)
		return -ENOENT;
	if (len % (one * 4)) {
		say_bad_reg(np);
		tree_reject("reserved-reg-cells", np, "reg",
			    "write <address size> with the root's cells",
			    "%d bytes are no multiple of %d (#address-cells %d, #size-cells %d)",
			    len, one * 4, na, ns);
		return -EINVAL;
	}
	for (len /= 4; len >= one; len -= one, reg += one) {
		phys_addr_t base = of_read_number(reg, na);
		phys_addr_t size = of_read_number(reg + na, ns);

		err = reserve_range(np, base, size);
		if (err == -ENOMEM)
			return err;
		if (err)
			refuse_range(np, base, size);
	}
	return 0;
}

/* The first range of reg; false: there is none that counts. */
static bool first_range(const struct device_node *np, phys_addr_t *base,
			phys_addr_t *size)
{
	int len;
	const __be32 *reg = of_get_property(np, "reg", &len);

	if (!reg || len < (na + ns) * 4)
		return false;
	*base = of_read_number(reg, na);
	*size = of_read_number(reg + na, ns);
	return true;
}

/* --- the table and the handlers ------------------------------------------- */

/* NULL: no memory, or 6.1 has no more places. */
static struct reserved_mem *save(const struct device_node *np,
				 phys_addr_t base, phys_addr_t size)
{
	struct region *r;

	if (linux_6_1() && nr_regions == MAX_REGIONS) {
		pr_err("OF: reserved mem: not enough space for all defined regions.\n");
		tree_reject("reserved-too-many", np, NULL, "use fewer regions",
			    "Linux 6.1 has room for %d regions", MAX_REGIONS);
		return NULL;
	}
	if (nr_regions == max_regions) {
		r = host_realloc(regions, (max_regions + 64) * sizeof(*r));
		if (!r)
			return NULL;
		regions = r;
		max_regions += 64;
	}
	r = &regions[nr_regions];
	memset(r, 0, sizeof(*r));
	r->rmem.name = np->full_name;
	r->rmem.fdt_node = (unsigned long)np;
	r->rmem.base = base;
	r->rmem.size = size;
	r->order = nr_regions++;
	return &r->rmem;
}

/* What Linux takes without a word and what will not work all the same. */
static void warn_of(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);

	if (of_device_is_compatible(np, "shared-dma-pool") &&
	    !has(np, "no-map") && !has(np, "reusable"))
		tree_beware("pool-needs-nomap", np, "no-map",
			    "write no-map; (a pool) or reusable; (CMA)",
			    "on arm64 no device can attach to a pool in mapped "
			    "RAM: memremap() refuses it");
}

/* 0; -ENOENT: nobody knows its compatible; what the last handler said. */
static int run_handlers(struct reserved_mem *rmem)
{
	int err = -ENOENT;

	for (unsigned int i = 0; i < ARRAY_SIZE(handlers); i++) {
		const struct handler *h = &handlers[i];

		if (!of_flat_dt_is_compatible(rmem->fdt_node, h->compatible))
			continue;
		err = h->setup(rmem);
		if (err)
			continue;
		pr_info("OF: reserved mem: initialized node %s, compatible id %s\n",
			rmem->name, h->compatible);
		break;
	}
	return err;
}

static void refuse_handlers(const struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);

	pr_info("OF: reserved mem: node %s compatible matching fail\n",
		rmem->name);
	if (has(np, "no-map"))
		tree_reject("reserved-exclusive", np, "reusable",
			    "keep one of the two words",
			    "reusable and no-map exclude each other; the "
			    "memory goes back to the system");
	else if ((rmem->base | rmem->size) % cma_block())
		tree_reject("cma-alignment", np, "reg",
			    "align address and size to that",
			    "a reusable region is made of blocks of 0x%llx "
			    "bytes; the memory goes back to the system",
			    cma_block());
	else
		tree_reject("cma-too-many", np, "reusable", "use fewer areas",
			    "the kernel has no room for one more CMA area; "
			    "the memory goes back to the system");
}

static void init_region(struct reserved_mem *rmem)
{
	const struct device_node *np = rmem_node(rmem);
	bool nomap = has(np, "no-map");
	phys_addr_t end = rmem->base + rmem->size - 1;
	int err = run_handlers(rmem);

	if (err && err != -ENOENT) {
		refuse_handlers(rmem);
		if (nomap)
			memblock_clear_nomap(rmem->base, rmem->size);
		else
			memblock_phys_free(rmem->base, rmem->size);
		return;
	}
	if (!linux_6_1())
		pr_info("OF: reserved mem: %pa..%pa (%lu KiB) %s %s %s\n",
			&rmem->base, &end, (unsigned long)rmem->size / SZ_1K,
			nomap ? "nomap" : "map",
			has(np, "reusable") ? "reusable" : "non-reusable",
			rmem->name);
	warn_of(rmem);
}

/* --- overlaps ------------------------------------------------------------- */

static bool comes_after(const struct region *a, const struct region *b)
{
	if (a->rmem.base != b->rmem.base)
		return a->rmem.base > b->rmem.base;
	if (a->rmem.size != b->rmem.size)
		return a->rmem.size > b->rmem.size;
	return a->order > b->order;
}

/* By base, size, order in the tree: a shell sort, the table is short. */
static void sort_regions(void)
{
	for (unsigned int gap = nr_regions / 2; gap; gap /= 2) {
		for (unsigned int i = gap; i < nr_regions; i++) {
			struct region r = regions[i];
			unsigned int at = i;

			for (; at >= gap &&
			       comes_after(&regions[at - gap], &r); at -= gap)
				regions[at] = regions[at - gap];
			regions[at] = r;
		}
	}
}

/* Only neighbours are compared, and it is only a message. */
static void look_for_overlaps(void)
{
	sort_regions();
	for (unsigned int i = 0; i + 1 < nr_regions; i++) {
		const struct reserved_mem *a = &regions[i].rmem, *b = a;
		phys_addr_t a_end = a->base + a->size, b_end;

		b = &regions[i + 1].rmem;
		b_end = b->base + b->size;
		if (a_end <= b->base)
			continue;
		pr_err("OF: reserved mem: OVERLAP DETECTED!\n%s (%pa--%pa) "
		       "overlaps with %s (%pa--%pa)\n",
		       a->name, &a->base, &a_end, b->name, &b->base, &b_end);
		tree_beware("reserved-overlap", rmem_node(b), "reg",
			    "move one of them",
			    "overlaps with %s; both are kept", a->name);
	}
}

/* --- the scan ------------------------------------------------------------- */

#define ROOT_FIX "write the root's #address-cells and #size-cells, and ranges;"

/* Is a property of /reserved-memory one cell of this value? */
static bool cell_is(const struct device_node *node, const char *name, u32 value)
{
	u32 n;

	return !of_property_read_u32(node, name, &n) && n == value;
}

static void refuse_cell(const struct device_node *node, const char *name,
			u32 value)
{
	u32 n;

	if (!cell_is(node, name, value))
		tree_edit(node, name, "<%u>", value);
	if (of_property_read_u32(node, name, &n))
		tree_reject("reserved-format", node, name, ROOT_FIX,
			    "missing, expected <%u> as in the root", value);
	else if (n != value)
		tree_reject("reserved-format", node, name, ROOT_FIX,
			    "<%u>, expected <%u> as in the root", n, value);
}

static bool root_ok(const struct device_node *node)
{
	if (cell_is(node, "#size-cells", ns) &&
	    cell_is(node, "#address-cells", na) && has(node, "ranges"))
		return true;
	printk(KERN_ERR "OF: %s: Reserved memory: unsupported node format, ignoring\n",
	       scanner());
	/* 6.12 looks twice and says it twice. */
	if (!linux_6_1())
		pr_err("OF: reserved mem: Reserved memory: unsupported node format, ignoring\n");
	refuse_cell(node, "#address-cells", na);
	refuse_cell(node, "#size-cells", ns);
	if (has(node, "ranges"))
		return false;
	tree_edit(node, "ranges", "%s", "");
	tree_reject("reserved-format", node, "ranges", ROOT_FIX,
		    "missing, expected at least an empty one");
	return false;
}

static void warn_of_nothing(const struct device_node *np)
{
	if (!has(np, "size"))
		tree_beware("reserved-empty", np, "reg", "add reg, or size",
			    "neither reg nor size: ignored without a word");
}

static int take_dynamic(const struct device_node *np)
{
	struct reserved_mem *rmem;
	phys_addr_t base, size;
	int err = reserved_mem_place(np, &base, &size);

	if (err)
		return 0;
	rmem = save(np, base, size);
	if (!rmem)
		return -ENOMEM;
	init_region(rmem);
	return 0;
}

/* Static regions become real in the second pass of 6.12. */
static int take_static(const struct device_node *np)
{
	struct reserved_mem *rmem;
	phys_addr_t base, size;
	int len, one = (na + ns) * 4;

	of_get_property(np, "reg", &len);
	if (len % one) {
		say_bad_reg(np);
		return 0;
	}
	if (len > one) {
		pr_warn("OF: reserved mem: fdt_scan_reserved_mem_reg_nodes() "
			"ignores %d regions in node '%s'\n",
			len / one - 1, np->full_name);
		tree_beware("reserved-extra-ranges", np, "reg",
			    "give each range a node of its own",
			    "all %d ranges are reserved, but only the first is the region",
			    len / one);
	}
	if (!first_range(np, &base, &size) || !size)
		return 0;
	rmem = save(np, base, size);
	if (!rmem)
		return -ENOMEM;
	init_region(rmem);
	return 0;
}

static int scan_6_12(struct device_node *node)
{
	struct device_node *dynamic[MAX_REGIONS], *np;
	unsigned int nr = 0;
	int err = 0;

	for_each_available_child_of_node(node, np) {
		err = reserve_reg(np);
		if (err == -ENOMEM)
			return err;
		if (err != -ENOENT)
			continue;
		warn_of_nothing(np);
		if (!has(np, "size"))
			continue;
		if (nr < MAX_REGIONS)
			dynamic[nr++] = np;
		else
			pr_err("OF: reserved mem: too many defined dynamic regions, skip '%s'\n",
			       np->full_name);
	}
	err = 0;
	for (unsigned int i = 0; i < nr && !err; i++)
		err = take_dynamic(dynamic[i]);
	for_each_available_child_of_node(node, np)
		if (!err && has(np, "reg"))
			err = take_static(np);
	look_for_overlaps();
	return err;
}

/* Place (if dynamic) and initialise what is in the table. */
static void init_6_1(struct reserved_mem *rmem)
{
	phys_addr_t base, size;

	if (!rmem->size) {
		if (reserved_mem_place(rmem_node(rmem), &base, &size))
			return;
		rmem->base = base;
		rmem->size = size;
	}
	init_region(rmem);
}

static int scan_6_1(struct device_node *node)
{
	phys_addr_t base, size;
	struct device_node *np;
	int err;

	for_each_available_child_of_node(node, np) {
		err = reserve_reg(np);
		if (err == -ENOMEM)
			return err;
		if (err == -ENOENT)
			warn_of_nothing(np);
		if (!err && first_range(np, &base, &size))
			save(np, base, size);
		else if (err == -ENOENT && has(np, "size"))
			save(np, 0, 0);
	}
	look_for_overlaps();
	for (unsigned int i = 0; i < nr_regions; i++)
		init_6_1(&regions[i].rmem);
	return 0;
}

int reserved_mem_scan(void)
{
	struct device_node *node = of_find_node_by_path("/reserved-memory");
	u64 base, size;

	for (unsigned int i = 0; tree_memreserve(i, &base, &size); i++)
		if (memblock_reserve(base, size))
			return -ENOMEM;
	na = tree_bus_cells(of_root, "#address-cells");
	ns = tree_bus_cells(of_root, "#size-cells");
	if (!node) {
		if (!linux_6_1())
			pr_info("OF: reserved mem: Reserved memory: No "
				"reserved-memory node in the DT\n");
		return 0;
	}
	if (!root_ok(node))
		return 0;
	return linux_6_1() ? scan_6_1(node) : scan_6_12(node);
}

struct reserved_mem *reserved_mem_at(unsigned int i)
{
	return i < nr_regions ? &regions[i].rmem : NULL;
}

void reserved_mem_reset(void)
{
	host_free(regions);
	regions = NULL;
	nr_regions = max_regions = 0;
	rmem_cma_reset();
}
