// SPDX-License-Identifier: MIT
/*
 * vmalloc - contiguous addresses of single pages.
 *
 * The vmalloc area of the window is handed out next-fit, with an unmapped page
 * after each piece, so that an overrun and a use after vfree() meet nothing.
 * A table with one pointer for each page of the area tells whose an address
 * is; like the array of struct page it lies at a fixed address and costs
 * nothing where it is not touched.
 *
 * Same as Linux: arguments, zeroing, what vfree() and vunmap() accept.
 * Not the same: addresses; memory types other than Normal only for one block
 * of RAM, which then has its address in the uncached or write-combining area.
 *
 * No lock: nothing here can be preempted (plain K code).
 */
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "core/context.h"
#include "core/module.h"
#include "core/mm/page.h"
#include "core/mm/vmalloc.h"
#include "dmaspace/report.h"
#include "home/home.h"
#include "host/host.h"

#define AREA_BASE	HOME_AREA(HOME_VMALLOC)
#define AREA_PAGES	(HOME_AREA_SIZE >> PAGE_SHIFT)
#define TABLE		UL(0x2c0000000000)
#define TABLE_SIZE	(AREA_PAGES * sizeof(struct area *))

struct area {
	struct list_head list;		/* by address */
	unsigned long first, nr;	/* pages of the area; the guard beside */
	struct page **pages;		/* to be freed with it, or NULL */
	u32 site;
};

static struct area **table;		/* of each area's first page */
static LIST_HEAD(areas);
static struct list_head *cursor = &areas;	/* look from here on */

/* --- addresses ------------------------------------------------------------ */

static int table_init(void)
{
	int err;

	if (table)
		return 0;
	err = host_reserve(TABLE, TABLE_SIZE);
	if (!err)
		err = host_commit(TABLE, TABLE_SIZE);
	if (!err)
		table = (struct area **)TABLE;
	return err;
}

/* First page after the area at pos (the head: 0), its guard included. */
static unsigned long gap_start(struct list_head *pos)
{
	struct area *a = list_entry(pos, struct area, list);

	return pos == &areas ? 0 : a->first + a->nr + 1;
}

static unsigned long gap_end(struct list_head *pos)
{
	return pos->next == &areas ? AREA_PAGES :
		list_entry(pos->next, struct area, list)->first;
}

static bool area_place(struct area *a)
{
	struct list_head *pos = cursor;

	do {
		unsigned long start = gap_start(pos), end = gap_end(pos);

		if (end > start && end - start > a->nr) {
			a->first = start;
			list_add(&a->list, pos);
			cursor = &a->list;
			return true;
		}
		pos = pos->next;
	} while (pos != cursor);
	return false;
}

static void *area_address(const struct area *a)
{
	return (void *)(AREA_BASE + (a->first << PAGE_SHIFT));
}

static struct area *area_create(unsigned long nr, u32 site)
{
	struct area *a;

	if (!nr || nr >= AREA_PAGES || table_init())
		return NULL;
	a = host_alloc(sizeof(*a));
	if (!a)
		return NULL;
	a->nr = nr;
	a->site = site;
	if (!area_place(a)) {
		host_free(a);
		return NULL;
	}
	table[a->first] = a;
	return a;
}

static void area_destroy(struct area *a)
{
	home_vunmap(area_address(a), a->nr << PAGE_SHIFT);
	table[a->first] = NULL;
	if (cursor == &a->list)
		cursor = a->list.prev;
	list_del(&a->list);
	host_free(a);
}

static struct area *area_find(const void *addr)
{
	unsigned long off = (unsigned long)addr - AREA_BASE;

	if (!table || off >= HOME_AREA_SIZE || off & ~PAGE_MASK)
		return NULL;
	return table[off >> PAGE_SHIFT];
}

/* --- mapping -------------------------------------------------------------- */

static unsigned long run_length(struct page **pages, unsigned long nr)
{
	unsigned long n = 1;

	while (n < nr && pages[n] == pages[0] + n)
		n++;
	return n;
}

static int area_map(struct area *a, struct page **pages)
{
	unsigned long i, n;
	int err = 0;

	for (i = 0; i < a->nr && !err; i += n) {
		n = run_length(pages + i, a->nr - i);
		err = home_vmap(area_address(a) + (i << PAGE_SHIFT),
				page_to_phys(pages[i]), n << PAGE_SHIFT);
	}
	return err;
}

