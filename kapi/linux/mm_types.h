/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/version.h>

#include <asm/page.h>

struct address_space;
struct file;
struct mm_struct;
struct vm_operations_struct;

typedef unsigned long vm_flags_t;
typedef unsigned int __bitwise vm_fault_t;

/* One of 4 KiB of RAM.  Kernel-private: never board memory. */
struct page {
	unsigned long flags;			/* enum pageflags */
	union {
		struct {
			struct list_head lru;
			struct address_space *mapping;
			pgoff_t index;
			unsigned long private;
		};
		unsigned long compound_head;	/* bit 0 set: a tail page */
		struct rcu_head rcu_head;
	};
	atomic_t _mapcount;
	atomic_t _refcount;
	u32 site;				/* stack of the allocation */
	u16 order;				/* of the block it begins */
	u16 pins;				/* pin_user_pages() of it */
};

struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;			/* first byte after it */
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	union {
		const vm_flags_t vm_flags;	/* vm_flags_set() and its like */
		vm_flags_t __vm_flags;
	};
#else
	vm_flags_t vm_flags;
#endif
	const struct vm_operations_struct *vm_ops;
	unsigned long vm_pgoff;			/* into the file, in pages */
	struct file *vm_file;
	void *vm_private_data;
};

/* The task's address space, as far as drivers look. */
struct mm_struct {
	void *owner;
	atomic_t mm_users;
	atomic64_t pinned_vm;
	unsigned long total_vm, locked_vm;
};

struct vm_fault {
	struct vm_area_struct *vma;
	gfp_t gfp_mask;
	pgoff_t pgoff;
	unsigned long address;
	unsigned long real_address;
	unsigned int flags;
	struct page *page;
};

enum vm_fault_reason {
	VM_FAULT_OOM		= 0x000001,
	VM_FAULT_SIGBUS		= 0x000002,
	VM_FAULT_MAJOR		= 0x000004,
	VM_FAULT_HWPOISON	= 0x000010,
	VM_FAULT_SIGSEGV	= 0x000040,
	VM_FAULT_NOPAGE		= 0x000100,
	VM_FAULT_LOCKED		= 0x000200,
	VM_FAULT_RETRY		= 0x000400,
	VM_FAULT_FALLBACK	= 0x000800,
	VM_FAULT_DONE_COW	= 0x001000,
};

enum {
	FOLL_WRITE	= 1 << 0,
	FOLL_GET	= 1 << 1,
	FOLL_DUMP	= 1 << 2,
	FOLL_FORCE	= 1 << 3,
	FOLL_NOWAIT	= 1 << 4,
	FOLL_NOFAULT	= 1 << 5,
	FOLL_HWPOISON	= 1 << 6,
	FOLL_ANON	= 1 << 7,
	FOLL_LONGTERM	= 1 << 8,
	FOLL_SPLIT_PMD	= 1 << 9,
	FOLL_PCI_P2PDMA	= 1 << 10,
	FOLL_INTERRUPTIBLE = 1 << 11,
};

#endif
