// SPDX-License-Identifier: MIT
/*
 * attrs - what each attribute of dma_alloc_attrs() and dma_map_*_attrs() does
 * for this device.
 */
#include <linux/dma-mapping.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "explain/private.h"

/* Attributes that this kernel's headers do not have yet. */
#define ATTR_MMIO		(1UL << 10)
#define ATTR_IGNORE_CACHELINES	(1UL << 11)
#define ATTR_REQUIRE_COHERENT	(1UL << 12)
#define ATTR_CC_SHARED		(1UL << 13)

const struct explain_attr explain_attrs[] = {
	{ "WEAK_ORDERING", DMA_ATTR_WEAK_ORDERING, 0 },
	{ "WRITE_COMBINE", DMA_ATTR_WRITE_COMBINE, 0 },
	{ "NO_KERNEL_MAPPING", DMA_ATTR_NO_KERNEL_MAPPING, 0 },
	{ "SKIP_CPU_SYNC", DMA_ATTR_SKIP_CPU_SYNC, 0 },
	{ "FORCE_CONTIGUOUS", DMA_ATTR_FORCE_CONTIGUOUS, 0 },
	{ "ALLOC_SINGLE_PAGES", DMA_ATTR_ALLOC_SINGLE_PAGES, 0 },
	{ "NO_WARN", DMA_ATTR_NO_WARN, 0 },
	{ "PRIVILEGED", DMA_ATTR_PRIVILEGED, 0 },
	{ "MMIO", ATTR_MMIO, 0x070200 },
	{ "DEBUGGING_IGNORE_CACHELINES", ATTR_IGNORE_CACHELINES, 0x070200 },
	{ "REQUIRE_COHERENT", ATTR_REQUIRE_COHERENT, 0x070200 },
	{ "CC_SHARED", ATTR_CC_SHARED, 0x070200 },
	{ }
};

static const char *write_combine(const struct subject *s)
{
	if (s->pool)
		return "nothing: a pool is write-combine anyway";
	if (s->e->coherent)
		return "nothing: the device snoops, so memory stays cached";
	if (linux_arm32)
		return "buffered and not cached; so is dma_alloc_coherent() on "
		       "ARMv6 and later (CONFIG_ARM_DMA_MEM_BUFFERABLE)";
	return "Normal Non-cacheable, as without it: on arm64 there is one kind "
	       "of memory that is not cached; another architecture may "
	       "have two";
}

static const char *no_kernel_mapping(const struct subject *s)
{
	if (s->pool)
		return "nothing: the pool is mapped already";
	if (s->iommu)
		return "Linux: nothing; the pages are mapped for the CPU all "
		       "the same";
	if (s->restricted)
		return "nothing, memory of a restricted pool is mapped";
	return "the pointer is a cookie, for dma_mmap_attrs() and "
	       "dma_free_attrs() with the same attribute alone; the memory is "
	       "not zeroed";
}

static const char *skip_cpu_sync(const struct subject *s)
{
	if (s->e->missed || s->restricted || s->forced)
		return "for mappings: no cache work; where one bounces, unmap "
		       "copies nothing back, but map still copies in";
	if (s->e->coherent)
		return "nothing: there is no cache work to skip";
	return "for mappings: map and unmap do no cache work, the driver syncs "
	       "what it uses; for dma_alloc_attrs(): nothing";
}

static const char *force_contiguous(const struct subject *s)
{
	if (s->iommu && !s->pool)
		return "Linux: one physical piece, of CMA or pages, instead of "
		       "pages from anywhere";
	return "nothing: without an IOMMU memory is always one piece";
}

static const char *iommu_only(const struct subject *s, const char *text)
{
	return s->iommu && !s->pool ? text : "nothing: it is for an IOMMU";
}

static const char *effect(const struct subject *s, unsigned long bit)
{
	switch (bit) {
	case DMA_ATTR_WRITE_COMBINE:
		return write_combine(s);
	case DMA_ATTR_NO_KERNEL_MAPPING:
		return no_kernel_mapping(s);
	case DMA_ATTR_SKIP_CPU_SYNC:
		return skip_cpu_sync(s);
	case DMA_ATTR_FORCE_CONTIGUOUS:
		return force_contiguous(s);
	case DMA_ATTR_ALLOC_SINGLE_PAGES:
		return iommu_only(s, "Linux: the smallest pages only: faster to "
				     "allocate, slower to translate");
	case DMA_ATTR_NO_WARN:
		return "no line in the log when there is no room";
	case DMA_ATTR_PRIVILEGED:
		return iommu_only(s, "Linux: mapped for privileged access alone");
	case ATTR_MMIO:
		return "Linux: for dma_map_phys(): registers, no cache work; "
		       "dma_map_page() with it fails";
	case ATTR_IGNORE_CACHELINES:
		return "Linux: DMA-API debug does not tell of mappings that "
		       "share a cache line";
	case ATTR_REQUIRE_COHERENT:
		return s->e->coherent && !s->e->missed && !s->restricted &&
		       !s->forced ?
		       "Linux: nothing: the device snoops and nothing bounces" :
		       "Linux: an error: the device does not snoop, or would "
		       "have to bounce";
	case ATTR_CC_SHARED:
		return "Linux: memory that a confidential guest shares with its "
		       "host";
	default:
		return "nothing on ARM";
	}
}

void explain_attributes(struct subject *s)
{
	const struct explain_attr *attr;
	struct explain_line *line;

	for (attr = explain_attrs; attr->name; attr++) {
		if (!(s->options->attrs & attr->bit))
			continue;
		line = &s->e->attrs[s->e->nr_attrs++];
		line->about = attr->name;
		strscpy(line->text, effect(s, attr->bit), EXPLAIN_TEXT);
	}
}
