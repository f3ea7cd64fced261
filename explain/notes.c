// SPDX-License-Identifier: MIT
/*
 * notes - which syncs do what, and what would change it all.
 *
 * The syncs are dma/'s own.  What an IOMMU, SWIOTLB or another kernel changes is
 * in a table of texts, each with the file of Linux that does it.
 */
#include <linux/dma-mapping.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "explain/private.h"

/* --- syncs ---------------------------------------------------------------- */

static const struct {
	enum dma_data_direction dir;
	const char *name;
} directions[] = {
	{ DMA_TO_DEVICE, "DMA_TO_DEVICE" },
	{ DMA_FROM_DEVICE, "DMA_FROM_DEVICE" },
	{ DMA_BIDIRECTIONAL, "DMA_BIDIRECTIONAL" },
};

static void explain_syncs(struct subject *s)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(directions); i++)
		s->e->syncs[i] = (struct explain_sync){
			.direction = directions[i].name,
			.for_device = dma_syncs_for_device(&s->dev) ?
				      "clean" : "nothing",
			.for_cpu = dma_syncs_for_cpu(&s->dev,
						     directions[i].dir) ?
				   "invalidate" : "nothing",
		};
}

/* --- what would change it ------------------------------------------------- */

enum when {
	NEVER,
	SYNC_POOL, SYNC_ALLOC,
	NOT_COHERENT, NOT_COHERENT_POOL, COHERENT, COHERENT_POOL,
	NO_IOMMU, NO_IOMMU_POOL, HAS_IOMMU, HAS_IOMMU_POOL,
	NO_REACH, BOUNCES, CANNOT_BOUNCE, CONFINED, FORCED, SMALL_BOUNCES,
	SMALL_ALIGNED, NO_BOUNCE,
	OLD_POOL, NEW_POOL, BY_NAME,
};

static const struct note {
	enum when when;
	const char *about, *source, *text;
} notes[] = {
	{ SYNC_POOL, "dma_sync_* on it", "kernel/dma/direct.h",
	  "is a bug: pool memory was never mapped. Linux on arm64 cleans the "
	  "line by its address in the linear map, which no-map memory does "
	  "not have: an oops. What it needs is a barrier before the device is "
	  "told: writel() has it, writel_relaxed() wants dma_wmb() before it" },
	{ SYNC_ALLOC, "dma_sync_* on it", "kernel/dma/direct.h",
	  "does nothing: no cache holds memory of dma_alloc_*. What it needs is "
	  "a barrier before the device is told: writel() has it, "
	  "writel_relaxed() wants dma_wmb() before it" },
	{ NOT_COHERENT, "dma-coherent", "kernel/dma/direct.c",
	  "in the device's node or above: dma_alloc_* gives cached memory "
	  "(1 1), WRITE_COMBINE means nothing, each sync does nothing" },
	{ NOT_COHERENT_POOL, "dma-coherent", "kernel/dma/coherent.c",
	  "in the device's node or above: the pool stays write-combine for the "
	  "driver, but programs map it cached; syncs of mappings do nothing" },
	{ COHERENT, "no dma-coherent", "kernel/dma/direct.c",
	  "dma_alloc_* gives Normal Non-cacheable memory (0 1), and mappings "
	  "need every sync: a driver that forgets one works on this device only" },
	{ COHERENT_POOL, "no dma-coherent", "kernel/dma/direct.c",
	  "mappings need every sync: a driver that forgets one works on this "
	  "device only; the pool stays as it is, and programs map it uncached" },
	{ NO_IOMMU, "an IOMMU", "drivers/iommu/dma-iommu.c",
	  "Linux: dma_alloc_* makes one IOVA of pages from anywhere, any mask is "
	  "accepted, a list becomes few segments, no address is physical" },
	{ NO_IOMMU_POOL, "an IOMMU", "kernel/dma/mapping.c",
	  "Linux: the pool is still asked first, and its handle stays the "
	  "physical address, which the IOMMU does not map: the device faults. "
	  "Mappings get IOVAs" },
	{ HAS_IOMMU_POOL, "the IOMMU", "kernel/dma/mapping.c",
	  "beware: Linux asks the pool first, and its handle is the physical "
	  "address; nobody maps it in the IOMMU" },
	{ HAS_IOMMU, "without the IOMMU", "kernel/dma/direct.c",
	  "memory is one physical piece: above the page allocator's block only "
	  "a pool or CMA has it; masks and dma-ranges count. The library has "
	  "no IOMMU: `dmaspace run` treats the device so" },
	{ NO_REACH, "SWIOTLB", "kernel/dma/swiotlb.c",
	  "no RAM is in reach, and so no slot to copy through, either: each "
	  "mapping of RAM is DMA_MAPPING_ERROR. The middle numbers of "
	  "dma-ranges are addresses of the CPU" },
	{ BOUNCES, "SWIOTLB", "kernel/dma/swiotlb.c",
	  "a mapping of memory out of reach is copied through a slot "
	  "within it: in at map, whatever the direction; back at unmap and "
	  "sync_for_cpu, if the device may write; the copy costs, and a sync "
	  "that is missing loses data" },
	{ CANNOT_BOUNCE, "SWIOTLB", "kernel/dma/swiotlb.c",
	  "there is no pool (swiotlb=noforce, or 6.1 with all RAM in zone DMA): "
	  "a mapping of memory out of reach is DMA_MAPPING_ERROR" },
	{ CONFINED, "SWIOTLB", "kernel/dma/swiotlb.c",
	  "every mapping is copied through a slot of the restricted pool: in at "
	  "map, whatever the direction; back at unmap and sync_for_cpu, if the "
	  "device may write; a sync that is missing loses data" },
	{ FORCED, "SWIOTLB", "kernel/dma/swiotlb.c",
	  "swiotlb=force: every mapping is copied through a slot: in at map, "
	  "whatever the direction; back at unmap and sync_for_cpu, if the "
	  "device may write; a sync that is missing loses data" },
	{ SMALL_BOUNCES, "SWIOTLB", "kernel/dma/direct.h",
	  "all RAM is in reach. kmalloc() buffers that do not fill cache lines "
	  "are copied all the same, unless DMA_TO_DEVICE (not 6.1); "
	  "swiotlb=force copies all" },
	{ SMALL_ALIGNED, "SWIOTLB", "mm/slab_common.c",
	  "swiotlb=noforce: there is no pool, and nothing is copied. kmalloc() "
	  "gives whole cache lines then, so that a small buffer shares none" },
	{ NO_BOUNCE, "SWIOTLB", "kernel/dma/swiotlb.c",
	  "nothing is copied: all RAM is in reach, but for swiotlb=force" },
	{ OLD_POOL, "Linux 6.1, 7.2", "kernel/dma/coherent.c",
	  "attaching a second pool is -EBUSY, and a pool beyond the device's "
	  "mask gives a warning (6.1 from 6.1.192)" },
	{ NEW_POOL, "Linux 6.12", "kernel/dma/coherent.c",
	  "attaching a second pool says yes and keeps the first; nobody warns "
	  "of a pool beyond the device's mask" },
	{ BY_NAME, "Linux 6.1", "drivers/of/of_reserved_mem.c",
	  "finds the region by phandle; 6.12 and later by its node's name, of "
	  "two equal names the first" },
};

