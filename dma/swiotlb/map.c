// SPDX-License-Identifier: MIT
/*
 * Bouncing - a mapping whose bytes the device finds in a slot.
 *
 * map copies in, whatever the direction; what the device may have written is
 * copied back by unmap and sync_for_cpu; sync_for_device copies in what the
 * device may read.  For a device that does not snoop, copy and cache
 * maintenance of the slot are one step of the home.
 *
 * Same as Linux: what is copied when, the order of copy and maintenance, lines,
 * an over-long range is cut at the mapping's end.
 * Not the same:  an address where nothing of the device begins is left alone.
 */
#include <linux/align.h>
#include <linux/dma-direct.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "home/home.h"
#include "of/reserved-mem.h"

#define pr_none								\
	"Can not allocate SWIOTLB buffer earlier and can't now provide you "	\
	"with the DMA bounce buffer"
#define pr_full								\
	"swiotlb buffer is full (sz: %zd bytes), total %lu (slots), used %lu (slots)\n"

/* --- copies --------------------------------------------------------------- */

static __cold size_t too_long(struct device *dev, size_t left, size_t size)
{
	dev_WARN_ONCE(dev, 1,
		      "Buffer overflow detected. Allocation size: %zu. Mapping size: %zu.\n",
		      left, size);
	return left;
}

/* What the slots at paddr stand for; *size is cut at their end. */
static bool find_original(struct device *dev, phys_addr_t paddr, size_t *size,
			  phys_addr_t *orig)
{
	size_t left;

	if (!bounce_original(paddr, orig, &left))
		return false;
	if (unlikely(*size > left))
		*size = too_long(dev, left, *size);
	return home_dram_contains(*orig, *size);
}

void bounce_for_cpu(struct device *dev, phys_addr_t paddr, size_t size,
		    enum dma_data_direction dir)
{
	phys_addr_t orig;

	if (dir != DMA_TO_DEVICE && find_original(dev, paddr, &size, &orig))
		home_copy(orig, paddr, size, dma_syncs_for_cpu(dev, dir) ?
			  HOME_COPY_FRESH : 0);
}

void bounce_for_device(struct device *dev, phys_addr_t paddr, size_t size,
		       enum dma_data_direction dir)
{
	phys_addr_t orig;

	if (dir != DMA_FROM_DEVICE && find_original(dev, paddr, &size, &orig))
		home_copy(paddr, orig, size, dma_syncs_for_device(dev) ?
			  HOME_COPY_CLEAN : 0);
	else if (dma_syncs_for_device(dev) && home_dram_contains(paddr, size))
		home_cache(HOME_CLEAN, paddr, size);
}

/* --- map, unmap ----------------------------------------------------------- */

static __cold dma_addr_t full(struct device *dev, size_t size,
			      unsigned long attrs)
{
	const struct io_tlb_mem *mem = dev->dma_io_tlb_mem;

	if (!mem->nslabs)
		dev_warn_ratelimited(dev, pr_none);
	else if (!(attrs & DMA_ATTR_NO_WARN))
		dev_warn_ratelimited(dev, pr_full, size, mem->nslabs,
				     io_tlb_used(mem));
	return DMA_MAPPING_ERROR;
}

static __cold dma_addr_t out_of_reach(struct device *dev, dma_addr_t addr,
				      size_t size)
{
	dev_WARN_ONCE(dev, 1,
		      "swiotlb addr %pad+%zu overflow (mask %llx, bus limit %llx).\n",
		      &addr, size, dma_mask_of(dev), dev->bus_dma_limit);
	return DMA_MAPPING_ERROR;
}

dma_addr_t bounce_map(struct device *dev, phys_addr_t paddr, size_t size,
		      unsigned long attrs)
{
	unsigned int offset = io_tlb_offset(dev, paddr);
	struct io_tlb_mem *mem = dev->dma_io_tlb_mem;
	phys_addr_t slot;
	dma_addr_t addr;
	long first;

	if (unlikely(attrs & ATTR_REQUIRE_COHERENT && linux_7_2()))
		return DMA_MAPPING_ERROR;
	first = io_tlb_take(dev, paddr, size + offset, 0);
	if (unlikely(first < 0))
		return full(dev, linux_6_1() ? size : size + offset, attrs);
	dev->dma_skip_sync = false;
	mem->bounces[first].orig = paddr;
	mem->bounces[first].offset = offset;
	slot = io_tlb_addr(mem, first) + offset;
	addr = phys_to_dma(dev, slot);
	if (unlikely(!dma_addr_capable(dev, addr, size, dma_mask_of(dev)))) {
		io_tlb_give(mem, first);
		return out_of_reach(dev, addr, size);
	}
	home_copy(slot, paddr, size, dma_syncs_for_device(dev) &&
		  !(attrs & DMA_ATTR_SKIP_CPU_SYNC) ? HOME_COPY_CLEAN : 0);
	return addr;
}

/* The slot at which a mapping or allocation of dev has paddr as its first
 * byte; -1. */
static long begins_at(struct device *dev, phys_addr_t paddr)
{
	const struct io_tlb_mem *mem = dev->dma_io_tlb_mem;
	long first = io_tlb_first(mem, paddr);

	if (first < 0 || mem->bounces[first].dev != dev ||
	    io_tlb_addr(mem, first) + mem->bounces[first].offset != paddr)
		return -1;
	return first;
}

void bounce_unmap(struct device *dev, phys_addr_t paddr)
{
	struct io_tlb_mem *mem = dev->dma_io_tlb_mem;
	long first = begins_at(dev, paddr);

	if (first >= 0 && mem->bounces[first].orig != NO_ORIGINAL)
		io_tlb_give(mem, first);
}

/* --- small buffers -------------------------------------------------------- */

/* Sizes of kmalloc()'s caches up to 192 bytes, when they need no alignment for
 * DMA; above 256 all are aligned. */
static size_t kmalloc_bucket(size_t size)
{
	static const u8 sizes[] = { 8, 16, 32, 64, 96, 128, 192 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		if (size <= sizes[i])
			return sizes[i];
	return 2 * ARCH_DMA_MINALIGN;
}

bool bounce_small_size(size_t size)
{
	/* Without a pool kmalloc() aligns, and 6.1 always does. */
	return !linux_6_1() && is_swiotlb_allocated() &&
	       kmalloc_bucket(size) % dma_get_cache_alignment();
}

/* --- allocations ---------------------------------------------------------- */

struct page *bounce_alloc(struct device *dev, size_t size)
{
	struct io_tlb_mem *mem = dev->dma_io_tlb_mem;
	unsigned int align = (PAGE_SIZE << get_order(size)) - 1;
	long first = io_tlb_take(dev, 0, size, linux_6_1() ? 0 : align);
	phys_addr_t paddr;

	if (first < 0)
		return NULL;
	paddr = io_tlb_addr(mem, first);
	if (!linux_6_1() && !PAGE_ALIGNED(paddr)) {
		dev_WARN_ONCE(dev, 1,
			      "Cannot allocate pages from non page-aligned swiotlb addr 0x%pa.\n",
			      &paddr);
		io_tlb_give(mem, first);
		return NULL;
	}
	return phys_to_page(paddr);
}

bool bounce_free(struct device *dev, struct page *page)
{
	phys_addr_t paddr = page_to_phys(page);
	long first;

	if (!bounces_at(dev, paddr))
		return false;
	first = begins_at(dev, paddr);
	if (first >= 0 && dev->dma_io_tlb_mem->bounces[first].orig ==
	    NO_ORIGINAL)
		io_tlb_give(dev->dma_io_tlb_mem, first);
	return true;
}
