// SPDX-License-Identifier: MIT
/*
 * The DMA API's door - every call of a driver comes in here: mapping.c for
 * streaming mappings, mapping-sg.c for lists, mapping-alloc.c for coherent
 * memory, mapping-pages.c for cached pages, mapping-mmap.c for programs.
 *
 * A mapping goes to dma-direct.  What happened is told to the checker, here in
 * the door and nowhere else; mechanisms do not know it.
 *
 * Same as Linux: what is refused, what is warned about once.
 * Not the same:  no IOMMU yet.  No size at all is refused and reported.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/mm.h>

#include "core/context.h"
#include "core/mm/memblock.h"
#include "dma/check/check.h"
#include "dma/private.h"
#include "dma/trace.h"
#include "home/home.h"
#include "of/reserved-mem.h"

/* --- streaming mappings --------------------------------------------------- */

/* Can anything be mapped?  Says in its own way why not. */
static inline bool map_allowed(const struct check_call *call, size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	if (WARN_ON_ONCE(!call->dev->dma_mask))
		return false;
	if (unlikely(!size)) {
		check_zero_size(call, "mapped");
		return false;
	}
	return true;
}

/* The region that was asked for last: all of it is memory with an address. */
static phys_addr_t known_start, known_end;

static inline bool is_known(phys_addr_t paddr, size_t size)
{
	return paddr >= known_start && paddr < known_end &&
	       size <= known_end - paddr;
}

/* Has any of these bytes no cached address of the kernel's own? */
static __cold bool is_nomap(phys_addr_t paddr, size_t size)
{
	const struct memblock_region *m;
	unsigned int i;

	for (i = 0; (m = memblock_memory_at(i)); i++) {
		if (paddr + size <= m->base || paddr >= m->base + m->size)
			continue;
		if (m->nomap)
			return true;
		known_start = m->base;
		known_end = m->base + m->size;
	}
	return false;
}

#define RARE_ATTRS	(ATTR_MMIO | ATTR_REQUIRE_COHERENT)

/* 7.2: may memory be mapped for dev with them? */
static __cold bool attrs_allow(const struct device *dev, unsigned long attrs)
{
	if (!linux_7_2() || !(attrs & RARE_ATTRS))
		return true;
	return !(attrs & ATTR_MMIO) && !dma_is_noncoherent(dev);
}

static __cold bool judge_map(const struct check_call *call, phys_addr_t paddr,
			     size_t size)
{
	if (!home_dram_contains(paddr, size)) {
		check_bad_pointer(call, NULL, size);
		return false;
	}
	if (!attrs_allow(call->dev, call->attrs))
		return false;
	if (!is_nomap(paddr, size) || !dma_syncs_for_device(call->dev) ||
	    call->attrs & DMA_ATTR_SKIP_CPU_SYNC)
		return true;
	check_nomap(call, paddr, size);
	return false;
}

static inline bool may_map(const struct check_call *call, phys_addr_t paddr,
			   size_t size)
{
	return (likely(is_known(paddr, size)) &&
		likely(!(call->attrs & RARE_ATTRS))) ||
	       judge_map(call, paddr, size);
}

bool dma_may_map(const struct check_call *call, phys_addr_t paddr, size_t size)
{
	return may_map(call, paddr, size);
}

static inline dma_addr_t map(const struct check_call *call, phys_addr_t paddr,
			     size_t size)
{
	dma_addr_t dma;

	if (!map_allowed(call, size) || fault_inject("dma_map_page") ||
	    !may_map(call, paddr, size))
		return DMA_MAPPING_ERROR;
	dma = dma_direct_map_phys(call->dev, paddr, size, call->dir,
				  call->attrs);
	if (dma != DMA_MAPPING_ERROR)
		check_map(call, paddr, size, dma);
	if (unlikely(dma_trace_on))
		dma_trace_map(call, paddr, size, dma);
	return dma;
}

static inline void unmap(const struct check_call *call, dma_addr_t dma,
			 size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	check_unmap(call, dma, size);
	if (unlikely(dma_trace_on))
		dma_trace_unmap(call, dma, size);
	dma_direct_unmap(call->dev, dma, size, call->dir, call->attrs);
}

/* Stacks lie in the vmalloc area, too (VMAP_STACK). */
static __cold dma_addr_t reject_virtual(const struct check_call *call,
					const void *ptr, size_t size)
{
	if (home_in_window(ptr) || host_on_stack((uintptr_t)ptr))
		dev_WARN_ONCE(call->dev, 1,
			      "rejecting DMA map of vmalloc memory\n");
	check_bad_pointer(call, ptr, size);
	return DMA_MAPPING_ERROR;
}

