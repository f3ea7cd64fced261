/* SPDX-License-Identifier: MIT */
/*
 * Pages and the linear map: kernel address = paddr - memstart_addr +
 * PAGE_OFFSET for all RAM.  struct page of a pfn: vmemmap[pfn - first pfn].
 */
#ifndef __ASM_PAGE_H
#define __ASM_PAGE_H

#include <linux/const.h>
#include <linux/types.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#define PAGE_OFFSET	UL(0x200000000000)
#define PAGE_END	UL(0x210000000000)
#define VMALLOC_START	UL(0x210000000000)
#define VMALLOC_END	UL(0x250000000000)
#define VMEMMAP_START	UL(0x2a0000000000)

struct page;

extern s64 memstart_addr;		/* paddr of PAGE_OFFSET */
#define PHYS_OFFSET	((phys_addr_t)memstart_addr)

#define vmemmap		((struct page *)VMEMMAP_START - (memstart_addr >> PAGE_SHIFT))

#define __is_lm_address(addr)	((unsigned long)(addr) - PAGE_OFFSET < \
				 PAGE_END - PAGE_OFFSET)

/* An address outside the linear map gives a warning and garbage, as with
 * CONFIG_DEBUG_VIRTUAL. */
phys_addr_t __virt_to_phys_bad(unsigned long addr);

static inline phys_addr_t __virt_to_phys(unsigned long addr)
{
	if (__builtin_expect(!__is_lm_address(addr), 0))
		return __virt_to_phys_bad(addr);
	return addr - PAGE_OFFSET + PHYS_OFFSET;
}

static inline phys_addr_t virt_to_phys(const volatile void *addr)
{
	return __virt_to_phys((unsigned long)addr);
}

static inline void *phys_to_virt(phys_addr_t paddr)
{
	return (void *)(paddr - PHYS_OFFSET + PAGE_OFFSET);
}

#define __pa(x)		__virt_to_phys((unsigned long)(x))
#define __va(x)		phys_to_virt((phys_addr_t)(x))

#define __pfn_to_page(pfn)	(vmemmap + (pfn))
#define __page_to_pfn(page)	((unsigned long)((page) - vmemmap))
#define pfn_to_page(pfn)	__pfn_to_page(pfn)
#define page_to_pfn(page)	__page_to_pfn(page)
#define virt_to_pfn(addr)	((unsigned long)(__pa(addr) >> PAGE_SHIFT))
#define pfn_to_virt(pfn)	__va((phys_addr_t)(pfn) << PAGE_SHIFT)
#define virt_to_page(addr)	pfn_to_page(virt_to_pfn(addr))
#define page_to_virt(page)	pfn_to_virt(page_to_pfn(page))
#define page_to_phys(page)	((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#define phys_to_page(paddr)	pfn_to_page((unsigned long)((paddr) >> PAGE_SHIFT))

/* Is there a struct page: is it RAM of the board, mapped or not? */
int pfn_valid(unsigned long pfn);
/* Is it RAM in the linear map? */
int pfn_is_map_memory(unsigned long pfn);
bool virt_addr_valid(const volatile void *addr);
#define virt_addr_valid(addr)	virt_addr_valid((const volatile void *)(addr))

void clear_page(void *page);
void copy_page(void *to, const void *from);
#define clear_user_page(page, vaddr, pg)	clear_page(page)
#define copy_user_page(to, from, vaddr, pg)	copy_page(to, from)

/* Smallest order of which size bytes fit; size 0 is undefined. */
static inline __attribute__((__const__)) int get_order(unsigned long size)
{
	size = (size - 1) >> PAGE_SHIFT;
	return size ? 64 - __builtin_clzl(size) : 0;
}

/* Protection of a mapping: arm64's memory types and the write bit. */
typedef struct { u64 pgprot; } pgprot_t;
#define pgprot_val(x)	((x).pgprot)
#define __pgprot(x)	((pgprot_t) { (x) })

#endif
