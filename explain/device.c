// SPDX-License-Identifier: MIT
/*
 * device - one as the driver core hands it to probe(), without a board.
 *
 * of_dma_configure() is the kernel's own; the masks are what it leaves, or what
 * the driver's call makes of them.  A PCI host bridge stands for the devices
 * behind it: its dma-ranges are for them.
 */
#include <linux/align.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/of_address.h>
#include <linux/of_device.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "core/mm/memblock.h"
#include "explain/private.h"
#include "of/cmdline.h"

/* The node that says whether np snoops; NULL: nobody. */
static struct device_node *coherence_node(struct device_node *np)
{
	for (; np; np = np->parent)
		if (of_property_present(np, "dma-coherent") ||
		    of_property_present(np, "dma-noncoherent"))
			break;
	return np;
}

/* The node at or above bus whose dma-ranges has entries. */
static struct device_node *ranges_node(struct device_node *bus)
{
	int len = 0;

	for (; bus; bus = bus->parent)
		if (of_get_property(bus, "dma-ranges", &len) && len)
			break;
	return bus;
}

static void take_ranges(struct subject *s, struct device_node *bus)
{
	const struct bus_dma_region *r = s->dev.dma_range_map;
	struct explain_device *e = s->e;

	if (!r)
		return;
	bus = ranges_node(bus);
	e->ranges_by = bus ? explain_path(bus) : NULL;
	for (; r->size && e->nr_ranges < EXPLAIN_RANGES; r++)
		e->ranges[e->nr_ranges++] = (struct explain_range){
			.cpu = r->cpu_start, .bus = r->dma_start,
			.size = r->size,
		};
}

static bool reaches(struct subject *s, phys_addr_t paddr)
{
	return dma_coherent_ok(&s->dev, paddr, 1);
}

/* The last byte in a row from this one on, which is in reach. */
static phys_addr_t reach_end(struct subject *s, phys_addr_t from)
{
	const struct bus_dma_region *r = s->dev.dma_range_map;
	u64 room = s->e->limit - phys_to_dma(&s->dev, from);

	for (; r && r->size; r++)
		if (from >= r->cpu_start && from - r->cpu_start < r->size) {
			room = min(room, r->size - 1 - (from - r->cpu_start));
			break;
		}
	return from + min(room, ~from);
}

/* The last byte in a row from this one on, which is out of reach. */
static phys_addr_t miss_end(struct subject *s, phys_addr_t from)
{
	const struct bus_dma_region *r = s->dev.dma_range_map;
	phys_addr_t last = ~(phys_addr_t)0;

	for (; r && r->size; r++)
		if (r->cpu_start > from)
			last = min(last, r->cpu_start - 1);
	return last;
}

/* The largest power of two of pages, at a multiple of it. */
static u64 largest_block(phys_addr_t first, phys_addr_t last)
{
	u64 size, start, largest = 0;

	for (size = explain_page(); size; size <<= 1) {
		start = ALIGN(first, size);
		if (start < first || start > last || last - start < size - 1)
			break;
		largest = size;
	}
	return largest;
}

static void look_at_bank(struct subject *s, phys_addr_t at, phys_addr_t last)
{
	struct explain_device *e = s->e;
	phys_addr_t end;

	for (;; at = end + 1) {
		if (reaches(s, at)) {
			end = min(reach_end(s, at), last);
			e->reached += end - at + 1;
			s->block = max(s->block, largest_block(at, end));
		} else {
			end = min(miss_end(s, at), last);
			if (!e->missed)
				e->first_missed = at;
			e->missed += end - at + 1;
		}
		if (end == last)
			return;
	}
}

/* RAM that is out of reach: bounced, or not mapped at all.  What an IOMMU maps
 * may be anywhere. */
static void look_at_ram(struct subject *s)
{
	const struct memblock_region *m;

	for (unsigned int i = 0; !s->iommu && (m = memblock_memory_at(i)); i++)
		if (!m->nomap)
			look_at_bank(s, m->base, m->base + m->size - 1);
	if (!memblock_phys_mem_size())
		return;
	s->e->ram_end = memblock_end_of_DRAM();
	if (!s->dev.dma_range_map)
		s->e->enough = dma_direct_get_required_mask(&s->dev);
}