void *vmalloc_map_phys(phys_addr_t paddr, size_t size)
{
	struct area *a = area_create(PFN_UP(size), host_stack_here());

	if (!a)
		return NULL;
	if (home_vmap(area_address(a), paddr, a->nr << PAGE_SHIFT)) {
		area_destroy(a);
		return NULL;
	}
	return area_address(a);
}

/* --- vmalloc -------------------------------------------------------------- */

static void pages_free(struct page **pages, unsigned long nr)
{
	while (nr--)
		__free_page(pages[nr]);
	host_free(pages);
}

static struct page **pages_alloc(unsigned long nr, gfp_t gfp, u32 site)
{
	struct page **pages = host_alloc(nr * sizeof(*pages));
	unsigned long i;

	if (!pages)
		return NULL;
	for (i = 0; i < nr; i++) {
		pages[i] = page_take(gfp, 0);
		if (!pages[i]) {
			pages_free(pages, i);
			return NULL;
		}
	}
	return pages;
}

static void *alloc_fail(unsigned long size, gfp_t gfp, const char *why)
{
	if (!(gfp & __GFP_NOWARN))
		pr_warn("vmalloc error: size %lu, %s\n", size, why);
	return NULL;
}

static void *vmalloc_for(unsigned long size, gfp_t gfp, u32 site)
{
	unsigned long nr = PFN_UP(size);
	struct area *a;

	sched_might_sleep("vmalloc");
	if (WARN_ON_ONCE(!size))
		return NULL;
	if (nr > totalram_pages())
		return alloc_fail(size, gfp, "exceeds total pages");
	if (fault_inject("vmalloc"))
		return alloc_fail(size, gfp, "failed to allocate pages");
	a = area_create(nr, site);
	if (!a)
		return alloc_fail(size, gfp, "vm_struct allocation failed");
	a->pages = pages_alloc(nr, gfp, site);
	if (!a->pages) {
		area_destroy(a);
		return alloc_fail(size, gfp, "failed to allocate pages");
	}
	if (area_map(a, a->pages)) {
		pages_free(a->pages, nr);
		area_destroy(a);
		return alloc_fail(size, gfp, "failed to map pages");
	}
	return area_address(a);
}

void *__vmalloc(unsigned long size, gfp_t gfp_mask)
{
	return vmalloc_for(size, gfp_mask, host_stack_here());
}

void *vmalloc(unsigned long size)
{
	return vmalloc_for(size, GFP_KERNEL, host_stack_here());
}

void *vzalloc(unsigned long size)
{
	return vmalloc_for(size, GFP_KERNEL | __GFP_ZERO, host_stack_here());
}

void *vmalloc_user(unsigned long size)
{
	return vmalloc_for(size, GFP_KERNEL | __GFP_ZERO, host_stack_here());
}

void *vmalloc_node(unsigned long size, int node)
{
	return vmalloc_for(size, GFP_KERNEL, host_stack_here());
}

void *vzalloc_node(unsigned long size, int node)
{
	return vmalloc_for(size, GFP_KERNEL | __GFP_ZERO, host_stack_here());
}

void *vmalloc_32(unsigned long size)
{
	return vmalloc_for(size, GFP_KERNEL | __GFP_DMA32, host_stack_here());
}

void *vmalloc_array(size_t n, size_t size)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return vmalloc_for(bytes, GFP_KERNEL, host_stack_here());
}

void *vcalloc(size_t n, size_t size)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return vmalloc_for(bytes, GFP_KERNEL | __GFP_ZERO, host_stack_here());
}

static void report_bad_free(const void *addr, u32 stack)
{
	struct report r = {
		.id = "vmalloc-bad-free",
		.addr = (unsigned long)addr,
		.addr_kind = "vaddr",
		.what = "the address is not the start of a vmalloc() area",
		.why = "the kernel refuses it with a warning; the memory stays lost",
		.fix = "free each area once, by the pointer that the "
		       "allocation returned",
		.place = { { "freed here", stack, home_now() } },
		.nplaces = 1,
	};

	report_emit(&r);
}

