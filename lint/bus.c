// SPDX-License-Identifier: MIT
/*
 * bus - dma-ranges and coherence, as each bus says them.
 *
 * dtc looks at the length of dma-ranges too; the rest nobody does before the
 * kernel, which looks at it when a device of that bus is set up.
 */
#include <linux/of_address.h>
#include <linux/string.h>

#include "core/mm/memblock.h"
#include "lint/private.h"
#include "lint/regions.h"
#include "lint/windows.h"
#include "of/private.h"

#define MAX_ADDR_CELLS 4

/* One entry as it stands. */
struct entry {
	u64 bus, cpu, size;
	const __be32 *cpu_cells;
};

static struct {
	struct device_node *np;
	const __be32 *cells;
	int na, pna, ns, nr;		/* entries, whole ones */
} dr;

/* --- entries -------------------------------------------------------------- */

static struct entry entry_at(int i)
{
	const __be32 *at = dr.cells + i * (dr.na + dr.pna + dr.ns);
	int flags = dr.na == 3;		/* PCI's first cell is no address */

	return (struct entry){
		.bus = of_read_number(at + flags, dr.na - flags),
		.cpu = of_read_number(at + dr.na, dr.pna),
		.size = of_read_number(at + dr.na + dr.pna, dr.ns),
		.cpu_cells = at + dr.na,
	};
}

static bool cells_make_sense(void)
{
	return dr.na > 0 && dr.na <= MAX_ADDR_CELLS && dr.pna > 0 &&
	       dr.pna <= MAX_ADDR_CELLS && dr.ns > 0 && dr.ns <= MAX_ADDR_CELLS;
}

static void look_at_length(int len)
{
	int one = (dr.na + dr.pna + dr.ns) * 4;

	dr.nr = len / one;
	if (len % one == 0)
		return;
	lint_silent(LINT_ALL);
	tree_note(dr.nr ? TREE_WARNING : TREE_ERROR, "dma-ranges-cells", dr.np,
		  "dma-ranges",
		  "write <bus-address parent-address size> with those cells",
		  "%d bytes are no multiple of %d (cells: %d of this bus, %d of "
		  "its parent's, %d of size); %s", len, one, dr.na, dr.pna,
		  dr.ns, dr.nr ? "the rest is dropped" :
		  "it does not count, devices are taken to reach all");
}

static void look_at_size(const struct entry *e, int i)
{
	u64 end = e->bus + e->size;

	if (!e->size && (!i || i + 1 < dr.nr))
		tree_reject("dma-ranges-size", dr.np, "dma-ranges",
			    "give the range a size, or take it out",
			    "range %d has size 0, which ends the list: %s", i,
			    i ? "those behind it do not count" :
				"devices of this bus reach nothing");
	if (e->size && end && end < e->bus)
		tree_reject("dma-ranges-size", dr.np, "dma-ranges",
			    "write a size that ends within 64 bits",
			    "range %d, 0x%llx bytes from 0x%llx, wraps 64 bits",
			    i, e->size, e->bus);
	if (!(e->size & 1) || e->size == ~0ULL)
		return;
	lint_says(1u << LINT_6_1, "Invalid size 0x%llx for dma-range(s)",
		  e->size);
	lint_silent(1u << LINT_6_12 | 1u << LINT_7_2);
	tree_beware("dma-ranges-size", dr.np, "dma-ranges",
		    "write the size, not the mask: one more",
		    "range %d has size 0x%llx, as a mask would be: its last page "
		    "is out of reach", i, e->size);
}

/* --- the way up ----------------------------------------------------------- */

static u64 translate(u64 cpu)
{
	__be32 cells[MAX_ADDR_CELLS] = { 0 };

	for (int i = dr.pna; i-- > 0; cpu >>= 32)
		cells[i] = __builtin_bswap32((u32)cpu);
	return of_translate_dma_address(dr.np, cells);
}

static void look_at_parent(const struct entry *e, int i)
{
	u64 at = of_translate_dma_address(dr.np, e->cpu_cells);
	char path[TREE_PATH];

	if (at == OF_BAD_ADDR) {
		lint_says(LINT_ALL, "OF: translation of DMA address(%llx) to "
				    "CPU address failed node(%s)", e->bus,
			  tree_path(dr.np, path, sizeof(path)));
		tree_reject("dma-ranges-parent", dr.np, "dma-ranges",
			    dr.np->parent ?
			    "make dma-ranges of the buses above cover it" :
			    "write it on the bus: nothing is above the root",
			    "range %d: 0x%llx is in no dma-ranges above; the "
			    "range does not count", i, e->cpu);
		return;
	}
	/* A parent of three cells has flags, which translate() would lose. */
	if (!e->size || dr.pna == 3 || e->cpu + e->size < e->cpu ||
	    translate(e->cpu + e->size - 1) == at + e->size - 1)
		return;
	lint_silent(LINT_ALL);
	tree_beware("dma-ranges-parent", dr.np, "dma-ranges",
		    "make it end where the window of the bus above ends",
		    "range %d ends at 0x%llx, beyond the window above in which "
		    "it begins", i, e->cpu + e->size - 1);
}