static const char *zone_name(gfp_t zone)
{
	if (zone & __GFP_DMA)
		return "DMA";
	return zone & __GFP_DMA32 ? "DMA32" : "Normal";
}

/* --- SWIOTLB -------------------------------------------------------------- */

/* The word behind the numbers of swiotlb=SLOTS,AREAS,force|noforce. */
static bool ends_in(const char *value, const char *word)
{
	size_t n = strlen(word);

	value += strspn(value, "0123456789,");
	return !strncmp(value, word, n) && (!value[n] || value[n] == ' ');
}

/* Is there a pool to bounce through?  As swiotlb_boot() decides. */
static void take_swiotlb(struct subject *s)
{
	u64 end = memblock_zone_end(zone_dma_limit);
	bool never = false, always = false;
	const char *at = NULL;

	while ((at = cmdline_next("swiotlb", at))) {
		always |= ends_in(at, "force");
		never |= ends_in(at, "noforce");
	}
	s->bounces = !never && (always || !linux_6_1() ||
				(memblock_phys_mem_size() &&
				 memblock_end_of_DRAM() - 1 > end));
	s->forced = s->bounces && always && !s->iommu;
}

/* --- IOMMU ---------------------------------------------------------------- */

static void name_iommu(struct subject *s, const struct of_phandle_args *args)
{
	snprintf(s->e->iommu, EXPLAIN_TEXT, "%pOF%s", args->np, s->iommu ? "" :
		 ", but that is disabled: as if there were none");
	if (args->args_count)
		snprintf(s->e->iommu_id, sizeof(s->e->iommu_id), "0x%x",
			 args->args[0]);
}

/* Is there one between the device and memory? */
static void take_iommu(struct subject *s)
{
	struct of_phandle_args args;

	if (!of_parse_phandle_with_args(s->np, "iommus", "#iommu-cells", 0,
					&args)) {
		s->iommu = of_device_is_available(args.np);
		name_iommu(s, &args);
	} else if (s->e->endpoints && of_property_present(s->np, "iommu-map")) {
		s->iommu = true;
		snprintf(s->e->iommu, EXPLAIN_TEXT,
			 "by iommu-map, for the requester IDs that it lists");
	}
}

/* --- the device ----------------------------------------------------------- */

/* What dma_set_mask_and_coherent() makes of it; an IOMMU takes any mask. */
static void take_mask(struct subject *s)
{
	u64 mask;

	if (!s->options->mask)
		return;
	mask = DMA_BIT_MASK(s->options->mask);
	if (s->iommu)
		*s->dev.dma_mask = s->dev.coherent_dma_mask = mask;
	else
		s->e->mask_result = dma_set_mask_and_coherent(&s->dev, mask);
}

static int configure(struct subject *s)
{
	struct device *dev = &s->dev;
	struct device_node *bus = s->e->endpoints ? s->np : s->np->parent;
	int err;

	/* An endpoint has no node; its bus is the host bridge. */
	dev->of_node = s->e->endpoints ? NULL : s->np;
	dev->coherent_dma_mask = DMA_BIT_MASK(32);
	dev->dma_mask = &s->mask;
	s->mask = DMA_BIT_MASK(32);
	err = of_dma_configure(dev, s->np, true);
	if (!err)
		take_ranges(s, bus);
	return err;
}

int subject_get(struct subject *s, struct device_node *np)
{
	struct explain_device *e = s->e;
	struct device_node *says = coherence_node(np);
	int err;

	s->np = np;
	e->endpoints = of_node_is_type(np, "pci");
	e->path = explain_path(np);
	of_property_read_string(np, "compatible", &e->compatible);
	err = configure(s);
	if (err)
		return err;
	take_iommu(s);
	take_mask(s);
	e->coherent = dev_is_dma_coherent(&s->dev);
	e->coherent_by = says ? explain_path(says) : NULL;
	e->mask = s->dev.coherent_dma_mask;
	e->limit = dma_limit(e->mask, s->dev.bus_dma_limit);
	e->zone = zone_name(dma_direct_zone(&s->dev));
	e->translated = s->iommu;
	look_at_ram(s);
	take_swiotlb(s);
	return 0;
}

void subject_put(struct subject *s)
{
	arch_teardown_dma_ops(&s->dev);
}
