// SPDX-License-Identifier: MIT
/*
 * mmap - memory of the board in a program's address space.
 *
 * The driver's mmap() puts ranges of DRAM into the area with remap_pfn_range()
 * or vm_insert_page().  While one is mapped its pages are open: the CPU's views
 * and DRAM are one there (see home.h), as nobody sees the program's accesses.
 *
 * Same as Linux: checks of mode and flags, vm_ops, order of munmap (memory
 * first, then close(), then the file).
 * Not the same:  fault() is called for every empty page at mmap() time; an area
 * is unmapped as a whole; a private writable one is -EINVAL; MMIO is refused.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/file.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/refused.h>
#include <linux/sched.h>
#include <linux/vmalloc.h>

#include "core/context.h"
#include "core/fs/vfs.h"
#include "core/mm/vm.h"
#include "home/home.h"
#include "host/host.h"
#include "host/task.h"

/* One physically contiguous part of an area. */
struct part {
	struct list_head node;
	unsigned long start;
	size_t size;
	u64 paddr;
	bool by_page;			/* has a reference to its one page */
};

struct area {
	struct vm_area_struct vma;
	struct list_head node;
	struct list_head parts;
	struct host_task *task;
};

static LIST_HEAD(areas);

static struct area *to_area(struct vm_area_struct *vma)
{
	return container_of(vma, struct area, vma);
}

static struct part *part_at(struct area *a, unsigned long addr, size_t size)
{
	struct part *p;

	list_for_each_entry(p, &a->parts, node)
		if (addr < p->start + p->size && p->start < addr + size)
			return p;
	return NULL;
}

struct page *vm_page_at(u64 uaddr, bool write)
{
	struct area *a;
	struct part *p;
	struct page *page;

	list_for_each_entry(a, &areas, node) {
		if (uaddr < a->vma.vm_start || uaddr >= a->vma.vm_end)
			continue;
		p = part_at(a, uaddr, 1);
		if (!p || !p->by_page || (write && !(a->vma.vm_flags & VM_WRITE)))
			return ERR_PTR(-EFAULT);
		page = pfn_to_page(PHYS_PFN(p->paddr));
		get_page(page);
		return page;
	}
	return NULL;
}

/* --- putting memory in ---------------------------------------------------- */

/* Map as much as lies in one file in a row; the bytes, or -errno. */
static long map_run(struct area *a, unsigned long addr, u64 paddr, size_t size)
{
	u64 offset, next;
	int fd = home_dram_fd(paddr, &offset);
	size_t n = size;
	int ret;

	if (fd < 0)
		return fd;
	while (home_dram_fd(paddr + n - PAGE_SIZE, &next) != fd ||
	       next != offset + n - PAGE_SIZE)
		n -= PAGE_SIZE;
	ret = host_task_map(a->task, addr, n, fd, offset,
			    a->vma.vm_flags & VM_WRITE);
	return ret ? ret : (long)n;
}

static int map_memory(struct area *a, unsigned long addr, u64 paddr,
		      size_t size)
{
	size_t done = 0;
	long n;

	while (done < size) {
		n = map_run(a, addr + done, paddr + done, size - done);
		if (n < 0)
			return n;
		done += n;
	}
	return 0;
}

static int check_range(struct area *a, unsigned long addr, size_t size)
{
	const struct vm_area_struct *vma = &a->vma;

	if (WARN_ON_ONCE(!PAGE_ALIGNED(addr)))
		return -EINVAL;
	if (addr < vma->vm_start || size > vma->vm_end - addr ||
	    addr >= vma->vm_end) {
		WARN(1, "mapping of [%#lx, %#lx) outside of the program's area [%#lx, %#lx)\n",
		     addr, addr + size, vma->vm_start, vma->vm_end);
		return -EINVAL;
	}
	return part_at(a, addr, size) ? -EBUSY : 0;
}

static int add_part(struct area *a, unsigned long addr, u64 paddr, size_t size,
		    bool by_page)
{
	struct part *p;
	int ret = check_range(a, addr, size);

	if (ret)
		return ret;
	p = fault_inject("remap_pfn_range") ? NULL : host_alloc(sizeof(*p));
	if (!p)
		return -ENOMEM;
	ret = home_open_pages(paddr, size);
	if (ret)
		goto out_free;
	ret = map_memory(a, addr, paddr, size);
	if (ret)
		goto out_close;
	p->start = addr;
	p->size = size;
	p->paddr = paddr;
	p->by_page = by_page;
	list_add_tail(&p->node, &a->parts);
	return 0;
out_close:
	home_close_pages(paddr, size);
out_free:
	host_free(p);
	return ret;
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot)
{
	size_t whole = PAGE_ALIGN(size);

	if (!whole || whole < size)
		return -EINVAL;
	if (!home_dram_contains(PFN_PHYS(pfn), whole))
		__refused("remap_pfn_range() of what is not RAM");
	vm_flags_set(vma, VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP);
	return add_part(to_area(vma), addr, PFN_PHYS(pfn), whole, false);
}

