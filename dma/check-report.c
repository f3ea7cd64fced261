// SPDX-License-Identifier: MIT
/*
 * The checker's words - each report: the case, why hardware minds, the call
 * that is missing with its arguments.
 *
 * Places are: what the driver did wrong first, then where the mapping is from.
 */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include "dmaspace/report.h"
#include "dma/check-private.h"
#include "dma/private.h"

static const char *dir_name(int dir)
{
	static const char *const names[] = {
		[DMA_BIDIRECTIONAL] = "DMA_BIDIRECTIONAL",
		[DMA_TO_DEVICE] = "DMA_TO_DEVICE",
		[DMA_FROM_DEVICE] = "DMA_FROM_DEVICE",
	};

	return dir < 3 ? names[dir] : "DMA_NONE";
}

static const char *map_name(int type)
{
	static const char *const names[] = {
		[CHECK_SINGLE] = "dma_map_single()",
		[CHECK_PAGE] = "dma_map_page()",
		[CHECK_SG] = "dma_map_sg()",
		[CHECK_RESOURCE] = "dma_map_resource()",
		[CHECK_COHERENT] = "dma_alloc_coherent()",
		[CHECK_PAGES] = "dma_alloc_pages()",
	};

	return names[type];
}

/* The driver's call that undoes m, as it should be written. */
static void undo_call(const struct mapping *m, char *buf, size_t n)
{
	unsigned long long dma = m->dma;
	const char *dir = dir_name(m->dir);

	switch (m->type) {
	case CHECK_SINGLE:
		snprintf(buf, n, "dma_unmap_single(dev, 0x%llx, %zu, %s)", dma,
			 m->size, dir);
		break;
	case CHECK_PAGE:
		snprintf(buf, n, "dma_unmap_page(dev, 0x%llx, %zu, %s)", dma,
			 m->size, dir);
		break;
	case CHECK_SG:
		snprintf(buf, n,
			 "dma_unmap_sg(dev, sgl, nents, %s) with the list and "
			 "nents that were given to dma_map_sg(), or "
			 "dma_unmap_sgtable(dev, sgt, %s, 0)",
			 dir, dir);
		break;
	case CHECK_RESOURCE:
		snprintf(buf, n, "dma_unmap_resource(dev, 0x%llx, %zu, %s, 0)",
			 dma, m->size, dir);
		break;
	case CHECK_COHERENT:
		snprintf(buf, n,
			 "dma_free_coherent(dev, %zu, cpu_addr, 0x%llx)",
			 m->size, dma);
		break;
	default:
		snprintf(buf, n, "dma_free_pages(dev, %zu, page, 0x%llx, %s)",
			 m->size, dma, dir);
	}
}

static void sync_call(const struct mapping *m, const char *whom, char *buf,
		      size_t n)
{
	const char *dir = dir_name(m->dir);

	if (m->type == CHECK_SG)
		snprintf(buf, n, "dma_sync_sgtable_for_%s(dev, sgt, %s)", whom,
			 dir);
	else
		snprintf(buf, n, "dma_sync_single_for_%s(dev, 0x%llx, %zu, %s)",
			 whom, (unsigned long long)m->dma, m->size, dir);
}

static void begin(struct report *r, const char *id, struct device *dev)
{
	memset(r, 0, sizeof(*r));
	r->id = id;
	r->device = dev_name(dev);
	r->driver = dev->driver ? dev->driver->name : NULL;
}

static void add_place(struct report *r, const char *what, u32 stack, u64 when)
{
	struct report_place *p = &r->place[r->nplaces++];

	p->what = what;
	p->stack = stack;
	p->when = when;
}

static void add_call(struct report *r, const char *what,
		     const struct check_call *call)
{
	add_place(r, what,
		  host_stack_save(call->place.pc, call->place.frame),
		  home_now());
}

/* The memory, and where it is from. */
static void add_mapping(struct report *r, const struct mapping *m)
{
	bool allocated = m->type == CHECK_COHERENT || m->type == CHECK_PAGES;

	r->addr = m->dma;
	r->addr_kind = "dma";
	r->size = m->size;
	if (m->type != CHECK_COHERENT)
		r->dir = dir_name(m->dir);
	add_place(r, allocated ? "allocated here" : "mapped here", m->stack,
		  m->when);
	if (m->sync_stack)
		add_place(r, m->sync_for_device ?
				  "last synced for the device" :
				  "last synced for the CPU",
			  m->sync_stack, m->sync_when);
}

