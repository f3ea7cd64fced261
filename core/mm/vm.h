/* SPDX-License-Identifier: MIT */
/* vm - what the calling program has mapped of the board. */
#ifndef CORE_MM_VM_H
#define CORE_MM_VM_H

#include <linux/types.h>

struct page;

/*
 * The page that is mapped at uaddr, with one more reference; NULL: nothing of
 * the board is mapped there; ERR_PTR(-EFAULT): it is, but not by struct page
 * or not for writing.
 */
struct page *vm_page_at(u64 uaddr, bool write);

#endif