int io_remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		       unsigned long pfn, unsigned long size, pgprot_t prot)
{
	return remap_pfn_range(vma, addr, pfn, size, prot);
}

int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start,
		    unsigned long len)
{
	unsigned long pfn = PHYS_PFN(start), pages;

	if (start + len < start)
		return -EINVAL;
	len += offset_in_page(start);
	pages = PFN_UP(len);
	if (pfn + pages < pfn || vma->vm_pgoff > pages)
		return -EINVAL;
	pfn += vma->vm_pgoff;
	pages -= vma->vm_pgoff;
	if (vma_pages(vma) > pages)
		return -EINVAL;
	return io_remap_pfn_range(vma, vma->vm_start, pfn,
				  vma->vm_end - vma->vm_start,
				  vma->vm_page_prot);
}

int vm_insert_page(struct vm_area_struct *vma, unsigned long addr,
		   struct page *page)
{
	int ret;

	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (!page_count(page))
		return -EINVAL;
	ret = add_part(to_area(vma), addr, page_to_phys(page), PAGE_SIZE, true);
	if (ret)
		return ret;
	get_page(page);
	vm_flags_set(vma, VM_MIXEDMAP);
	return 0;
}

int vm_map_pages(struct vm_area_struct *vma, struct page **pages,
		 unsigned long num)
{
	unsigned long i, count = vma_pages(vma);
	struct page *page;
	int ret;

	if (vma->vm_pgoff >= num || count > num - vma->vm_pgoff)
		return -ENXIO;
	for (i = 0; i < count; i++) {
		home_load(&pages[vma->vm_pgoff + i], &page, sizeof(page));
		ret = vm_insert_page(vma, vma->vm_start + i * PAGE_SIZE, page);
		if (ret)
			return ret;
	}
	return 0;
}

int remap_vmalloc_range(struct vm_area_struct *vma, void *addr,
			unsigned long pgoff)
{
	unsigned long i;
	int ret;

	for (i = 0; i < vma_pages(vma); i++) {
		struct page *page = vmalloc_to_page(addr +
						    (pgoff + i) * PAGE_SIZE);

		if (!page)
			return -EINVAL;
		ret = vm_insert_page(vma, vma->vm_start + i * PAGE_SIZE, page);
		if (ret)
			return ret;
	}
	vm_flags_set(vma, VM_DONTEXPAND | VM_DONTDUMP);
	return 0;
}

/* --- areas ---------------------------------------------------------------- */

static void drop_parts(struct area *a)
{
	struct part *p, *next;

	host_task_unmap(a->task, a->vma.vm_start,
			a->vma.vm_end - a->vma.vm_start);
	list_for_each_entry_safe(p, next, &a->parts, node) {
		home_close_pages(p->paddr, p->size);
		if (p->by_page)
			put_page(pfn_to_page(PHYS_PFN(p->paddr)));
		host_free(p);
	}
	INIT_LIST_HEAD(&a->parts);
}

static vm_fault_t fault_in(struct area *a, unsigned long addr)
{
	struct vm_fault vmf = {
		.vma = &a->vma,
		.gfp_mask = GFP_HIGHUSER_MOVABLE,
		.pgoff = a->vma.vm_pgoff +
			 ((addr - a->vma.vm_start) >> PAGE_SHIFT),
		.address = addr,
		.real_address = addr,
	};
	vm_fault_t got = a->vma.vm_ops->fault(&vmf);

	if (got & (VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV) ||
	    got & VM_FAULT_NOPAGE || !vmf.page)
		return got;
	/* The reference that fault() took is the mapping's. */
	if (!vm_insert_page(&a->vma, addr, vmf.page))
		put_page(vmf.page);
	return got;
}

static void populate(struct area *a)
{
	unsigned long addr;

	if (!a->vma.vm_ops || !a->vma.vm_ops->fault)
		return;
	for (addr = a->vma.vm_start; addr < a->vma.vm_end; addr += PAGE_SIZE)
		if (!part_at(a, addr, PAGE_SIZE))
			fault_in(a, addr);
}

