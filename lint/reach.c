// SPDX-License-Identifier: MIT
/*
 * reach - can the device get at the memory that it is given?
 *
 * A memory-region is held against the windows of the device's buses and
 * against the address bits that somebody knows the device has.  Behind an
 * IOMMU the device sees other addresses: nothing is said of those.
 */
#include <linux/dma-mapping.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "lint/private.h"
#include "lint/regions.h"
#include "lint/windows.h"
#include "of/private.h"

#define MAX_ENTRIES 256			/* of one memory-region */

static struct master {
	struct device_node *np;
	struct device_node *bus;	/* whose dma-ranges counts, or NULL */
	struct device_node *read;	/* the one that w was read of */
	struct window w[MAX_WINDOWS];
	unsigned int nr, bits;		/* bits 0: not known */
} dev;

static u64 last_of(const struct lint_region *r)
{
	return lint_end(r->base, r->size) - 1;
}

/* --- dma-ranges ----------------------------------------------------------- */

#define REACH_FIX "move the region into reach, or correct dma-ranges"

/* A pool is one piece on the bus, too; CMA hands out page by page. */
static bool in_reach(const struct lint_region *r, u64 *lost)
{
	const struct window *w;
	u64 at = r->base;

	for (;;) {
		w = window_with(dev.w, dev.nr, at);
		*lost = at;
		if (!w)
			return false;
		if (last_of(r) - w->cpu < w->size)
			return true;
		at = w->cpu + w->size;
		*lost = at;
		if (r->kind != LINT_CMA)
			return false;
	}
}

static u64 bus_limit(void)
{
	u64 limit = 0;

	for (unsigned int i = 0; i < dev.nr; i++)
		limit = max(limit, dev.w[i].bus + dev.w[i].size - 1);
	return limit;
}

#define SEES_7_2 (1u << LINT_6_1 | 1u << LINT_7_2)
#define BEYOND "reserved memory is beyond device's set DMA address range"

static void say_pool(const struct lint_region *r, u64 lost)
{
	unsigned int silent = LINT_ALL;

	if (last_of(r) > bus_limit()) {
		lint_says(SEES_7_2, BEYOND);
		silent &= ~SEES_7_2;
	}
	if (lost == r->base)
		lint_says(silent, "dma_alloc_coherent() succeeds; its device "
				  "addresses count from 0xffffffffffffffff");
	else
		lint_says(silent, "dma_alloc_coherent() succeeds; beyond the "
				  "window its device addresses are another's");
}

static void refuse_reach(const struct lint_region *r, int i, u64 lost)
{
	char path[TREE_PATH];
	const char *bus = tree_path(dev.bus, path, sizeof(path));

	if (r->kind == LINT_POOL)
		say_pool(r, lost);
	else if (r->kind == LINT_CMA)
		lint_says(LINT_ALL, "dma_alloc_coherent() takes memory outside "
				    "of the area, without a word");
	else
		lint_says(LINT_ALL, "each dma_map_*() of the device fails: "
				    "swiotlb addr overflow");
	tree_note(r->kind == LINT_CMA ? TREE_WARNING : TREE_ERROR, "dma-reach",
		  dev.np, "memory-region", REACH_FIX,
		  "entry %d, %s at 0x%llx..0x%llx: dma-ranges of %s does not "
		  "reach 0x%llx", i, r->np->full_name, r->base, last_of(r), bus,
		  lost);
}

/* The driver of a plain region takes its address from the tree. */
static void note_offset(const struct lint_region *r, int i)
{
	const struct window *w = window_with(dev.w, dev.nr, r->base);

	if (w && w->bus != w->cpu)
		tree_note(TREE_NOTE, "dma-offset", dev.np, "memory-region",
			  "let the driver give the device the bus's address; "
			  "reg has the CPU's",
			  "entry %d, %s: the device sees 0x%llx at 0x%llx",
			  i, r->np->full_name, r->base,
			  r->base - w->cpu + w->bus);
}

/* --- a known mask --------------------------------------------------------- */

static u64 to_bus(u64 address)
{
	const struct window *w;

	if (!dev.bus || !dev.nr)
		return address;
	w = window_with(dev.w, dev.nr, address);
	return w ? address - w->cpu + w->bus : ~0ULL;
}

/* As dma_direct_supported() has it: the DMA zone must be in reach, or 4 GiB. */
static bool is_mask_refused(void)
{
	u64 page = (memblock_end_of_DRAM() - 1) & ~(LINUX_PAGE_SIZE - 1);

	return dev.bits && dev.bits < 32 && lint_ram_is_known() &&
	       DMA_BIT_MASK(dev.bits) < to_bus(min(page, zone_dma_limit));
}

static void refuse_mask(void)
{
	u64 last = min(memblock_end_of_DRAM() - 1, zone_dma_limit);

	tree_reject("dma-mask", dev.np, NULL,
		    "let the driver ask for more bits; or tell by the bus's "
		    "dma-ranges what it reaches",
		    "dma_set_mask_and_coherent() of %u bits fails with -EIO: "
		    "RAM up to 0x%llx is in the zone that all devices reach",
		    dev.bits, last);
}

