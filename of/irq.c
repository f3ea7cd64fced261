// SPDX-License-Identifier: MIT
/*
 * irq - which interrupt line a node's interrupts are.
 *
 * An interrupt is a controller and a specifier, from interrupts-extended or
 * from interrupts and the nearest interrupt-parent; interrupt-map nodes on the
 * way hand it on.  Each distinct (controller, specifier) gets the next free
 * line of the home; a driver's number is line + IRQ_BASE, so 0 stays invalid.
 *
 * Same as Linux: properties, order, results.
 * Not the same:  numbers; a controller needs no driver, so nothing is deferred.
 */
#include <linux/errno.h>
#include <linux/of_irq.h>
#include <linux/string.h>

#include "core/sched/irq.h"
#include "home/home.h"
#include "of/private.h"

#define NR_LINES	HOME_IRQ_TIMER	/* those below the timer's */
#define MAX_STEPS	64		/* a hostile map may go in circles */

/* Lines in use, in the order in which they were asked for. */
static struct of_phandle_args lines[NR_LINES];
static unsigned int nr_lines;

/* The node that interrupt-parent names, at child or above it; or a controller
 * that stands above it. */
struct device_node *of_irq_find_parent(struct device_node *child)
{
	u32 handle;
	int steps;

	for (steps = 0; child && steps < MAX_STEPS; steps++) {
		if (of_property_read_u32(child, "interrupt-parent", &handle))
			child = child->parent;
		else
			child = of_find_node_by_phandle(handle);
		if (child && of_property_present(child, "#interrupt-cells"))
			return child;
	}
	return NULL;
}

/* --- interrupt-map -------------------------------------------------------- */

struct map_entry {
	const __be32 *match;
	struct of_phandle_args out;
	const __be32 *next;
};

/* One row: n cells to match, controller, its unit address, its specifier. */
static bool read_row(const __be32 *row, const __be32 *end, int n,
		     struct map_entry *e)
{
	u32 cells, addr = 0;

	if (end - row < n + 1)
		return false;
	e->match = row;
	row += n;
	e->out.np = of_find_node_by_phandle(of_read_number(row++, 1));
	if (!e->out.np ||
	    of_property_read_u32(e->out.np, "#interrupt-cells", &cells))
		return false;
	of_property_read_u32(e->out.np, "#address-cells", &addr);
	if (cells > MAX_PHANDLE_ARGS || addr > MAX_PHANDLE_ARGS ||
	    end - row < addr + cells)
		return false;
	row += addr;
	e->out.args_count = cells;
	for (u32 i = 0; i < cells; i++)
		e->out.args[i] = of_read_number(row++, 1);
	e->next = row;
	return true;
}

static bool row_matches(const struct map_entry *e, const u32 *key,
			const __be32 *mask, int n)
{
	for (int i = 0; i < n; i++) {
		u32 m = mask ? of_read_number(mask + i, 1) : ~0u;

		if ((key[i] ^ of_read_number(e->match + i, 1)) & m)
			return false;
	}
	return true;
}

/* Hand irq on by irq->np's interrupt-map; addr is the unit address. */
static int map_once(struct of_phandle_args *irq, const u32 *addr, int na)
{
	u32 key[2 * MAX_PHANDLE_ARGS];
	int len, mask_len, n = na + irq->args_count;
	const __be32 *row = of_get_property(irq->np, "interrupt-map", &len);
	const __be32 *mask = of_get_property(irq->np, "interrupt-map-mask",
					     &mask_len);
	const __be32 *end = row + len / 4;
	struct map_entry e;

	if (mask && mask_len < n * 4)
		return -EINVAL;
	memcpy(key, addr, na * sizeof(*key));
	memcpy(key + na, irq->args, irq->args_count * sizeof(*key));
	for (; read_row(row, end, n, &e); row = e.next) {
		if (!row_matches(&e, key, mask, n))
			continue;
		*irq = e.out;
		return 0;
	}
	return -EINVAL;
}

/* Follow the maps until a controller is reached. */
static int map_to_controller(struct device_node *device,
			     struct of_phandle_args *irq)
{
	u32 addr[MAX_PHANDLE_ARGS] = { 0 }, na;
	const __be32 *reg;
	int err, len;

