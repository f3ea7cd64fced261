// SPDX-License-Identifier: MIT
/*
 * --trace=dma: which function of Linux a call ends in, and with what.
 *
 *	dma 64000000.fb: dma_alloc_attrs(4096): no pool, dma_direct_alloc()
 *
 * Nothing is decided here.  The predicates are those that the mechanisms ask
 * (and dmaspace explain); the rest is the address that came out.
 */
#include <linux/cma.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include "dma/check/check.h"
#include "dma/check/private.h"
#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "dma/trace.h"
#include "home/home.h"
#include "host/host.h"

bool dma_trace_on;

__printf(2, 3) static void line(const struct check_call *call,
				const char *fmt, ...)
{
	char text[256];
	va_list args;
	size_t n = scnprintf(text, sizeof(text), "dma %s: ",
			     dev_name(call->dev));

	va_start(args, fmt);
	vscnprintf(text + n, sizeof(text) - n, fmt, args);
	va_end(args);
	host_trace_line(home_now(), text);
}

/* --- allocations ---------------------------------------------------------- */

static const char *zone_name(struct device *dev)
{
	gfp_t zone = dma_direct_zone(dev);

	if (zone & GFP_DMA)
		return "GFP_DMA";
	return zone & GFP_DMA32 ? "GFP_DMA32" : "GFP_KERNEL";
}

/* Which allocator the pages at paddr are from. */
static void line_pages(const struct check_call *call, const char *caller,
		       size_t size, gfp_t gfp, phys_addr_t paddr)
{
	struct cma *area = dma_contiguous_area(call->dev, size, gfp);

	if (is_swiotlb_for_alloc(call->dev)) {
		line(call, "%s(%zu): restricted: swiotlb_alloc() gives %pa",
		     caller, size, &paddr);
		return;
	}
	if (!area) {
		line(call, "%s(%zu): dma_alloc_contiguous() asks no area, "
		     "alloc_pages(%s) gives %pa",
		     caller, size, zone_name(call->dev), &paddr);
		return;
	}
	if (paddr >= cma_get_base(area) &&
	    paddr - cma_get_base(area) < cma_get_size(area))
		line(call, "%s(%zu): dma_alloc_contiguous(): cma_alloc(%s) "
		     "gives %pa",
		     caller, size, cma_get_name(area), &paddr);
	else
		line(call, "%s(%zu): dma_alloc_contiguous(): cma_alloc(%s) has "
		     "none, alloc_pages(%s) gives %pa",
		     caller, size, cma_get_name(area), zone_name(call->dev),
		     &paddr);
}

static const char *view_name(struct device *dev, unsigned long attrs)
{
	switch (dma_direct_view(dev, attrs)) {
	case HOME_LINEAR:
		return "coherent: page_address(), cached";
	case HOME_WC:
		return "not coherent: dma_common_contiguous_remap(), write-combining";
	default:
		return "not coherent: dma_common_contiguous_remap(), uncached";
	}
}

static void line_direct(const struct check_call *call, size_t size, gfp_t gfp,
			phys_addr_t paddr)
{
	switch (dma_direct_way(call->dev, gfp, call->attrs)) {
	case DMA_WAY_ATOMIC_POOL:
		line(call, "dma_direct_alloc(%zu): may not wait: "
		     "dma_alloc_from_pool() gives %pa",
		     size, &paddr);
		break;
	case DMA_WAY_COOKIE:
		line_pages(call, "dma_direct_alloc", size, gfp, paddr);
		line(call, "dma_direct_alloc(%zu): DMA_ATTR_NO_KERNEL_MAPPING: "
		     "a struct page is returned",
		     size);
		break;
	case DMA_WAY_PAGES:
		line_pages(call, "dma_direct_alloc", size, gfp, paddr);
		line(call, "dma_direct_alloc(%zu): %s", size,
		     view_name(call->dev, call->attrs));
	}
}

void dma_trace_alloc(const struct check_call *call, size_t size, gfp_t gfp,
		     const void *cpu_addr, dma_addr_t dma)
{
	size_t bytes = PAGE_ALIGN(size);

	if (call->type == CHECK_POOL) {
		if (cpu_addr)
			line(call, "dma_alloc_attrs(%zu): "
			     "dma_alloc_from_dev_coherent() gives %pad",
			     size, &dma);
		else
			line(call, "dma_alloc_attrs(%zu): "
			     "dma_alloc_from_dev_coherent() has none, nobody "
			     "else is asked",
			     size);
		return;
	}
	line(call, "dma_alloc_attrs(%zu): dma_alloc_from_dev_coherent() has no "
	     "pool, dma_direct_alloc()",
	     size);
	if (cpu_addr)
		line_direct(call, bytes, gfp & ~DMA_GFP_ZONES,
			    dma_to_phys(call->dev, dma));
	else
		line(call, "dma_direct_alloc(%zu): NULL", bytes);
}

void dma_trace_pages(const struct check_call *call, size_t size, gfp_t gfp,
		     dma_addr_t dma)
{
	size = PAGE_ALIGN(size);
	if (dma == DMA_MAPPING_ERROR)
		line(call, "dma_direct_alloc_pages(%zu): NULL", size);
	else
		line_pages(call, "dma_direct_alloc_pages", size, gfp,
			   dma_to_phys(call->dev, dma));
}

/* --- mappings ------------------------------------------------------------- */

/* What the caches see of it. */
static const char *maintenance(const struct check_call *call, bool for_device)
{
	if (call->type == CHECK_RESOURCE)
		return "registers, no cache maintenance";
	if (!dma_is_noncoherent(call->dev))
		return "coherent, no cache maintenance";
	if (call->attrs & DMA_ATTR_SKIP_CPU_SYNC)
		return "DMA_ATTR_SKIP_CPU_SYNC, no cache maintenance";
	if (for_device)
		return "arch_sync_dma_for_device() cleans";
	return dma_syncs_for_cpu(call->dev, call->dir) ?
		       "arch_sync_dma_for_cpu() invalidates" :
		       "arch_sync_dma_for_cpu() does nothing";
}

void dma_trace_map(const struct check_call *call, phys_addr_t paddr,
		   size_t size, dma_addr_t dma)
{
	const char *name = call->type == CHECK_RESOURCE ?
				   "dma_direct_map_resource" :
				   "dma_direct_map_page";
	phys_addr_t slot = dma_to_phys(call->dev, dma);

	if (dma == DMA_MAPPING_ERROR)
		line(call, "%s(%pa, %zu, %s): DMA_MAPPING_ERROR", name, &paddr,
		     size, dir_name(call->dir));
	else if (call->type != CHECK_RESOURCE && slot != paddr)
		line(call, "%s(%pa, %zu, %s): swiotlb_map() copies to %pa and "
		     "gives %pad, %s",
		     name, &paddr, size, dir_name(call->dir), &slot, &dma,
		     maintenance(call, true));
	else
		line(call, "%s(%pa, %zu, %s): gives %pad, %s", name, &paddr,
		     size, dir_name(call->dir), &dma,
		     maintenance(call, true));
}

void dma_trace_unmap(const struct check_call *call, dma_addr_t dma,
		     size_t size)
{
	line(call, "dma_direct_unmap_page(%pad, %zu, %s): %s", &dma, size,
	     dir_name(call->dir), maintenance(call, false));
}

void dma_trace_sync(const struct check_call *call, dma_addr_t dma,
		    size_t size, bool for_device)
{
	line(call, "dma_direct_sync_single_for_%s(%pad, %zu, %s): %s",
	     for_device ? "device" : "cpu", &dma, size, dir_name(call->dir),
	     maintenance(call, for_device));
}