static bool has_more_pools(const struct subject *s)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < s->e->nr_regions; i++)
		n += !strcmp(s->e->regions[i].kind, "DMA pool");
	return n > 1;
}

/* Does a region of the tree have the name of another? */
static bool has_namesake(const struct subject *s)
{
	const struct reserved_mem *a, *b;

	if (!s->e->nr_regions)
		return false;
	for (unsigned int i = 0; (a = reserved_mem_at(i)); i++)
		for (unsigned int j = 0; j < i; j++) {
			b = reserved_mem_at(j);
			if (!strcmp(a->name, b->name))
				return true;
		}
	return false;
}

/* What SWIOTLB does for the device: one of NO_REACH ... NO_BOUNCE. */
static enum when bouncing(const struct subject *s)
{
	bool small = !s->e->coherent && linux_version >= 0x060c00 &&
		     !linux_arm32;

	if (s->iommu)
		return NEVER;
	if (s->restricted)
		return CONFINED;
	if (s->e->missed && !s->e->reached)
		return NO_REACH;
	if (s->forced)
		return FORCED;
	if (s->e->missed)
		return s->bounces ? BOUNCES : CANNOT_BOUNCE;
	if (small)
		return s->bounces ? SMALL_BOUNCES : SMALL_ALIGNED;
	return NO_BOUNCE;
}

static bool holds(const struct subject *s, enum when when)
{
	bool coherent = s->e->coherent, pool = s->pool;

	switch (when) {
	case SYNC_POOL:
		return pool && !coherent;
	case SYNC_ALLOC:
		return !pool && !coherent;
	case NOT_COHERENT:
		return !coherent && !pool;
	case NOT_COHERENT_POOL:
		return !coherent && pool;
	case COHERENT:
		return coherent && !pool;
	case COHERENT_POOL:
		return coherent && pool;
	case NO_IOMMU:
		return !s->iommu && !pool;
	case NO_IOMMU_POOL:
		return !s->iommu && pool;
	case HAS_IOMMU_POOL:
		return s->iommu && pool;
	case HAS_IOMMU:
		return s->iommu && !pool;
	case OLD_POOL:
		return has_more_pools(s) && !coherent_second_pool_fails();
	case NEW_POOL:
		return has_more_pools(s) && coherent_second_pool_fails();
	case BY_NAME:
		return has_namesake(s);
	default:
		return when == bouncing(s) && when != NEVER;
	}
}

static void add(struct subject *s, const char *about, const char *source,
		const char *text)
{
	struct explain_line *line;

	if (s->e->nr_notes == EXPLAIN_NOTES)
		return;
	line = &s->e->notes[s->e->nr_notes++];
	line->about = about;
	line->source = source;
	strscpy(line->text, text, EXPLAIN_TEXT);
}

/* A client of a DMA controller does no DMA itself. */
static void note_controller(struct subject *s)
{
	struct of_phandle_args args;
	char text[EXPLAIN_TEXT];

	if (of_parse_phandle_with_args(s->np, "dmas", "#dma-cells", 0, &args))
		return;
	snprintf(text, sizeof(text),
		 "%pOF moves the data of `dmas`: allocate and map with that "
		 "device (dmaengine_get_dma_device()), not with this one",
		 args.np);
	add(s, "dmas", "include/linux/dmaengine.h", text);
}

static void note_status(struct subject *s)
{
	const struct device_node *np = s->np;

	while (np && of_device_is_available(np))
		np = np->parent;
	if (np)
		add(s, "status", "drivers/of/platform.c",
		    np == s->np ? "the node is disabled: no driver sees it" :
		    "a node above it is disabled: no driver sees it");
}

void explain_notes(struct subject *s)
{
	explain_syncs(s);
	note_status(s);
	note_controller(s);
	if (of_property_match_string(s->np, "interconnect-names",
				     "dma-mem") >= 0)
		add(s, "interconnects", "drivers/of/address.c",
		    "Linux: the dma-ranges of the bus that \"dma-mem\" names "
		    "count; here those of the node's parents do");
	for (unsigned int i = 0; i < ARRAY_SIZE(notes); i++)
		if (holds(s, notes[i].when))
			add(s, notes[i].about, notes[i].source, notes[i].text);
}
