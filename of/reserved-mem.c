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
 * dynamic ones, then initialises the static ones and looks for overlaps; 7.2
 * does the same, but asks the handlers before it reserves; 6.1 collects, sorts
 * by address, looks for overlaps, then places and initialises in that order.
 */
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "host/host.h"
#include "of/private.h"
#include "of/reserved-mem.h"

#define MAX_REGIONS	64		/* in all (6.1), dynamic ones (6.12) */

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

static bool is_initrd(phys_addr_t base, phys_addr_t size)
{
	u64 start, n;

	return chosen_initrd(&start, &n) && start < base + size &&
	       base < start + n;
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
			    "0x%llx..0x%llx is RAM and partly %s: it cannot "
			    "leave the linear map, and what nobody else keeps of "
			    "it is given to programs", base, base + size - 1,
			    is_initrd(base, size) ? "the initrd's" :
						    "reserved already");
	else
		tree_reject("reserved-size-zero", np, "reg", "give the region a size",
			    "size 0 at 0x%llx", base);
}

static int reserve_entry(const struct device_node *np, const __be32 *reg)
{
	phys_addr_t base = of_read_number(reg, na);
	phys_addr_t size = of_read_number(reg + na, ns);
	int err = reserve_range(np, base, size);

	if (err && err != -ENOMEM)
		refuse_range(np, base, size);
	return err == -ENOMEM ? err : 0;
}

/* 6.12 comes by twice and says it twice; 7.2 does not say it. */
static void say_bad_reg(const struct device_node *np)
{
	if (!linux_7_2())
		printk(KERN_ERR "OF: %s: Reserved memory: invalid reg property "
				"in '%s', skipping node.\n",
		       scanner(), np->full_name);
}

/* One cell each for address and size, where the root has two: easily mended. */
static void edit_reg(const struct device_node *np, const __be32 *reg, int len)
{
	char base[TREE_CELLS], size[TREE_CELLS];

	if (len == 8)
		tree_edit(np, "reg", "<%s %s>",
			  tree_cells(base, of_read_number(reg, 1), na),
			  tree_cells(size, of_read_number(reg + 1, 1), ns));
}

static void refuse_reg(const struct device_node *np, const __be32 *reg,
		       int len)
{
	say_bad_reg(np);
	edit_reg(np, reg, len);
	tree_reject("reserved-reg-cells", np, "reg",
		    "write <address size> with the root's cells",
		    "%d bytes, expected %d (#address-cells %d, #size-cells %d)%s",
		    len, (na + ns) * 4, na, ns,
		    len ? " or a multiple" : "");
}

/* The ranges of reg, *n of them; NULL: it has none, or a wrong one. */
static const __be32 *ranges_of(const struct device_node *np, int *n)
{
	int len, one = (na + ns) * 4;
	const __be32 *reg = of_get_property(np, "reg", &len);

	*n = reg && len % one == 0 ? len / one : 0;
	return *n ? reg : NULL;
}

static void note_extra(const struct device_node *np, int n)
{
	tree_beware("reserved-extra-ranges", np, "reg",
		    "give each range a node of its own",
		    "only the first of %d ranges is the region; 6.1 and 6.12 "
		    "reserve them all, 7.2 does not", n);
}

/*
 * Take every range of reg: 0 also when one could not be had; -ENOENT: no reg,
 * -EINVAL: a wrong one.
 */
static int reserve_reg(const struct device_node *np)
{
	int len, n, err = 0;
	const __be32 *reg = of_get_property(np, "reg", &len);

	if (!reg)
		return -ENOENT;
	if (!ranges_of(np, &n)) {
		refuse_reg(np, reg, len);
		return -EINVAL;
	}
	if (n > 1 && linux_6_1())
		note_extra(np, n);
	for (; n-- && !err; reg += na + ns)
		err = reserve_entry(np, reg);
	return err;
}

/* The same for 7.2: only the first; -ENOENT for a wrong one, too. */
static int reserve_first(const struct device_node *np)
{
	int len, n, err;
	const __be32 *reg = of_get_property(np, "reg", &len);

	if (reg && !ranges_of(np, &n))
		refuse_reg(np, reg, len);
	reg = ranges_of(np, &n);
	if (!reg)
		return -ENOENT;
	if (n > 1) {
		pr_warn("OF: reserved mem: Reserved memory: node '%s' has %d "
			"<base size> entries, only the first is used\n",
			np->full_name, n);
		note_extra(np, n);
	}
	err = reserved_mem_validate(np, NULL);
	if (err && err != -ENODEV)
		return err;
	return reserve_entry(np, reg);
}

