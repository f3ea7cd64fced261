// SPDX-License-Identifier: MIT
/*
 * address - what a reg or a dma-ranges entry means to the CPU.
 *
 * An address climbs from bus to bus: each bus's "ranges" (or "dma-ranges")
 * says where a window of it lies on the parent's.  Three cells carry flags in
 * the first (PCI, or a bus that does likewise), one to four are a number.
 *
 * Same as Linux: no "ranges" ends the climb, an empty one is 1:1, a missing
 * dma-ranges is 1:1; touching entries of a range list are one.
 * Not the same:  ISA buses and interconnects are not known.
 */
#define pr_fmt(fmt) "OF: " fmt

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/of_address.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "home/home.h"
#include "of/private.h"

#define MAX_CELLS	4
#define MAX_LEVELS	64		/* as tree.c takes */
#define PCI_SPACE	0x03000000u	/* configuration, I/O, 32, 64 bits */
#define PCI_PREFETCH	0x40000000u

struct bus {
	int na, ns;			/* cells of an address and of a size */
	bool pci;
};

struct bus_addr {
	u32 flags;			/* first of three cells, else 0 */
	u64 addr;
};

static bool is_pci(const struct device_node *node)
{
	const struct property *type = of_find_property(node, "device_type",
						       NULL);

	return tree_value_is(type, "pci") || tree_value_is(type, "pciex") ||
	       of_node_name_eq(node, "pcie");
}

/* The bus that node is and offers to its children. */
static struct bus bus_below(const struct device_node *node)
{
	return (struct bus){
		.na = tree_bus_cells(node, "#address-cells"),
		.ns = tree_bus_cells(node, "#size-cells"),
		.pci = is_pci(node),
	};
}

static bool cells_ok(const struct bus *bus, int min_ns)
{
	return bus->na > 0 && bus->na <= MAX_CELLS && bus->ns >= min_ns &&
	       bus->ns <= MAX_CELLS;
}

static struct bus_addr read_addr(const __be32 *cells, int na)
{
	if (na != 3)
		return (struct bus_addr){ .addr = of_read_number(cells, na) };
	return (struct bus_addr){ .flags = of_read_number(cells, 1),
				  .addr = of_read_number(cells + 1, 2) };
}

static unsigned int resource_flags(const struct bus *bus, u32 flags)
{
	if (!bus->pci)
		return IORESOURCE_MEM;
	switch (flags & PCI_SPACE) {
	case 0x01000000:
		return IORESOURCE_IO;
	case 0x02000000:
	case 0x03000000:
		return flags & PCI_PREFETCH ?
		       IORESOURCE_MEM | IORESOURCE_PREFETCH : IORESOURCE_MEM;
	}
	return 0;
}

/* --- climbing ------------------------------------------------------------- */

/* Move a by an entry of ranges if it lies in its window. */
static bool through_window(struct bus_addr *a, const struct bus *bus, int pna,
			   const __be32 *entry)
{
	const struct bus_addr from = read_addr(entry, bus->na);
	const struct bus_addr to = read_addr(entry + bus->na, pna);
	u64 size = of_read_number(entry + bus->na + pna, bus->ns);
	u32 mask = bus->pci ? PCI_SPACE : ~0u;

	if ((a->flags & mask) != (from.flags & mask) ||
	    a->addr < from.addr || a->addr - from.addr >= size)
		return false;
	a->flags = to.flags;
	a->addr = to.addr + (a->addr - from.addr);
	return true;
}

/* One bus up: a is on node's bus, afterwards on that of node's parent. */
static bool climb(struct bus_addr *a, const struct device_node *node,
		  const struct bus *bus, int pna, const char *ranges_name)
{
	int len, entry = bus->na + pna + bus->ns;
	const __be32 *ranges = of_get_property(node, ranges_name, &len);

	if (!ranges && !strcmp(ranges_name, "ranges"))
		return false;
	if (!ranges || !len) {
		if (pna != 3)		/* else its flags go on */
			a->flags = 0;
		return true;
	}
	for (len /= 4; len >= entry; len -= entry, ranges += entry)
		if (through_window(a, bus, pna, ranges))
			return true;
	return false;
}

/* The nodes from node up to the root, and the buses they are: how many.  From
 * the root down, since a bus without cells has those of the one above. */
static int buses_above(struct device_node *node, struct device_node **path,
		       struct bus *buses)
{
	struct bus above = { .na = 1, .ns = 1 };
	int n = 0;
	u32 cells;

