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
#include "of/reserved-mem.h"
#include "dma/check/private.h"
#include "dma/private.h"

const char *dir_name(int dir)
{
	static const char *const names[] = {
		[DMA_BIDIRECTIONAL] = "DMA_BIDIRECTIONAL",
		[DMA_TO_DEVICE] = "DMA_TO_DEVICE",
		[DMA_FROM_DEVICE] = "DMA_FROM_DEVICE",
	};

	return dir < 3 ? names[dir] : "DMA_NONE";
}

const char *map_name(int type)
{
	static const char *const names[] = {
		[CHECK_SINGLE] = "dma_map_single()",
		[CHECK_PAGE] = "dma_map_page()",
		[CHECK_SG] = "dma_map_sg()",
		[CHECK_RESOURCE] = "dma_map_resource()",
		[CHECK_COHERENT] = "dma_alloc_coherent()",
		[CHECK_PAGES] = "dma_alloc_pages()",
		[CHECK_NONCONTIGUOUS] = "dma_alloc_noncontiguous()",
		[CHECK_POOL] = "dma_alloc_coherent()",
	};

	return names[type];
}

bool is_allocation(enum check_type type)
{
	return type >= CHECK_COHERENT;
}

void undo_call(const struct mapping *m, char *buf, size_t n)
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
	case CHECK_POOL:
		snprintf(buf, n,
			 "dma_free_coherent(dev, %zu, cpu_addr, 0x%llx)",
			 m->size, dma);
		break;
	case CHECK_NONCONTIGUOUS:
		snprintf(buf, n, "dma_free_noncontiguous(dev, %zu, sgt, %s)",
			 m->size, dir);
		break;
	default:
		snprintf(buf, n, "dma_free_pages(dev, %zu, page, 0x%llx, %s)",
			 m->size, dma, dir);
	}
}

void sync_call(const struct mapping *m, const char *whom, char *buf, size_t n)
{
	const char *dir = dir_name(m->dir);

	if (m->type == CHECK_SG || m->type == CHECK_NONCONTIGUOUS)
		snprintf(buf, n, "dma_sync_sgtable_for_%s(dev, sgt, %s)", whom,
			 dir);
	else
		snprintf(buf, n, "dma_sync_single_for_%s(dev, 0x%llx, %zu, %s)",
			 whom, (unsigned long long)m->dma, m->size, dir);
}

void report_begin(struct report *r, const char *id, struct device *dev)
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

void report_call(struct report *r, const char *what,
		 const struct check_call *call)
{
	add_place(r, what,
		  host_stack_save(call->place.pc, call->place.frame),
		  home_now());
}

void report_kernel(struct report *r, const char *fmt, ...)
{
	size_t n = scnprintf(r->kernel, sizeof(r->kernel),
			     "DMA-API: %s %s: ", r->driver ?: "", r->device);
	va_list args;

	va_start(args, fmt);
	vscnprintf(r->kernel + n, sizeof(r->kernel) - n, fmt, args);
	va_end(args);
}

void report_mapping(struct report *r, const struct mapping *m)
{
	bool allocated = is_allocation(m->type);

	r->addr = m->dma;
	r->addr_kind = "dma";
	r->size = m->size;
	if (m->type == CHECK_POOL)
		r->kernel[0] = '\0';	/* Linux does not track it */
	if (m->type != CHECK_COHERENT && m->type != CHECK_POOL)
		r->dir = dir_name(m->dir);
	add_place(r, allocated ? "allocated here" : "mapped here", m->stack,
		  m->when);
	if (m->sync_stack)
		add_place(r, m->sync_for_device ?
				  "last synced for the device" :
				  "last synced for the CPU",
			  m->sync_stack, m->sync_when);
}

static const char bounced_why[] =
	"The device cannot be given this memory, so it works on a copy in a "
	"SWIOTLB slot.  Only map, sync and unmap copy between the two, also "
	"for a device that snoops.  Where the device reaches all memory "
	"nothing is copied, so it works there.";

void report_cpu_read(const struct mapping *m, const struct home_access *access,
		     const char *master)
{
	char call[120], undo[160], fix[320];
	struct report r;

	report_begin(&r, "dma-missing-sync-for-cpu", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the CPU reads byte %llu of a %zu-byte mapping that %s wrote, "
		 "and nothing was synced for the CPU since",
		 access->paddr - m->paddr, m->size, master ?: "a device");
	r.why = m->bounced ? bounced_why :
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
	report_mapping(&r, m);
	report_emit(&r);
}

void report_device_read(const struct mapping *m,
			const struct home_access *access, phys_addr_t byte,
			u32 stack, u64 when)
{
	char call[120], fix[240];
	struct report r;

	report_begin(&r, "dma-missing-sync-for-device", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "%s reads byte %llu of a %zu-byte mapping that the CPU wrote "
		 "after it was mapped, and nothing was synced for the device "
		 "since",
		 access->master ?: "the device", byte - m->paddr, m->size);
	r.why = m->bounced ? bounced_why :
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
	report_mapping(&r, m);
	report_emit(&r);
}

void report_leak(const struct mapping *m)
{
	char undo[160], fix[240];
	struct report r;

	report_begin(&r, "dma-leak", m->dev);
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
	report_kernel(&r,
		      "device driver has pending DMA allocations while "
		      "released from device");
	report_mapping(&r, m);
	report_emit(&r);
}

