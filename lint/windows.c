// SPDX-License-Identifier: MIT
/*
 * windows - which part of memory a device can reach, and at which address.
 *
 * The search goes up from the device's bus: the first dma-ranges that is not
 * empty counts, an empty one passes the address on as it is.
 *
 * Same as Linux: only the device's own bus may lack dma-ranges, a second one
 * without ends the search; an interconnect called "dma-mem" is the bus; PCI
 * devices begin at the host bridge; a window of size 0 ends the list.
 */
#include <linux/of_address.h>
#include <linux/string.h>

#include "lint/windows.h"
#include "of/note.h"

static const void *ranges_of(const struct device_node *np, int *len)
{
	*len = 0;
	return of_get_property(np, "dma-ranges", len);
}

static struct device_node *dma_parent(struct device_node *np)
{
	struct of_phandle_args args;
	int i = of_property_match_string(np, "interconnect-names", "dma-mem");

	if (i < 0 || __of_parse_phandle_with_args(np, "interconnects",
						  "#interconnect-cells", -1, i,
						  &args))
		return np->parent;
	return args.np;
}

static bool is_pci(const struct device_node *np)
{
	return of_node_is_type(np, "pci");
}

/* Where the search begins. */
static struct device_node *bus_of(struct device_node *np)
{
	struct device_node *bus = dma_parent(np);

	while (bus && is_pci(bus) && bus->parent && is_pci(bus->parent))
		bus = bus->parent;
	return bus;
}

#define MAX_STEPS 64			/* interconnects may run in a circle */

struct device_node *windows_of(struct device_node *np,
			       struct device_node **hidden)
{
	bool second = false, lost = false;
	unsigned int steps = 0;
	int len;

	if (hidden)
		*hidden = NULL;
	for (np = bus_of(np); np && steps < MAX_STEPS; np = dma_parent(np)) {
		const void *ranges = ranges_of(np, &len);

		if (ranges && len > 0 && !lost)
			return np;
		if (ranges && len > 0) {
			if (hidden)
				*hidden = np;
			return NULL;
		}
		lost |= second && !ranges;
		second = true;
		steps++;
	}
	return NULL;
}

unsigned int windows_read(struct device_node *node, struct window *w)
{
	struct of_range_parser parser;
	struct of_range range;
	unsigned int n = 0;

	if (of_dma_range_parser_init(&parser, node))
		return 0;
	for_each_of_range(&parser, &range) {
		if (range.cpu_addr == OF_BAD_ADDR)
			continue;
		if (!range.size || n == MAX_WINDOWS)
			break;
		w[n++] = (struct window){ range.bus_addr, range.cpu_addr,
					  range.size };
	}
	return n;
}

const struct window *window_with(const struct window *w, unsigned int nr,
				 u64 cpu)
{
	for (unsigned int i = 0; i < nr; i++)
		if (cpu - w[i].cpu < w[i].size && cpu >= w[i].cpu)
			return &w[i];
	return NULL;
}