/* Only the linear map has pages that a device can be told of. */
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				enum dma_data_direction dir,
				unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, attrs, CHECK_HERE };

	if (unlikely(!home_in_window(ptr) || home_area_of(ptr) != HOME_LINEAR))
		return reject_virtual(&call, ptr, size);
	return map(&call, virt_to_phys(ptr), size);
}

void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, attrs, CHECK_HERE };

	unmap(&call, addr, size);
}

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page,
			      size_t offset, size_t size,
			      enum dma_data_direction dir,
			      unsigned long attrs)
{
	struct check_call call = { dev, CHECK_PAGE, dir, attrs, CHECK_HERE };

	return map(&call, page_to_phys(page) + offset, size);
}

void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_PAGE, dir, attrs, CHECK_HERE };

	unmap(&call, addr, size);
}

static dma_addr_t map_resource(const struct check_call *call,
			       phys_addr_t paddr, size_t size)
{
	dma_addr_t dma;

	if (!map_allowed(call, size) || fault_inject("dma_map_resource"))
		return DMA_MAPPING_ERROR;
	check_resource(call, paddr, size);
	dma = dma_direct_map_resource(call->dev, paddr, size, call->attrs);
	if (dma != DMA_MAPPING_ERROR)
		check_map(call, paddr, size, dma);
	if (unlikely(dma_trace_on))
		dma_trace_map(call, paddr, size, dma);
	return dma;
}

dma_addr_t dma_map_resource(struct device *dev, phys_addr_t phys_addr,
			    size_t size, enum dma_data_direction dir,
			    unsigned long attrs)
{
	struct check_call call = { dev, CHECK_RESOURCE, dir, attrs,
				   CHECK_HERE };

	return map_resource(&call, phys_addr, size);
}

void dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_RESOURCE, dir, attrs,
				   CHECK_HERE };

	BUG_ON(!valid_dma_direction(dir));
	check_unmap(&call, addr, size);
}

/* 7.2: registers with DMA_ATTR_MMIO, memory without. */
dma_addr_t dma_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_PAGE, dir, attrs, CHECK_HERE };

	if (!(attrs & ATTR_MMIO))
		return map(&call, phys, size);
	call.type = CHECK_RESOURCE;
	return map_resource(&call, phys, size);
}

void dma_unmap_phys(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_PAGE, dir, attrs, CHECK_HERE };

	if (!(attrs & ATTR_MMIO)) {
		unmap(&call, addr, size);
		return;
	}
	BUG_ON(!valid_dma_direction(dir));
	call.type = CHECK_RESOURCE;
	check_unmap(&call, addr, size);
}

int dma_mapping_error(struct device *dev, dma_addr_t dma_addr)
{
	check_mapping_error(dev, dma_addr);
	return unlikely(dma_addr == DMA_MAPPING_ERROR) ? -ENOMEM : 0;
}

/* --- ownership ------------------------------------------------------------ */

static void sync_for_cpu(const struct check_call *call, dma_addr_t addr,
			 size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	if (!check_sync(call, addr, size, false))
		return;
	if (unlikely(dma_trace_on))
		dma_trace_sync(call, addr, size, false);
	dma_direct_sync_for_cpu(call->dev, addr, size, call->dir);
}

static void sync_for_device(const struct check_call *call, dma_addr_t addr,
			    size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	if (!check_sync(call, addr, size, true))
		return;
	if (unlikely(dma_trace_on))
		dma_trace_sync(call, addr, size, true);
	dma_direct_sync_for_device(call->dev, addr, size, call->dir);
}

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_cpu(&call, addr, size);
}

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_device(&call, addr, size);
}

void dma_sync_single_range_for_cpu(struct device *dev, dma_addr_t addr,
				   unsigned long offset, size_t size,
				   enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_cpu(&call, addr + offset, size);
}

void dma_sync_single_range_for_device(struct device *dev, dma_addr_t addr,
				      unsigned long offset, size_t size,
				      enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_device(&call, addr + offset, size);
}

bool dma_need_sync(struct device *dev, dma_addr_t dma_addr)
{
	return dma_direct_need_sync(dev, dma_addr);
}

void dma_driver_gone(struct device *dev)
{
	check_driver_gone(dev);
}

void dma_report_leaks(void)
{
	check_module_gone();
}
