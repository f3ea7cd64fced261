// SPDX-License-Identifier: MIT
/*
 * The checker's words for calls that do not fit what was mapped: each check of
 * Linux's dma-debug, with the line that Linux logs, and what it means.
 *
 * Same as Linux: the conditions and the texts of 6.12.
 * Not the same:  it says where the memory was mapped, what hardware makes of
 * it, and which call was meant; every bus is covered, and device pools.
 */
#include <linux/device.h>
#include <linux/kernel.h>

#include "dmaspace/report.h"
#include "dma/check/private.h"
#include "dma/private.h"

static const char *undone_here(const struct check_call *call)
{
	return is_allocation(call->type) ? "freed here" : "unmapped here";
}

/* --- unmapped, freed ------------------------------------------------------ */

void report_size(const struct mapping *m, const struct check_call *call,
		 size_t size)
{
	bool frees = is_allocation(m->type);
	char fix[200];
	struct report r;

	report_begin(&r, "dma-unmap-size", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees DMA memory with different size [device "
		 "address=0x%016llx] [map size=%zu bytes] [unmap size=%zu "
		 "bytes]",
		 (unsigned long long)m->dma, m->size, size);
	report_kernel(&r,
		      "device driver frees DMA memory with different size "
		      "[device address=0x%016llx] [map size=%zu bytes] [unmap "
		      "size=%zu bytes]",
		      (unsigned long long)m->dma, m->size, size);
	r.why = frees ? "The allocator takes the caller's word for the size: "
			"too little leaks pages, too much gives away pages of "
			"others." :
			"Only the bytes given to unmap become the CPU's: the "
			"rest keeps stale lines in the cache, bounce slots and "
			"IOMMU entries.  Too many spoil the neighbours'.";
	undo_call(m, fix, sizeof(fix));
	r.fix = fix;
	report_call(&r, undone_here(call), call);
	report_mapping(&r, m);
	report_emit(&r);
}

void report_direction(const struct mapping *m, const struct check_call *call)
{
	char fix[200];
	struct report r;

	report_begin(&r, "dma-unmap-direction", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees DMA memory with different direction [device "
		 "address=0x%016llx] [size=%zu bytes] [mapped with %s] "
		 "[unmapped with %s]",
		 (unsigned long long)m->dma, m->size, dir_name(m->dir),
		 dir_name(call->dir));
	report_kernel(&r,
		      "device driver frees DMA memory with different direction "
		      "[device address=0x%016llx] [size=%zu bytes] [mapped "
		      "with %s] [unmapped with %s]",
		      (unsigned long long)m->dma, m->size, dir_name(m->dir),
		      dir_name(call->dir));
	r.why =
		"The direction says which cache maintenance there is to do: "
		"unmapped with DMA_TO_DEVICE, what the device wrote is not "
		"made visible to the CPU.";
	undo_call(m, fix, sizeof(fix));
	r.fix = fix;
	report_call(&r, undone_here(call), call);
	report_mapping(&r, m);
	report_emit(&r);
}

void report_unchecked(const struct mapping *m, const struct check_call *call)
{
	char fix[160];
	struct report r;

	report_begin(&r, "dma-map-error-unchecked", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver failed to check map error [device "
		 "address=0x%016llx] [size=%zu bytes] [mapped with %s]",
		 (unsigned long long)m->dma, m->size, map_name(m->type));
	report_kernel(&r,
		      "device driver failed to check map error[device "
		      "address=0x%016llx] [size=%zu bytes] [mapped as %s]",
		      (unsigned long long)m->dma, m->size, linux_type(m->type));
	r.why =
		"A mapping can fail: no bounce slot, no IOMMU address, memory "
		"that the device cannot reach.  The address is then no "
		"address, and the device writes where nobody knows.";
	snprintf(fix, sizeof(fix),
		 "if (dma_mapping_error(dev, addr)) return -ENOMEM; right "
		 "after %s",
		 map_name(m->type));
	r.fix = fix;
	report_mapping(&r, m);
	report_call(&r, "unmapped here", call);
	report_emit(&r);
}

void report_unknown(const struct check_call *call, dma_addr_t dma, size_t size,
		    const char *what)
{
	struct report r;

	report_begin(&r, "dma-unmap-unknown", call->dev);
	if (dma == DMA_MAPPING_ERROR) {
		snprintf(r.what, sizeof(r.what),
			 "the driver tries to free an invalid DMA memory "
			 "address: it %s what dma_mapping_error() calls an "
			 "error",
			 what);
		report_kernel(&r,
			      "device driver tries to free an invalid DMA "
			      "memory address");
	} else {
		snprintf(r.what, sizeof(r.what),
			 "the driver tries to free DMA memory it has not "
			 "allocated [device address=0x%016llx] [size=%zu "
			 "bytes]",
			 (unsigned long long)dma, size);
		report_kernel(&r,
			      "device driver tries to free DMA memory it has "
			      "not allocated [device address=0x%016llx] "
			      "[size=%zu bytes]",
			      (unsigned long long)dma, size);
	}
	r.why =
		"Addresses are given out again: the second unmap of one takes "
		"away the mapping of whoever has it now.";
	r.fix =
		"Unmap each mapping once, with the device, the address and the "
		"function that go with the map; not at all when the map "
		"failed.";
	r.addr = dma;
	r.addr_kind = "dma";
	r.size = size;
	report_call(&r, undone_here(call), call);
	report_emit(&r);
}

/* --- unmapped, freed by another call than goes with it -------------------- */

void report_function(const struct mapping *m, const struct check_call *call)
{
	char fix[200];
	struct report r;

	report_begin(&r, "dma-wrong-function", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees DMA memory with wrong function [device "
		 "address=0x%016llx] [size=%zu bytes] [it comes from %s]",
		 (unsigned long long)m->dma, m->size, map_name(m->type));
	report_kernel(&r,
		      "device driver frees DMA memory with wrong function "
		      "[device address=0x%016llx] [size=%zu bytes] [mapped as "
		      "%s] [unmapped as %s]",
		      (unsigned long long)m->dma, m->size, linux_type(m->type),
		      linux_type(call->type));
	r.why =
		"Each kind of mapping keeps its books elsewhere: pages that "
		"are only unmapped are never freed, memory that was only "
		"mapped "
		"is given to the page allocator, an IOMMU range is left over.";
	undo_call(m, fix, sizeof(fix));
	r.fix = fix;
	report_call(&r, undone_here(call), call);
	report_mapping(&r, m);
	report_emit(&r);
}

void report_cpu_address(const struct mapping *m, const struct check_call *call,
			phys_addr_t paddr)
{
	struct report r;

	report_begin(&r, "dma-free-cpu-address", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees DMA memory with different CPU address "
		 "[device address=0x%016llx] [size=%zu bytes]: it is not the "
		 "one that %s returned",
		 (unsigned long long)m->dma, m->size, map_name(m->type));
	report_kernel(&r,
		      "device driver frees DMA memory with different CPU "
		      "address [device address=0x%016llx] [size=%zu bytes] "
		      "[cpu alloc address=0x0x%016llx] [cpu free "
		      "address=0x0x%016llx]",
		      (unsigned long long)m->dma, m->size,
		      (unsigned long long)m->paddr, (unsigned long long)paddr);
	r.why =
		"The handle says which pages go back, the CPU address which "
		"mapping is taken away: one buffer's pages are given to others "
		"while it is in use, the other's address stays.";
	r.fix =
		"dma_free_coherent(dev, size, cpu_addr, handle) with the two "
		"that came from one call; keep them in one struct.";
	report_call(&r, undone_here(call), call);
	report_mapping(&r, m);
	report_emit(&r);
}

void report_nents(const struct mapping *m, const struct check_call *call,
		  bool sync)
{
	const char *verb = sync ? "syncs" : "frees";
	struct report r;

	report_begin(&r, "dma-sg-nents", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver %s DMA sg list with different entry count [map "
		 "count=%u] [%s count=%d]",
		 verb, m->nents, sync ? "sync" : "unmap", call->nents);
	if (!sync || m->dir != DMA_BIDIRECTIONAL)
		report_kernel(&r,
			      "device driver %s DMA sg list with different "
			      "entry count [map count=%u] [%s count=%d]",
			      verb, m->nents, sync ? "sync" : "unmap",
			      call->nents);
	r.why =
		"dma_map_sg() may return fewer segments than the list has "
		"entries, because an IOMMU joins them.  That number is for "
		"programming the device; with it the rest of the list stays "
		"mapped, or as the cache has it.";
	r.fix =
		"Give the number that was given to dma_map_sg(), not the one "
		"that it returned; or use dma_map_sgtable() and its family.";
	report_call(&r, sync ? "synced here" : "unmapped here", call);
	report_mapping(&r, m);
	report_emit(&r);
}

/* --- synced --------------------------------------------------------------- */

/* near begins where the sync does and ends too early; NULL: none. */
void report_sync_unknown(const struct mapping *near,
			 const struct check_call *call, dma_addr_t dma,
			 size_t size)
{
	struct report r;

	report_begin(&r, "dma-sync-unknown", call->dev);
	if (near)
		snprintf(r.what, sizeof(r.what),
			 "the driver syncs beyond a mapping: %zu bytes from "
			 "byte %llu of %zu on",
			 size, (unsigned long long)(dma - near->dma),
			 near->size);
	else
		snprintf(r.what, sizeof(r.what),
			 "the driver tries to sync DMA memory it has not "
			 "allocated [device address=0x%016llx] [size=%zu "
			 "bytes]",
			 (unsigned long long)dma, size);
	report_kernel(&r,
		      "device driver tries to sync DMA memory it has not "
		      "allocated [device address=0x%016llx] [size=%zu bytes]",
		      (unsigned long long)dma, size);
	r.why =
		"Cache maintenance hits whatever lies there: an invalidate "
		"throws away what somebody else just wrote; behind an IOMMU "
		"there is no such address at all.";
	r.fix =
		"Sync with the handle of the mapping, an offset and a length "
		"within it, and before it is unmapped.";
	r.addr = dma;
	r.addr_kind = "dma";
	r.size = size;
	report_call(&r, "synced here", call);
	if (near)
		report_mapping(&r, near);
	report_emit(&r);
}

/* The line that Linux has for it: two fit at times, this is the more exact. */
static const char *sync_fault(const struct mapping *m,
			      const struct check_call *call, bool for_device)
{
	if (!for_device && m->dir == DMA_TO_DEVICE)
		return "syncs device read-only DMA memory for cpu";
	if (for_device && m->dir == DMA_FROM_DEVICE)
		return "syncs device write-only DMA memory to device";
	return "syncs DMA memory with different direction";
}

void report_sync_direction(const struct mapping *m,
			   const struct check_call *call, bool for_device)
{
	const char *fault = sync_fault(m, call, for_device);
	char fix[160];
	struct report r;

	report_begin(&r, "dma-sync-direction", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver %s [device address=0x%016llx] [size=%zu bytes] "
		 "[mapped with %s] [synced with %s]",
		 fault, (unsigned long long)m->dma, m->size, dir_name(m->dir),
		 dir_name(call->dir));
	report_kernel(&r,
		      "device driver %s [device address=0x%016llx] [size=%zu "
		      "bytes] [mapped with %s] [synced with %s]",
		      fault, (unsigned long long)m->dma, m->size,
		      dir_name(m->dir), dir_name(call->dir));
	r.why =
		"The direction of a sync says which maintenance there is to "
		"do: with another than the mapping's, what the device wrote "
		"stays hidden behind old lines, or a bounce buffer is copied "
		"the wrong way.";
	sync_call(m, for_device ? "device" : "cpu", fix, sizeof(fix));
	r.fix = fix;
	report_call(&r, "synced here", call);
	report_mapping(&r, m);
	report_emit(&r);
}

void report_sync_pool(const struct mapping *m, const struct check_call *call)
{
	struct report r;

	report_begin(&r, "dma-sync-pool", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver syncs %zu bytes of the device's own pool",
		 m->size);
	r.why =
		"No cache holds that memory, so there is nothing to sync; and "
		"it has no address in the kernel's own map, on which cache "
		"maintenance works: a kernel of arm64 stops with an oops.";
	r.fix =
		"Leave the sync away: memory of dma_alloc_coherent() never "
		"needs one.  A driver that maps memory of its own needs "
		"dma_map_single() for it.";
	report_call(&r, "synced here", call);
	report_mapping(&r, m);
	report_emit(&r);
}