void report_cpu_read(const struct mapping *m, const struct home_access *access,
		     const char *master)
{
	char call[120], undo[160], fix[320];
	struct report r;

	begin(&r, "dma-missing-sync-for-cpu", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the CPU reads byte %llu of a %zu-byte mapping that %s wrote, "
		 "and nothing was synced for the CPU since",
		 access->paddr - m->paddr, m->size, master ?: "a device");
	r.why =
		"The device wrote to memory, past the CPU's cache.  A line "
		"that the cache still holds, or fetched ahead, has the bytes "
		"from before, and the load gives those.  On x86 caches see "
		"what devices write, so it works there.";
	sync_call(m, "cpu", call, sizeof(call));
	undo_call(m, undo, sizeof(undo));
	snprintf(fix, sizeof(fix),
		 "%s before the CPU reads; or %s first, when the transfer is "
		 "over.",
		 call, undo);
	r.fix = fix;
	add_place(&r, "CPU reads here",
		  host_stack_save(access->pc, access->frame), home_now());
	add_mapping(&r, m);
	report_emit(&r);
}

void report_device_read(const struct mapping *m,
			const struct home_access *access, phys_addr_t byte,
			u32 stack, u64 when)
{
	char call[120], fix[240];
	struct report r;

	begin(&r, "dma-missing-sync-for-device", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "%s reads byte %llu of a %zu-byte mapping that the CPU wrote "
		 "after it was mapped, and nothing was synced for the device "
		 "since",
		 access->master ?: "the device", byte - m->paddr, m->size);
	r.why =
		"What the CPU wrote is in its cache, and the device reads "
		"memory: it gets the bytes from before, unless the line was "
		"evicted in time.  On x86 devices see the cache, so it works "
		"there.";
	sync_call(m, "device", call, sizeof(call));
	snprintf(fix, sizeof(fix),
		 "%s between the CPU's last write and the start of the "
		 "transfer; or write before the mapping is made.",
		 call);
	r.fix = fix;
	add_place(&r, "CPU wrote here", stack, when);
	add_mapping(&r, m);
	report_emit(&r);
}