	for (int steps = 0; steps < MAX_STEPS; steps++) {
		if (of_property_read_bool(irq->np, "interrupt-controller") ||
		    !of_property_present(irq->np, "interrupt-map"))
			return 0;
		na = 0;
		of_property_read_u32(irq->np, "#address-cells", &na);
		if (na > MAX_PHANDLE_ARGS)
			return -EINVAL;
		memset(addr, 0, sizeof(addr));
		reg = of_get_property(device, "reg", &len);
		for (u32 i = 0; reg && i < na && i < len / 4; i++)
			addr[i] = of_read_number(reg + i, 1);
		device = irq->np;
		err = map_once(irq, addr, na);
		if (err)
			return err;
	}
	return -EINVAL;
}

/* --- a node's interrupts -------------------------------------------------- */

static int parse_interrupts(struct device_node *device, int index,
			    struct of_phandle_args *irq)
{
	u32 cells;

	irq->np = of_irq_find_parent(device);
	if (!irq->np)
		return -EINVAL;
	if (of_property_read_u32(irq->np, "#interrupt-cells", &cells) ||
	    cells > MAX_PHANDLE_ARGS)
		return -EINVAL;
	irq->args_count = cells;
	for (u32 i = 0; i < cells; i++)
		if (of_property_read_u32_index(device, "interrupts",
					       index * cells + i,
					       &irq->args[i]))
			return -EINVAL;
	return 0;
}

/* Controller and specifier of interrupt index: 0, -EINVAL, -ENOENT. */
int of_irq_parse_one(struct device_node *device, int index,
		     struct of_phandle_args *out_irq)
{
	struct of_phandle_args irq = { 0 };
	int err;

	if (index < 0 || !of_property_present(device, "interrupts-extended"))
		err = index < 0 ? -EINVAL :
				  parse_interrupts(device, index, &irq);
	else
		err = of_parse_phandle_with_args(device, "interrupts-extended",
						 "#interrupt-cells", index,
						 &irq);
	if (!err && !irq.np)
		err = -EINVAL;
	if (!err)
		err = map_to_controller(device, &irq);
	if (!err)
		home_store(out_irq, &irq, sizeof(irq));
	return err;
}

/* How many interrupts the node has. */
int of_irq_count(struct device_node *dev)
{
	struct of_phandle_args irq;
	int n = 0;

	while (n < NR_LINES && !of_irq_parse_one(dev, n, &irq))
		n++;
	return n;
}

/* --- lines ---------------------------------------------------------------- */

static bool same_irq(const struct of_phandle_args *a,
		     const struct of_phandle_args *b)
{
	return a->np == b->np && a->args_count == b->args_count &&
	       !memcmp(a->args, b->args, a->args_count * sizeof(*a->args));
}

/* The driver's number of an interrupt; 0: no line is left. */
unsigned int irq_create_of_mapping(struct of_phandle_args *irq_data)
{
	struct of_phandle_args irq;
	unsigned int line = 0;

	home_load(irq_data, &irq, sizeof(irq));
	while (line < nr_lines && !same_irq(&lines[line], &irq))
		line++;
	if (line == NR_LINES)
		return 0;
	if (line == nr_lines)
		lines[nr_lines++] = irq;
	return line + IRQ_BASE;
}

void irq_lines_reset(void)
{
	nr_lines = 0;
}

unsigned int irq_of_parse_and_map(struct device_node *node, int index)
{
	struct of_phandle_args irq;

	if (of_irq_parse_one(node, index, &irq))
		return 0;
	return irq_create_of_mapping(&irq);
}

/* The same with an error: -EINVAL, -ENOENT. */
int of_irq_get(struct device_node *dev, int index)
{
	struct of_phandle_args irq;
	int err = of_irq_parse_one(dev, index, &irq);

	if (err)
		return err;
	return irq_create_of_mapping(&irq) ? : -EINVAL;
}

int of_irq_get_byname(struct device_node *dev, const char *name)
{
	int index;

	if (!name)
		return -EINVAL;
	index = of_property_match_string(dev, "interrupt-names", name);
	return index < 0 ? index : of_irq_get(dev, index);
}

/* Interrupt index as a resource; its number, or what of_irq_get() says. */
int of_irq_to_resource(struct device_node *dev, int index, struct resource *r)
{
	struct resource res = { .flags = IORESOURCE_IRQ };
	const char *name = NULL;
	int irq = of_irq_get(dev, index);

	if (irq < 0 || !r)
		return irq;
	of_property_read_string_index(dev, "interrupt-names", index, &name);
	res.start = res.end = irq;
	res.name = name ? name : dev->full_name;
	home_store(r, &res, sizeof(res));
	return irq;
}