/* The first range of reg; false: there is none that counts. */
static bool first_range(const struct device_node *np, phys_addr_t *base,
			phys_addr_t *size)
{
	int n;
	const __be32 *reg = ranges_of(np, &n);

	if (!reg)
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

/* --- overlaps ------------------------------------------------------------- */

/* By base and size; 6.12 by place in the tree, too, 6.1 leaves equals as the
 * sort happens to. */
static bool comes_before(unsigned int i, unsigned int j)
{
	const struct region *a = &regions[i], *b = &regions[j];

	if (a->rmem.base != b->rmem.base)
		return a->rmem.base < b->rmem.base;
	if (a->rmem.size != b->rmem.size)
		return a->rmem.size < b->rmem.size;
	return !linux_6_1() && a->order < b->order;
}

/* Down along the larger children to a leaf, up again to where the root belongs,
 * and each one on the way there moves up. */
static void sift(unsigned int root, unsigned int nr)
{
	unsigned int at = root, child, to;

	while ((child = 2 * at + 1) + 1 < nr)
		at = child + comes_before(child, child + 1);
	if (child + 1 == nr)
		at = child;
	while (at != root && !comes_before(root, at))
		at = (at - 1) / 2;
	for (to = at; at != root;) {
		at = (at - 1) / 2;
		swap(regions[at], regions[to]);
	}
}

/* The heap sort of Linux's sort(): in 6.1, where equal regions (all dynamic ones)
 * end up decides who is placed first. */
static void sort_regions(void)
{
	for (unsigned int i = nr_regions / 2; i--;)
		sift(i, nr_regions);
	for (unsigned int nr = nr_regions; nr-- > 1;) {
		swap(regions[0], regions[nr]);
		sift(0, nr);
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

/* What is wrong with a cell, as text; characters of it. */
static int refuse_cell(const struct device_node *node, const char *name,
		       u32 value, char *text, size_t size)
{
	u32 n;

	if (cell_is(node, name, value))
		return 0;
	if (of_property_read_u32(node, name, &n))
		return snprintf(text, size, "no %s, ", name);
	return snprintf(text, size, "%s = <%u>, ", name, n);
}

static void refuse_root(const struct device_node *node)
{
	char text[128];
	size_t size = sizeof(text);
	int n = refuse_cell(node, "#address-cells", na, text, size);

	n += refuse_cell(node, "#size-cells", ns, text + n, size - n);
	if (!has(node, "ranges"))
		n += snprintf(text + n, size - n, "no ranges, ");
	reserved_mem_edit_cells(node, na, ns);
	tree_reject("reserved-format", node, NULL, ROOT_FIX,
		    "%.*s; expected <%u> and <%u> as in the root, and ranges",
		    n - 2, text, na, ns);
}

static void say_bad_root(void)
{
	printk(KERN_ERR "OF: %s: Reserved memory: unsupported node format, ignoring\n",
	       scanner());
}

/* The node if its cells are the root's, else NULL; NULL for NULL. */
static struct device_node *check_root(struct device_node *node)
{
	if (!node || (cell_is(node, "#size-cells", ns) &&
		      cell_is(node, "#address-cells", na) &&
		      has(node, "ranges")))
		return node;
	say_bad_root();
	refuse_root(node);
	return NULL;
}

static void warn_of_nothing(const struct device_node *np)
{
	if (!has(np, "size") && !has(np, "reg"))
		tree_beware("reserved-empty", np, "reg", "add reg, or size",
			    "neither reg nor size: ignored without a word");
}

/* Save and initialise; 7.2 forgets what its handlers refuse. */
static int take(const struct device_node *np, phys_addr_t base,
		phys_addr_t size)
{
	struct reserved_mem *rmem = save(np, base, size);

	if (!rmem)
		return -ENOMEM;
	if (reserved_mem_init(rmem) && linux_7_2())
		nr_regions--;
	return 0;
}

static int take_dynamic(const struct device_node *np)
{
	phys_addr_t base, size;

	return reserved_mem_place(np, &base, &size) ? 0 : take(np, base, size);
}

/* What 6.12 says in its second pass, 7.2 in none. */
static void say_again(const struct device_node *np)
{
	int n;

	if (linux_7_2())
		return;
	if (!ranges_of(np, &n))
		say_bad_reg(np);
	if (n <= 1)
		return;
	pr_warn("OF: reserved mem: fdt_scan_reserved_mem_reg_nodes() ignores "
		"%d regions in node '%s'\n", n - 1, np->full_name);
	note_extra(np, n);
}

/* Static regions become real in the second pass. */
static int take_static(const struct device_node *np)
{
	phys_addr_t base, size;
	int err;

	say_again(np);
	if (!first_range(np, &base, &size))
		return 0;
	err = linux_7_2() ? reserved_mem_validate(np, NULL) : 0;
	if (!size || (err && err != -ENODEV))
		return 0;
	return take(np, base, size);
}

/* First pass of 6.12 and 7.2: reserve the static regions, then place the others:
 * nr of them in dynamic. */
static int reserve_static(struct device_node *node,
			  struct device_node **dynamic, unsigned int *nr)
{
	struct device_node *np;
	int err;

	for_each_available_child_of_node(node, np) {
		err = linux_7_2() ? reserve_first(np) : reserve_reg(np);
		if (err == -ENOMEM)
			return err;
		if (err != -ENOENT)
			continue;
		warn_of_nothing(np);
		if (!has(np, "size"))
			continue;
		if (*nr < MAX_REGIONS) {
			dynamic[(*nr)++] = np;
			continue;
		}
		pr_err("OF: reserved mem: too many defined dynamic regions, skip '%s'\n",
		       np->full_name);
		tree_reject("reserved-too-many", np, NULL, "use fewer regions",
			    "Linux has room for %d that it places itself",
			    MAX_REGIONS);
	}
	return 0;
}

static int scan_early(struct device_node *node)
{
	struct device_node *dynamic[MAX_REGIONS];
	unsigned int nr = 0;
	int err = reserve_static(node, dynamic, &nr);

	for (unsigned int i = 0; i < nr && !err; i++)
		err = take_dynamic(dynamic[i]);
	return err;
}

/* Second pass: good is node, or NULL if the first has refused it. */
static int scan_late(struct device_node *node, struct device_node *good)
{
	struct device_node *np;
	int err = 0;

	if (!node)
		pr_info("OF: reserved mem: Reserved memory: No "
			"reserved-memory node in the DT\n");
	else if (!good)
		say_bad_root();
	for_each_available_child_of_node(good, np)
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
	reserved_mem_init(rmem);
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

/* Where the kernel may place its own area: as arm64 and arm call it. */
static void reserve_default_area(void)
{
	if (!memblock_phys_mem_size())
		return;
	if (linux_arm32) {
		dma_contiguous_reserve(U32_MAX);
		return;
	}
	early_take();
	dma_contiguous_reserve(memblock_zone_end(zone_dma_limit));
	early_give();
}

static int scan_in_order_6_1(struct device_node *node)
{
	int err = memreserve_take();

	node = check_root(node);
	if (!err && node)
		err = scan_6_1(node);
	if (!err)
		reserve_default_area();
	return err;
}

/* /memreserve/ comes behind the regions that are placed, even over them; static
 * regions get their handlers when the tree is unpacked, on arm after CMA. */
static int scan_in_order_6_12(struct device_node *node)
{
	struct device_node *good = check_root(node);
	int err = good ? scan_early(good) : 0;

	if (!err)
		err = memreserve_take();
	if (!err && linux_arm32)
		reserve_default_area();
	if (!err)
		err = scan_late(node, good);
	if (!err && !linux_arm32)
		reserve_default_area();
	return err;
}

int reserved_mem_scan(void)
{
	struct device_node *node = of_find_node_by_path("/reserved-memory");

	rmem_cma_start();
	na = tree_bus_cells(of_root, "#address-cells");
	ns = tree_bus_cells(of_root, "#size-cells");
	return linux_6_1() ? scan_in_order_6_1(node) :
			     scan_in_order_6_12(node);
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