void report_size(const struct mapping *m, const struct check_call *call,
		 size_t size)
{
	bool frees = m->type == CHECK_COHERENT || m->type == CHECK_PAGES;
	char fix[200];
	struct report r;

	begin(&r, "dma-unmap-size", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees DMA memory with different size [device "
		 "address=0x%016llx] [map size=%zu bytes] [unmap size=%zu "
		 "bytes]",
		 (unsigned long long)m->dma, m->size, size);
	r.why = frees ? "The allocator takes the caller's word for the size: "
			"too little leaks pages, too much gives away pages of "
			"others." :
			"Only the bytes given to unmap become the CPU's: the "
			"rest keeps stale lines in the cache, bounce slots and "
			"IOMMU entries.  Too many spoil the neighbours'.";
	undo_call(m, fix, sizeof(fix));
	r.fix = fix;
	add_call(&r, frees ? "freed here" : "unmapped here", call);
	add_mapping(&r, m);
	report_emit(&r);
}

void report_direction(const struct mapping *m, const struct check_call *call)
{
	char fix[200];
	struct report r;

	begin(&r, "dma-unmap-direction", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees DMA memory with different direction [device "
		 "address=0x%016llx] [size=%zu bytes] [mapped with %s] "
		 "[unmapped with %s]",
		 (unsigned long long)m->dma, m->size, dir_name(m->dir),
		 dir_name(call->dir));
	r.why =
		"The direction says which cache maintenance there is to do: "
		"unmapped with DMA_TO_DEVICE, what the device wrote is not "
		"made visible to the CPU.";
	undo_call(m, fix, sizeof(fix));
	r.fix = fix;
	add_call(&r, "unmapped here", call);
	add_mapping(&r, m);
	report_emit(&r);
}

void report_unchecked(const struct mapping *m, const struct check_call *call)
{
	char fix[160];
	struct report r;

	begin(&r, "dma-map-error-unchecked", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver failed to check map error [device "
		 "address=0x%016llx] [size=%zu bytes] [mapped with %s]",
		 (unsigned long long)m->dma, m->size, map_name(m->type));
	r.why =
		"A mapping can fail: no bounce slot, no IOMMU address, memory "
		"that the device cannot reach.  The address is then no "
		"address, and the device writes where nobody knows.";
	snprintf(fix, sizeof(fix),
		 "if (dma_mapping_error(dev, addr)) return -ENOMEM; right "
		 "after %s",
		 map_name(m->type));
	r.fix = fix;
	add_mapping(&r, m);
	add_call(&r, "unmapped here", call);
	report_emit(&r);
}

void report_unknown(const struct check_call *call, dma_addr_t dma, size_t size,
		    const char *what)
{
	struct report r;

	begin(&r, "dma-unmap-unknown", call->dev);
	if (dma == DMA_MAPPING_ERROR)
		snprintf(r.what, sizeof(r.what),
			 "the driver tries to free an invalid DMA memory "
			 "address: it %s what dma_mapping_error() calls an "
			 "error",
			 what);
	else
		snprintf(r.what, sizeof(r.what),
			 "the driver tries to free DMA memory it has not "
			 "allocated [device address=0x%016llx] [size=%zu "
			 "bytes]",
			 (unsigned long long)dma, size);
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
	add_call(&r, call->type == CHECK_COHERENT ||
			     call->type == CHECK_PAGES ?
			 "freed here" : "unmapped here",
		 call);
	report_emit(&r);
}

void report_leak(const struct mapping *m)
{
	char undo[160], fix[240];
	struct report r;

	begin(&r, "dma-leak", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver let go of the device and left %zu bytes of %s "
		 "behind",
		 m->size, map_name(m->type));
	r.why =
		"The device can still reach the memory, whoever has it next; "
		"bounce slots and IOMMU addresses are lost until the next "
		"boot.";
	undo_call(m, undo, sizeof(undo));
	snprintf(fix, sizeof(fix),
		 "%s in remove() and on each way out of probe(), after the "
		 "device was stopped.",
		 undo);
	r.fix = fix;
	add_mapping(&r, m);
	report_emit(&r);
}

/* --- memory that cannot be mapped ----------------------------------------- */

static const struct bad_pointer {
	const char *id, *what, *why, *fix;
} on_stack = {
	"dma-map-stack", "the driver maps memory from stack",
	"Stacks are virtually mapped (VMAP_STACK): there is no one page behind "
	"the address, and its cache lines hold other variables, which the "
	"invalidate at the end throws away.",
	"Allocate the buffer with kmalloc(), or dma_alloc_coherent().",
}, in_vmalloc = {
	"dma-map-vmalloc", "the driver maps memory from vmalloc area",
	"Addresses of vmalloc(), ioremap() and dma_alloc_coherent() are not "
	"those of the linear map: virt_to_phys() of them is nonsense, and "
	"pages in a row there are not in a row in memory.",
	"kmalloc() the buffer; or map its pages one by one: vmalloc_to_page(), "
	"dma_map_page().",
}, nowhere = {
	"dma-map-invalid", "the driver maps memory from invalid area",
	"Only memory of the page allocator and of kmalloc() has pages that a "
	"device can be told of; variables of a module and NULL have none.",
	"Allocate the buffer with kmalloc(), or dma_alloc_coherent().",
};

static const struct bad_pointer *what_is(const void *ptr)
{
	if (host_on_stack((uintptr_t)ptr))
		return &on_stack;
	if (home_in_window(ptr) && home_area_of(ptr) != HOME_LINEAR)
		return &in_vmalloc;
	return &nowhere;
}

void check_bad_pointer(const struct check_call *call, const void *ptr,
		       size_t size)
{
	const struct bad_pointer *bad = what_is(ptr);
	struct report r;

	begin(&r, bad->id, call->dev);
	snprintf(r.what, sizeof(r.what), "%s (%zu bytes, %s)", bad->what, size,
		 dir_name(call->dir));
	r.why = bad->why;
	r.fix = bad->fix;
	add_call(&r, "mapped here", call);
	report_emit(&r);
}

void check_zero_size(const struct check_call *call, const char *what)
{
	struct report r;

	begin(&r, "dma-zero-size", call->dev);
	snprintf(r.what, sizeof(r.what), "0 bytes are %s", what);
	r.why =
		"Nothing says what this gives: an alias of the next buffer, a "
		"leaked IOMMU address, or NULL, as the backend likes.";
	r.fix = "Do not ask for nothing: check the length first.";
	add_call(&r, call->type == CHECK_COHERENT ||
			     call->type == CHECK_PAGES ?
			 "allocated here" : "mapped here",
		 call);
	report_emit(&r);
}
