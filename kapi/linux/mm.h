/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/mmzone.h>
#include <linux/overflow.h>
#include <linux/page-flags.h>
#include <linux/page_ref.h>
#include <linux/pfn.h>
#include <linux/sizes.h>
#include <linux/types.h>

#include <asm/page.h>
#include <asm/pgtable.h>

#define PAGE_ALIGN(addr)	ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr)	ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr)	IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define offset_in_page(p)	((unsigned long)(p) & ~PAGE_MASK)

#define VM_NONE		0x00000000
#define VM_READ		0x00000001
#define VM_WRITE	0x00000002
#define VM_EXEC		0x00000004
#define VM_SHARED	0x00000008
#define VM_MAYREAD	0x00000010
#define VM_MAYWRITE	0x00000020
#define VM_MAYEXEC	0x00000040
#define VM_MAYSHARE	0x00000080
#define VM_GROWSDOWN	0x00000100
#define VM_PFNMAP	0x00000400
#define VM_LOCKED	0x00002000
#define VM_IO		0x00004000
#define VM_DONTCOPY	0x00020000
#define VM_DONTEXPAND	0x00040000
#define VM_LOCKONFAULT	0x00080000
#define VM_ACCOUNT	0x00100000
#define VM_NORESERVE	0x00200000
#define VM_HUGETLB	0x00400000
#define VM_SYNC		0x00800000
#define VM_WIPEONFORK	0x02000000
#define VM_DONTDUMP	0x04000000
#define VM_MIXEDMAP	0x10000000
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#define ACCESS_VM_FLAGS_(vma)	((vma)->__vm_flags)
#else
#define ACCESS_VM_FLAGS_(vma)	((vma)->vm_flags)
#endif

static inline void vm_flags_init(struct vm_area_struct *vma, vm_flags_t flags)
{
	ACCESS_VM_FLAGS_(vma) = flags;
}

static inline void vm_flags_reset(struct vm_area_struct *vma,
				  vm_flags_t flags)
{
	ACCESS_VM_FLAGS_(vma) = flags;
}

static inline void vm_flags_set(struct vm_area_struct *vma, vm_flags_t flags)
{
	ACCESS_VM_FLAGS_(vma) |= flags;
}

static inline void vm_flags_clear(struct vm_area_struct *vma,
				  vm_flags_t flags)
{
	ACCESS_VM_FLAGS_(vma) &= ~flags;
}

static inline void vm_flags_mod(struct vm_area_struct *vma, vm_flags_t set,
				vm_flags_t clear)
{
	ACCESS_VM_FLAGS_(vma) = (ACCESS_VM_FLAGS_(vma) | set) & ~clear;
}

/* open: the mapping got a second owner; close: one of them is gone.  Each may
 * be NULL. */
struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
	int (*may_split)(struct vm_area_struct *vma, unsigned long addr);
	int (*mremap)(struct vm_area_struct *vma);
	vm_fault_t (*fault)(struct vm_fault *vmf);
	vm_fault_t (*page_mkwrite)(struct vm_fault *vmf);
	vm_fault_t (*pfn_mkwrite)(struct vm_fault *vmf);
	int (*access)(struct vm_area_struct *vma, unsigned long addr,
		      void *buf, int len, int write);
	const char *(*name)(struct vm_area_struct *vma);
};

static inline unsigned long vma_pages(const struct vm_area_struct *vma)
{
	return (vma->vm_end - vma->vm_start) >> PAGE_SHIFT;
}

/* Put memory into a program's mapping; 0 or -errno.  From mmap() only. */
int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot);
int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		       unsigned long pfn, unsigned long size, pgprot_t prot);
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr,
		   struct page *page);
int vm_map_pages(struct vm_area_struct *vma, struct page **pages,
		 unsigned long num);
int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start,
		    unsigned long len);
int remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
			unsigned long pgoff);

/*
 * The pages under a program's memory; count, which may be short, or -errno.
 * With FOLL_LONGTERM (pin only) none of them is a page that CMA lends: it is
 * moved out first, or -ENOMEM when somebody else holds it.
 */
int get_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages,
				 bool make_dirty);

/* --- references ----------------------------------------------------------- */

/* The last put frees; one too many is a report. */
void get_page(struct page *page);
void put_page(struct page *page);
bool try_get_page(struct page *page);
/* Each of the pages of an alloc_pages() block on its own from now on. */
void split_page(struct page *page, unsigned int order);

static inline int put_page_testzero(struct page *page)
{
	return --page->_refcount.counter == 0;
}

static inline unsigned int compound_order(const struct page *page)
{
	return PageHead(page) ? page->order : 0;
}

static inline unsigned long compound_nr(const struct page *page)
{
	return 1UL << compound_order(page);
}

static inline unsigned long page_size(const struct page *page)
{
	return PAGE_SIZE << compound_order(page);
}

static inline void *page_address(const struct page *page)
{
	return page_to_virt(page);
}

static inline void *lowmem_page_address(const struct page *page)
{
	return page_to_virt(page);
}

static inline struct page *virt_to_head_page(const void *x)
{
	return compound_head(virt_to_page(x));
}

static inline unsigned long page_private(const struct page *page)
{
	return page->private;
}

static inline void set_page_private(struct page *page, unsigned long private)
{
	page->private = private;
}

static inline int page_to_nid(const struct page *page)
{
	return 0;
}

#define nth_page(page, n)	((page) + (n))
#define page_mapcount(page)	((page)->_mapcount.counter + 1)
#define page_mapping(page)	((page)->mapping)

static inline bool set_page_dirty(struct page *page)
{
	return !TestSetPageDirty(page);
}

static inline int set_page_dirty_lock(struct page *page)
{
	return set_page_dirty(page);
}

/* No anonymous aliases of page cache pages here. */
static inline void flush_dcache_page(struct page *page)
{
}

enum zone_type page_zonenum(const struct page *page);

bool is_vmalloc_addr(const void *x);
bool is_vmalloc_or_module_addr(const void *x);
struct page *vmalloc_to_page(const void *addr);
unsigned long vmalloc_to_pfn(const void *addr);

void *kvmalloc(size_t size, gfp_t flags);
void kvfree(const void *addr);

unsigned long totalram_pages(void);

#endif