static void area_free(const void *addr, u32 stack)
{
	struct area *a = area_find(addr);
	struct page **pages;
	unsigned long nr;

	if (!a) {
		report_bad_free(addr, stack);
		return;
	}
	pages = a->pages;
	nr = a->nr;
	area_destroy(a);
	if (pages)
		pages_free(pages, nr);
}

void vfree(const void *addr)
{
	if (addr)
		area_free(addr, host_stack_here());
}

/* --- vmap ----------------------------------------------------------------- */

/* One block of RAM has an address of each memory type: no mapping needed. */
static void *typed_alias(struct page **pages, unsigned int count, u64 type)
{
	enum home_area area = type == PTE_ATTRINDX(MT_NORMAL_NC) ?
			      HOME_WC : HOME_UNCACHED;

	if (run_length(pages, count) != count) {
		pr_warn("vmap: %u scattered pages cannot be mapped uncached here\n",
			count);
		return NULL;
	}
	return home_vaddr(area, page_to_phys(pages[0]) - home_dram_base());
}

static void *map_pages(struct page **pages, unsigned int count,
		       unsigned long flags, u32 site)
{
	struct area *a = area_create(count, site);

	if (!a)
		return NULL;
	if (area_map(a, pages)) {
		area_destroy(a);
		return NULL;
	}
	if (flags & VM_MAP_PUT_PAGES)
		a->pages = pages;
	return area_address(a);
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags,
	   pgprot_t prot)
{
	u64 type = pgprot_val(prot) & PTE_ATTRINDX_MASK;
	struct page **copy;
	void *addr;

	sched_might_sleep("vmap");
	if (!count || count > totalram_pages() || fault_inject("vmap"))
		return NULL;
	/* The caller's array may be board memory. */
	copy = host_alloc(count * sizeof(*copy));
	if (!copy)
		return NULL;
	home_load(pages, copy, count * sizeof(*copy));
	if (type == PTE_ATTRINDX(MT_NORMAL))
		addr = map_pages(copy, count, flags, host_stack_here());
	else
		addr = typed_alias(copy, count, type);
	if (!addr || !(flags & VM_MAP_PUT_PAGES))
		host_free(copy);
	else
		kvfree(pages);
	return addr;
}

void vunmap(const void *addr)
{
	if (!addr || (is_vmalloc_addr(addr) &&
		      home_area_of(addr) != HOME_VMALLOC))
		return;
	area_free(addr, host_stack_here());
}

void *vm_map_ram(struct page **pages, unsigned int count, int node)
{
	return vmap(pages, count, VM_MAP, PAGE_KERNEL);
}

void vm_unmap_ram(const void *mem, unsigned int count)
{
	vunmap(mem);
}

/* --- questions ------------------------------------------------------------ */

/* Mappings of every memory type are in Linux's vmalloc range. */
bool is_vmalloc_addr(const void *x)
{
	return (unsigned long)x - VMALLOC_START < VMALLOC_END - VMALLOC_START;
}

bool is_vmalloc_or_module_addr(const void *x)
{
	return is_vmalloc_addr(x);
}

struct page *vmalloc_to_page(const void *addr)
{
	u64 paddr;

	if (!is_vmalloc_addr(addr) || home_area_of(addr) == HOME_MMIO)
		return NULL;
	paddr = home_paddr(addr);
	return paddr == ~0ULL ? NULL : phys_to_page(paddr);
}

unsigned long vmalloc_to_pfn(const void *addr)
{
	struct page *page = vmalloc_to_page(addr);

	return page ? page_to_pfn(page) : 0;
}

static void report_leak(const struct area *a)
{
	struct report r = {
		.id = "vmalloc-leak",
		.addr = (unsigned long)area_address(a),
		.addr_kind = "vaddr",
		.size = a->nr << PAGE_SHIFT,
		.what = "a vmalloc() area was never freed",
		.why = "the memory is lost until the machine is switched off",
		.fix = "free it in the driver's remove or exit function",
		.place = { { "allocated here", a->site, 0 } },
		.nplaces = 1,
	};

	report_emit(&r);
}

unsigned int vmalloc_report_leaks(void)
{
	unsigned int nr = 0;
	struct area *a;

	list_for_each_entry(a, &areas, list) {
		if (!module_leaves(a->site))
			continue;
		report_leak(a);
		nr++;
	}
	return nr;
}