/* --- two ranges ----------------------------------------------------------- */

static bool meet(u64 a, u64 a_size, u64 b, u64 b_size)
{
	return a_size && b_size && (b - a < a_size || a - b < b_size);
}

static void look_at_pair(int i, int k)
{
	struct entry a = entry_at(i), b = entry_at(k);

	if (a.cpu - a.bus == b.cpu - b.bus ||
	    !meet(a.bus, a.size, b.bus, b.size))
		return;
	tree_beware("dma-ranges-overlap", dr.np, "dma-ranges",
		    "move one of the bus's ranges",
		    "ranges %d and %d: the bus's 0x%llx is two places of "
		    "memory; the first counts", i, k,
		    a.bus > b.bus ? a.bus : b.bus);
}

/* --- memory --------------------------------------------------------------- */

static void note_lost(u64 from, u64 to)
{
	tree_note(TREE_NOTE, "dma-ranges-memory", dr.np, "dma-ranges",
		  "nothing, if the bus is like that; else widen dma-ranges",
		  "RAM 0x%llx..0x%llx is out of the bus's reach: buffers there "
		  "are bounced, or not mapped", from, to);
}

/* The first piece of the bank that no window covers. */
static bool look_at_bank(const struct window *w, unsigned int nr,
			 const struct memblock_region *bank)
{
	u64 at = bank->base, end = bank->base + bank->size, to = end;
	const struct window *in;

	while (at < end && (in = window_with(w, nr, at)))
		at = in->cpu + in->size > at ? in->cpu + in->size : end;
	if (at >= end)
		return true;
	for (unsigned int i = 0; i < nr; i++)
		if (w[i].cpu > at && w[i].cpu < to)
			to = w[i].cpu;
	note_lost(at, to - 1);
	return false;
}

static bool is_any_in_reach(const struct window *w, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++)
		if (lint_ram_cover(w[i].cpu, w[i].size) != LINT_NO_RAM)
			return true;
	return false;
}

/* Little windows are for memory on the chip, which masters share. */
static bool is_for_ram(const struct window *w, unsigned int nr)
{
	u64 sum = 0;

	for (unsigned int i = 0; i < nr; i++)
		sum += w[i].size;
	return sum >= 64ULL << 20;
}

static void look_at_memory(void)
{
	const struct memblock_region *bank;
	struct window w[MAX_WINDOWS];
	unsigned int nr = windows_read(dr.np, w);

	if (nr && lint_ram_is_known() && !is_any_in_reach(w, nr)) {
		tree_note(is_for_ram(w, nr) ? TREE_WARNING : TREE_NOTE,
			  "dma-ranges-memory", dr.np, "dma-ranges",
			  "give it the CPU's addresses of RAM",
			  "no RAM is in the bus's reach: nothing can be "
			  "allocated, mapped or bounced there");
		return;
	}
	for (unsigned int i = 0; nr && (bank = memblock_memory_at(i)); i++)
		if (!bank->nomap && !look_at_bank(w, nr, bank))
			return;
}

/* --- all of it ------------------------------------------------------------ */

static void look_at_ranges(struct device_node *np, const struct property *prop)
{
	const struct device_node *up = np->parent ? np->parent : np;

	dr.np = np;
	dr.cells = prop->value;
	dr.na = tree_bus_cells(np, "#address-cells");
	dr.ns = tree_bus_cells(np, "#size-cells");
	dr.pna = tree_bus_cells(up, "#address-cells");
	if (!prop->length || !cells_make_sense())
		return;
	look_at_length(prop->length);
	for (int i = 0; i < dr.nr && i < MAX_WINDOWS; i++) {
		struct entry e = entry_at(i);

		look_at_size(&e, i);
		look_at_parent(&e, i);
		for (int k = 0; k < i; k++)
			look_at_pair(k, i);
	}
	look_at_memory();
}

void lint_buses(void)
{
	struct device_node *np;
	struct property *pp;

	for (np = lint_next(NULL); np; np = lint_next(np)) {
		pp = of_find_property(np, "dma-ranges", NULL);
		if (pp)
			look_at_ranges(np, pp);
		if (of_find_property(np, "dma-coherent", NULL) &&
		    of_find_property(np, "dma-noncoherent", NULL)) {
			tree_edit(np, "dma-noncoherent", NULL);
			tree_beware("dma-coherent-both", np, "dma-noncoherent",
				    "keep the one that is true of the device",
				    "dma-coherent is there too, and wins");
		}
	}
}