	for (; node; node = node->parent) {
		if (n == MAX_LEVELS)
			return 0;
		path[n++] = node;
	}
	for (int i = n; i-- > 0; above = buses[i]) {
		if (!of_property_read_u32(path[i], "#address-cells", &cells))
			above.na = cells;
		if (!of_property_read_u32(path[i], "#size-cells", &cells))
			above.ns = cells;
		above.pci = is_pci(path[i]);
		buses[i] = above;
	}
	return n;
}

static u64 translate(struct device_node *dev, const __be32 *cells,
		     const char *ranges_name)
{
	struct device_node *path[MAX_LEVELS];
	struct bus buses[MAX_LEVELS];
	int n = buses_above(dev->parent, path, buses);
	struct bus_addr a;

	if (!n || !cells_ok(&buses[0], 1))
		return OF_BAD_ADDR;
	a = read_addr(cells, buses[0].na);
	for (int i = 0; i + 1 < n; i++) {
		if (!cells_ok(&buses[i + 1], 1)) {
			pr_err("Bad cell count for %pOF\n", path[i]);
			return OF_BAD_ADDR;
		}
		if (!climb(&a, path[i], &buses[i], buses[i + 1].na,
			   ranges_name))
			return OF_BAD_ADDR;
	}
	return a.addr;
}

/* The CPU's address of a reg entry of np, or OF_BAD_ADDR. */
u64 of_translate_address(struct device_node *np, const __be32 *addr)
{
	return translate(np, addr, "ranges");
}

/* The CPU's address of an address that dev's bus can master. */
u64 of_translate_dma_address(struct device_node *dev, const __be32 *in_addr)
{
	return translate(dev, in_addr, "dma-ranges");
}

/* --- reg ------------------------------------------------------------------ */

/* Entry index of reg (PCI: that of the base register bar_no); NULL: none. */
const __be32 *__of_get_address(struct device_node *dev, int index, int bar_no,
			       u64 *size, unsigned int *flags)
{
	const __be32 *prop;
	unsigned int f;
	u64 n;
	struct bus bus;
	int len, one, i = bar_no < 0 ? index : 0;

	if (!dev->parent || i < 0)
		return NULL;
	bus = bus_below(dev->parent);
	if (!cells_ok(&bus, 0) || (bar_no >= 0 && !bus.pci))
		return NULL;
	prop = of_get_property(dev, bus.pci ? "assigned-addresses" : "reg",
			       &len);
	one = bus.na + bus.ns;
	if (!prop || i >= len / 4 / one)
		return NULL;
	for (prop += i * one; (i + 1) * one <= len / 4; i++, prop += one) {
		u32 first = of_read_number(prop, 1);

		if (bar_no >= 0 && (first & 0xff) != bar_no * 4 + 0x10)
			continue;
		n = of_read_number(prop + bus.na, bus.ns);
		f = resource_flags(&bus, first);
		if (size)
			home_store(size, &n, sizeof(n));
		if (flags)
			home_store(flags, &f, sizeof(f));
		return prop;
	}
	return NULL;
}

/* 0, -EINVAL: no such entry, or the CPU cannot reach it. */
int of_address_to_resource(struct device_node *dev, int index,
			   struct resource *r)
{
	struct resource res = { 0 };
	unsigned int flags;
	const char *name = NULL;
	const __be32 *addr;
	u64 size, start;

	addr = __of_get_address(dev, index, -1, &size, &flags);
	if (!addr || !(flags & (IORESOURCE_MEM | IORESOURCE_IO)))
		return -EINVAL;
	start = of_translate_address(dev, addr);
	if (start == OF_BAD_ADDR)
		return -EINVAL;
	of_property_read_string_index(dev, "reg-names", index, &name);
	res.start = start;
	res.end = start + size - 1;
	res.flags = flags;
	res.name = name ? name : dev->full_name;
	home_store(r, &res, sizeof(res));
	return 0;
}

/* Address and size of entry idx as they stand: 0 or -EINVAL. */
int of_property_read_reg(struct device_node *np, int idx, u64 *addr, u64 *size)
{
	const __be32 *prop = of_get_address(np, idx, size, NULL);
	u64 a;

	if (!prop)
		return -EINVAL;
	a = of_read_number(prop, of_n_addr_cells(np));
	home_store(addr, &a, sizeof(a));
	return 0;
}

/* A cookie for all of entry index, or NULL. */
void __iomem *of_iomap(struct device_node *device, int index)
{
	struct resource res;

	if (!device || of_address_to_resource(device, index, &res))
		return NULL;
	return ioremap(res.start, resource_size(&res));
}

