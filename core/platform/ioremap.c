// SPDX-License-Identifier: MIT
/*
 * ioremap and memremap - addresses for what is not (only) kernel memory.
 *
 * Registers get a cookie of the home; readl() and its like decode it.  RAM
 * that the tree took out of the linear map (no-map) gets an address in the
 * area of the wanted memory type: RAM has one in each, so write-combining
 * costs no mapping.
 *
 * Same as Linux on arm64: System RAM is never ioremapped, and memremapped only
 * with MEMREMAP_WB, to its linear address; the warnings' texts.
 * Not the same: ioremap_cache() and memremap() of what is no RAM at all give a
 * cookie, so that a plain access to it is a report.
 */
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "core/context.h"
#include "core/mm/memblock.h"
#include "core/mm/vmalloc.h"
#include "home/home.h"

/* --- registers ------------------------------------------------------------ */

static bool range_ok(phys_addr_t paddr, size_t size)
{
	return size && paddr + size - 1 >= paddr;
}

static void __iomem *map_cookie(phys_addr_t paddr, size_t size)
{
	unsigned long off = paddr & ~PAGE_MASK;
	volatile void *cookie;

	cookie = home_ioremap(paddr - off, PAGE_ALIGN(off + size));
	return cookie ? (void __iomem *)cookie + off : NULL;
}

static void __iomem *map_registers(phys_addr_t paddr, size_t size)
{
	sched_might_sleep("ioremap");
	if (!range_ok(paddr, size) || fault_inject("ioremap"))
		return NULL;
	if (WARN_ON(pfn_is_map_memory(PHYS_PFN(paddr))))
		return NULL;
	return map_cookie(paddr, size);
}

void __iomem *ioremap(phys_addr_t paddr, size_t size)
{
	return map_registers(paddr, size);
}

#undef ioremap_np
void __iomem *ioremap_np(phys_addr_t paddr, size_t size)
{
	return map_registers(paddr, size);
}

/* --- memory --------------------------------------------------------------- */

static void *map_dram(enum home_area area, phys_addr_t paddr, size_t size)
{
	unsigned long off = paddr & ~PAGE_MASK;
	void *va;

	if (area != HOME_VMALLOC)
		return home_vaddr(area, paddr - home_dram_base());
	va = vmalloc_map_phys(paddr - off, off + size);
	return va ? va + off : NULL;
}

/* No-map RAM, or a cookie for what is no RAM. */
static void *map_memory(enum home_area area, phys_addr_t paddr, size_t size)
{
	if (home_dram_contains(paddr, size))
		return map_dram(area, paddr, size);
	return (__force void *)map_cookie(paddr, size);
}

#undef ioremap_wc
void __iomem *ioremap_wc(phys_addr_t paddr, size_t size)
{
	sched_might_sleep("ioremap");
	if (!range_ok(paddr, size) || fault_inject("ioremap"))
		return NULL;
	if (WARN_ON(pfn_is_map_memory(PHYS_PFN(paddr))))
		return NULL;
	return (__force void __iomem *)map_memory(HOME_WC, paddr, size);
}

#undef ioremap_cache
void __iomem *ioremap_cache(phys_addr_t paddr, size_t size)
{
	sched_might_sleep("ioremap");
	if (!range_ok(paddr, size) || fault_inject("ioremap"))
		return NULL;
	if (pfn_is_map_memory(PHYS_PFN(paddr)))
		return (__force void __iomem *)phys_to_virt(paddr);
	return (__force void __iomem *)map_memory(HOME_VMALLOC, paddr, size);
}

void iounmap(volatile void __iomem *addr)
{
	void *page = (void *)((unsigned long)addr & PAGE_MASK);

	if (!home_in_window(page))
		return;
	if (home_area_of(page) == HOME_MMIO)
		home_iounmap(page);
	else if (home_area_of(page) == HOME_VMALLOC)
		vunmap(page);
}

/* --- memremap ------------------------------------------------------------- */

static void *remap(phys_addr_t paddr, size_t size, unsigned long flags)
{
	if (flags & MEMREMAP_WB)
		return map_memory(HOME_VMALLOC, paddr, size);
	if (flags & MEMREMAP_WT)
		return map_memory(HOME_UNCACHED, paddr, size);
	return flags & MEMREMAP_WC ? map_memory(HOME_WC, paddr, size) : NULL;
}

void *memremap(resource_size_t offset, size_t size, unsigned long flags)
{
	enum memblock_part ram;

	sched_might_sleep("memremap");
	if (!flags || !range_ok(offset, size) || fault_inject("memremap"))
		return NULL;
	ram = memblock_mapped_part(offset, size);
	if (WARN_ONCE(ram == MEMBLOCK_SOME,
		      "memremap attempted on mixed range %pa size: %#lx\n",
		      &offset, (unsigned long)size))
		return NULL;
	if (ram == MEMBLOCK_NONE)
		return remap(offset, size, flags);
	if (flags & MEMREMAP_WB)
		return phys_to_virt(offset);
	WARN_ONCE(1, "memremap attempted on ram %pa size: %#lx\n", &offset,
		  (unsigned long)size);
	return NULL;
}

void memunmap(void *addr)
{
	iounmap((volatile void __iomem *)addr);
}
