/* SPDX-License-Identifier: MIT */
/* vmalloc, what memremap() needs beside <linux/vmalloc.h>. */
#ifndef CORE_MM_VMALLOC_H
#define CORE_MM_VMALLOC_H

#include <linux/types.h>

/* Cached address of size bytes (rounded up to pages) of RAM at the page paddr;
 * NULL when there is none.  vunmap() ends it. */
void *vmalloc_map_phys(phys_addr_t paddr, size_t size);

/* A report "vmalloc-leak" for each area that the module being unloaded has
 * still; how many. */
unsigned int vmalloc_report_leaks(void);

#endif