/* The same, claimed for name (NULL: the node's); ERR_PTR() on failure. */
void __iomem *of_io_request_and_map(struct device_node *device, int index,
				    const char *name)
{
	struct resource res;
	void __iomem *mem;

	if (of_address_to_resource(device, index, &res))
		return IOMEM_ERR_PTR(-EINVAL);
	if (!request_mem_region(res.start, resource_size(&res),
				name ? name : res.name))
		return IOMEM_ERR_PTR(-EBUSY);
	mem = ioremap(res.start, resource_size(&res));
	if (mem)
		return mem;
	release_mem_region(res.start, resource_size(&res));
	return IOMEM_ERR_PTR(-ENOMEM);
}

/* --- lists of ranges ------------------------------------------------------ */

static int parser_init(struct of_range_parser *parser,
		       struct device_node *node, const char *name)
{
	struct bus bus = bus_below(node), up = { 0 };
	int len;

	memset(parser, 0, sizeof(*parser));
	if (node->parent)
		up = bus_below(node->parent);
	parser->range = of_get_property(node, name, &len);
	if (!parser->range)
		return -ENOENT;
	if (!cells_ok(&bus, 0) || !cells_ok(&up, 0))
		return -EINVAL;
	parser->node = node;
	parser->na = bus.na;
	parser->ns = bus.ns;
	parser->pna = up.na;
	parser->dma = !strcmp(name, "dma-ranges");
	parser->end = parser->range + len / 4;
	return 0;
}

int of_range_parser_init(struct of_range_parser *parser,
			 struct device_node *node)
{
	return parser_init(parser, node, "ranges");
}

int of_pci_dma_range_parser_init(struct of_range_parser *parser,
				 struct device_node *node)
{
	return parser_init(parser, node, "dma-ranges");
}

/* The next entry as it stands, parser->range moves on; false: the end. */
static bool next_entry(struct of_range_parser *parser, struct of_range *range)
{
	const __be32 *at = parser->range;
	const struct bus bus = bus_below(parser->node);
	int one = parser->na + parser->pna + parser->ns;
	struct bus_addr a;

	if (!at || parser->end - at < one)
		return false;
	a = read_addr(at, parser->na);
	range->flags = resource_flags(&bus, a.flags);
	range->bus_addr = a.addr;
	range->cpu_addr = parser->dma ?
		of_translate_dma_address(parser->node, at + parser->na) :
		of_translate_address(parser->node, at + parser->na);
	range->size = of_read_number(at + parser->na + parser->pna,
				     parser->ns);
	parser->range = at + one;
	return true;
}

/* The next range, touching ones joined; NULL: the end. */
struct of_range *of_pci_range_parser_one(struct of_range_parser *parser,
					 struct of_range *range)
{
	struct of_range next;
	const __be32 *before;

	if (!range || !next_entry(parser, range))
		return NULL;
	for (;;) {
		before = parser->range;
		if (!next_entry(parser, &next))
			return range;
		if (next.flags != range->flags ||
		    next.bus_addr != range->bus_addr + range->size ||
		    next.cpu_addr != range->cpu_addr + range->size)
			break;
		range->size += next.size;
	}
	parser->range = before;
	return range;
}

/* The highest byte of memory that a bus with these dma-ranges leads to. */
static phys_addr_t last_reached(struct device_node *np)
{
	struct of_range_parser parser;
	struct of_range range;
	phys_addr_t last = 0;

	if (of_dma_range_parser_init(&parser, np))
		return PHYS_ADDR_MAX;
	for_each_of_range(&parser, &range)
		last = max(last, range.cpu_addr + range.size - 1);
	return last ? last : PHYS_ADDR_MAX;
}

static bool is_below(const struct device_node *node,
		     const struct device_node *np)
{
	bool below = false;

	for (; node; node = node->parent) {
		if (!of_device_is_available(node))
			return false;
		below |= node == np;
	}
	return below;
}

/*
 * The last byte of memory that every bus at and below np (NULL: the root) leads
 * to, by its dma-ranges; all ones: none says anything.
 */
phys_addr_t of_dma_get_max_cpu_address(struct device_node *np)
{
	phys_addr_t last = PHYS_ADDR_MAX;
	struct device_node *node;

	for_each_of_allnodes(node)
		if (of_get_property(node, "dma-ranges", NULL) &&
		    is_below(node, np ? np : of_root))
			last = min(last, last_reached(node));
	return last;
}

/* dma-coherent or dma-noncoherent of the nearest node that says; arm64's
 * own answer is no. */
bool of_dma_is_coherent(struct device_node *np)
{
	for (; np; np = np->parent) {
		if (of_property_read_bool(np, "dma-coherent"))
			return true;
		if (of_property_read_bool(np, "dma-noncoherent"))
			return false;
	}
	return false;
}