void report_freed(const struct mapping *m, struct check_place by)
{
	char undo[160], fix[240];
	struct report r;

	report_begin(&r, "dma-free-mapped", m->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver frees memory of which %zu bytes are still mapped",
		 m->size);
	r.why =
		"The device can still reach it.  Whoever gets the memory next "
		"shares it with the device, and the unmap that comes later "
		"throws away what that one wrote: invalidated, or overwritten "
		"from a bounce slot.";
	undo_call(m, undo, sizeof(undo));
	snprintf(fix, sizeof(fix), "%s first, then free the memory.", undo);
	r.fix = fix;
	add_place(&r, "freed here", host_stack_save(by.pc, by.frame),
		  home_now());
	report_mapping(&r, m);
	report_emit(&r);
}

/* --- memory that cannot be mapped ----------------------------------------- */

static const struct bad_pointer {
	const char *id, *linux_name, *what, *why, *fix;
} on_stack = {
	"dma-map-stack", "stack", "the driver maps memory from stack",
	"Stacks are virtually mapped (VMAP_STACK): there is no one page behind "
	"the address, and its cache lines hold other variables, which the "
	"invalidate at the end throws away.",
	"Allocate the buffer with kmalloc(), or dma_alloc_coherent().",
}, in_vmalloc = {
	"dma-map-vmalloc", "vmalloc area", "the driver maps memory from vmalloc area",
	"Addresses of vmalloc(), ioremap() and dma_alloc_coherent() are not "
	"those of the linear map: virt_to_phys() of them is nonsense, and "
	"pages in a row there are not in a row in memory.",
	"kmalloc() the buffer; or map its pages one by one: vmalloc_to_page(), "
	"dma_map_page().",
}, nowhere = {
	"dma-map-invalid", "invalid area", "the driver maps memory from invalid area",
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

	report_begin(&r, bad->id, call->dev);
	snprintf(r.what, sizeof(r.what), "%s (%zu bytes, %s)", bad->what, size,
		 dir_name(call->dir));
	/* vmalloc memory is rejected with a line of its own. */
	if (bad != &in_vmalloc)
		report_kernel(&r, "device driver maps memory from %s",
			      bad->linux_name);
	r.why = bad->why;
	r.fix = bad->fix;
	report_call(&r, "mapped here", call);
	report_emit(&r);
}

void check_nomap(const struct check_call *call, phys_addr_t paddr, size_t size)
{
	struct report r;

	report_begin(&r, "dma-sync-pool", call->dev);
	snprintf(r.what, sizeof(r.what),
		 "the driver maps %zu bytes of no-map memory, at %pa, with "
		 "cache maintenance", size, &paddr);
	r.why =
		"Cache maintenance works on the kernel's own address of the "
		"memory, and no-map memory has none: a kernel of arm64 stops "
		"with an oops.";
	r.fix =
		"Give the device the handle that dma_alloc_coherent() gave; or "
		"map with DMA_ATTR_SKIP_CPU_SYNC what no cache holds.";
	r.addr = paddr;
	r.addr_kind = "paddr";
	r.size = size;
	report_call(&r, "mapped here", call);
	report_emit(&r);
}

void check_resource(const struct check_call *call, phys_addr_t paddr,
		    size_t size)
{
	struct report r;

	if (!home_dram_contains(paddr, 1) &&
	    !home_dram_contains(paddr + size - 1, 1))
		return;
	report_begin(&r, "dma-map-resource-ram", call->dev);
	snprintf(r.what, sizeof(r.what),
		 "dma_map_resource() is called for RAM, at %pa, %zu bytes",
		 &paddr, size);
	r.why =
		"It is for registers: no cache maintenance is done, the bus's "
		"dma-ranges do not apply, nothing bounces.  So the device gets "
		"old bytes, and behind a bus with an offset other ones.";
	r.fix = "Map memory with dma_map_single() or dma_map_page().";
	r.addr = paddr;
	r.addr_kind = "paddr";
	r.size = size;
	if (linux_7_2())
		report_kernel(&r, "dma_map_resource called for RAM address %pa",
			      &paddr);
	report_call(&r, "mapped here", call);
	report_emit(&r);
}

void check_short_list(const struct check_call *call, int nents)
{
	struct report r;

	report_begin(&r, "dma-sg-short", call->dev);
	snprintf(r.what, sizeof(r.what),
		 "%d entries are asked for of a list that ends after %d",
		 call->nents, nents);
	r.why =
		"Behind the entry that is marked as the end there is none: "
		"sg_next() gives NULL, and Linux follows it.";
	r.fix =
		"Pass the number that sg_alloc_table() or sg_init_table() was "
		"given (sgt->orig_nents), or use dma_map_sgtable().";
	report_call(&r, "here", call);
	report_emit(&r);
}

void check_zero_size(const struct check_call *call, const char *what)
{
	struct report r;

	report_begin(&r, "dma-zero-size", call->dev);
	snprintf(r.what, sizeof(r.what), "0 bytes are %s", what);
	r.why =
		"Nothing says what this gives: an alias of the next buffer, a "
		"leaked IOMMU address, or NULL, as the backend likes.";
	r.fix = "Do not ask for nothing: check the length first.";
	report_call(&r,
		    is_allocation(call->type) ? "allocated here" : "mapped here",
		    call);
	report_emit(&r);
}