/* A mask that is refused is not the device's. */
static void look_at_mask(const struct lint_region *r, int i)
{
	const struct window *w =
		dev.bus ? window_with(dev.w, dev.nr, r->base) : NULL;
	u64 last = w ? last_of(r) - w->cpu + w->bus : last_of(r);

	if (!dev.bits || dev.bits > 63 || last >> dev.bits == 0 ||
	    is_mask_refused())
		return;
	if (r->kind == LINT_POOL) {
		lint_says(SEES_7_2, BEYOND);
		lint_says(1u << LINT_6_12, "dma_alloc_coherent() succeeds: the "
					   "mask is not looked at");
	}
	tree_note(r->kind == LINT_POOL || r->kind == LINT_RESTRICTED ? TREE_ERROR :
		  TREE_WARNING, "dma-mask", dev.np, "memory-region",
		  "move the region below that; a dynamic one by alloc-ranges",
		  "entry %d, %s: its last byte is 0x%llx for the device, which "
		  "drives %u bits", i, r->np->full_name, last, dev.bits);
}

/* --- all of it ------------------------------------------------------------ */

static void look_at(const struct lint_region *r, int i)
{
	u64 lost;

	look_at_mask(r, i);
	if (!dev.bus)
		return;
	if (r->kind == LINT_KEPT)
		note_offset(r, i);
	else if (!in_reach(r, &lost))
		refuse_reach(r, i, lost);
}

/* A dma-ranges that does not count: it would have changed something. */
static void look_at_hidden(const struct lint_region *r,
			   const struct device_node *hidden)
{
	const struct window *w = window_with(dev.w, dev.nr, r->base);
	char path[TREE_PATH];

	if (dev.nr && (!w || w->bus != w->cpu || last_of(r) - w->cpu >= w->size))
		tree_beware("dma-ranges-hidden", dev.np, NULL,
			    "write dma-ranges; (empty) on each bus between",
			    "a bus above lacks dma-ranges, so that of %s does "
			    "not count: the device is taken to reach all",
			    tree_path(hidden, path, sizeof(path)));
}

static unsigned int known_bits(const struct device_node *np)
{
	for (unsigned int i = 0; i < lint_options->nr_masks; i++)
		if (lint_is_named(np, lint_options->masks[i].node))
			return lint_options->masks[i].bits;
	return 0;
}

/* Is one of its IOMMUs there? */
static bool is_translated(const struct device_node *np)
{
	struct of_phandle_iterator it;
	int rc;

	of_for_each_phandle(&it, rc, np, "iommus", "#iommu-cells", -1)
		if (of_device_is_available(it.node))
			return true;
	return false;
}

/* Most devices are on the bus of the one before. */
static void read_windows(struct device_node *node)
{
	if (node && node == dev.read)
		return;
	dev.nr = node ? windows_read(node, dev.w) : 0;
	dev.read = node;
}

static struct device_node *take_device(struct device_node *np)
{
	struct device_node *hidden;

	dev.np = np;
	dev.bits = known_bits(np);
	dev.bus = windows_of(np, &hidden);
	read_windows(dev.bus ? dev.bus : hidden);
	return hidden;
}

static void look_at_device(struct device_node *np)
{
	struct device_node *hidden = take_device(np);

	for (int i = 0; i < lint_nr_entries(np) && i < MAX_ENTRIES; i++) {
		const struct device_node *target = lint_entry(np, i);
		const struct lint_region *r =
			target ? lint_region_of(target) : NULL;

		if (!r || !r->size || r->kind == LINT_REFUSED)
			continue;
		if (hidden)
			look_at_hidden(r, hidden);
		if (dev.bus && !dev.nr)
			dev.bus = NULL;	/* then Linux takes all as it is */
		look_at(r, i);
	}
}

/* A mask that is nobody's would be a check that is not made. */
static void look_for_masters(void)
{
	for (unsigned int i = 0; i < lint_options->nr_masks; i++) {
		const struct lint_mask *mask = &lint_options->masks[i];
		struct device_node *np = lint_next(NULL);
		bool found = false;

		for (; np; np = lint_next(np)) {
			if (!lint_is_named(np, mask->node))
				continue;
			found = true;
			take_device(np);
			if (!is_translated(np) && is_mask_refused())
				refuse_mask();
		}
		if (!found)
			tree_beware("dma-mask", of_root, NULL,
				    "write a node's full path, or its name",
				    "no enabled node is %s, which drives %u "
				    "bits", mask->node, mask->bits);
	}
}

void lint_reach(void)
{
	struct device_node *np;

	dev.read = NULL;
	look_for_masters();
	for (unsigned int i = 0; (np = lint_user_at(i)); i++)
		if (!is_translated(np))
			look_at_device(np);
}