static int check_flags(struct file *file, unsigned long prot,
		       unsigned long flags)
{
	unsigned long type = flags & MAP_TYPE;

	if (type != MAP_SHARED && type != MAP_SHARED_VALIDATE &&
	    type != MAP_PRIVATE)
		return -EINVAL;
	if (type != MAP_PRIVATE && (prot & PROT_WRITE) &&
	    !(file->f_mode & FMODE_WRITE))
		return -EACCES;
	if (!(file->f_mode & FMODE_READ))
		return -EACCES;
	if (!file_ops(file)->mmap)
		return -ENODEV;
	if (type == MAP_PRIVATE && (prot & PROT_WRITE)) {
		pr_warn("mmap of %s: a private writable mapping of a device is not modelled\n",
			file->f_path.dentry->d_name.name);
		return -EINVAL;
	}
	return 0;
}

static vm_flags_t vm_flags_of(struct file *file, unsigned long prot,
			      unsigned long flags)
{
	vm_flags_t vm = VM_MAYREAD | VM_MAYEXEC;

	vm |= prot & PROT_READ ? VM_READ : 0;
	vm |= prot & PROT_WRITE ? VM_WRITE : 0;
	vm |= prot & PROT_EXEC ? VM_EXEC : 0;
	if ((flags & MAP_TYPE) == MAP_PRIVATE)
		return vm | VM_MAYWRITE;
	if (file->f_mode & FMODE_WRITE)
		vm |= VM_MAYWRITE | VM_SHARED;
	return vm | VM_MAYSHARE;
}

static struct area *area_new(struct file *file, size_t size, vm_flags_t vm,
			     u64 offset)
{
	struct area *a = host_alloc(sizeof(*a));

	if (!a)
		return NULL;
	a->task = current->host;
	a->vma.vm_start = host_task_mmap_reserve(a->task, size);
	if (!a->vma.vm_start) {
		host_free(a);
		return NULL;
	}
	INIT_LIST_HEAD(&a->parts);
	a->vma.vm_end = a->vma.vm_start + size;
	a->vma.vm_mm = current->mm;
	a->vma.vm_page_prot = vm & VM_WRITE ? PAGE_SHARED : PAGE_READONLY;
	vm_flags_init(&a->vma, vm);
	a->vma.vm_pgoff = offset >> PAGE_SHIFT;
	a->vma.vm_file = get_file(file);
	return a;
}

static void area_free(struct area *a)
{
	struct file *file = a->vma.vm_file;

	drop_parts(a);
	host_free(a);
	fput(file);
}

long file_mmap(struct file *file, size_t size, unsigned long prot,
	       unsigned long flags, u64 offset, unsigned long *addr)
{
	size_t whole = PAGE_ALIGN(size);
	struct area *a;
	int ret;

	if (!size || offset_in_page(offset))
		return -EINVAL;
	if (whole < size || whole > (1UL << 46))
		return -ENOMEM;
	if ((offset >> PAGE_SHIFT) + (whole >> PAGE_SHIFT) <
	    (offset >> PAGE_SHIFT) || offset + whole < offset)
		return -EOVERFLOW;
	ret = check_flags(file, prot, flags);
	if (ret)
		return ret;
	a = area_new(file, whole, vm_flags_of(file, prot, flags), offset);
	if (!a)
		return -ENOMEM;
	ret = file_ops(file)->mmap(file, &a->vma);
	if (ret) {
		area_free(a);
		return ret;
	}
	if (a->vma.vm_ops && (a->vma.vm_ops->page_mkwrite ||
			      a->vma.vm_ops->pfn_mkwrite))
		__refused("struct vm_operations_struct.page_mkwrite");
	list_add_tail(&a->node, &areas);
	populate(a);
	*addr = a->vma.vm_start;
	return 0;
}

static void area_unmap(struct area *a)
{
	struct file *file = a->vma.vm_file;

	list_del(&a->node);
	drop_parts(a);
	if (a->vma.vm_ops && a->vma.vm_ops->close)
		a->vma.vm_ops->close(&a->vma);
	host_free(a);
	fput(file);
}

int vm_munmap_range(unsigned long addr, size_t size)
{
	struct area *a;

	if (!size || offset_in_page(addr))
		return -EINVAL;
	size = PAGE_ALIGN(size);
	list_for_each_entry(a, &areas, node) {
		if (addr >= a->vma.vm_end || addr + size <= a->vma.vm_start)
			continue;
		if (addr > a->vma.vm_start || addr + size < a->vma.vm_end) {
			pr_warn("munmap of a part of a mapping is not modelled\n");
			return -EINVAL;
		}
		area_unmap(a);
		return 0;
	}
	return 0;
}

void vm_munmap_all(void)
{
	while (!list_empty(&areas))
		area_unmap(list_first_entry(&areas, struct area, node));
}
