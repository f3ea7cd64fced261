/* SPDX-License-Identifier: MIT */
/*
 * Switching the modelled kernel on: each room's part, in the order of boot.c.
 * All return 0 or -errno; those that return nothing cannot fail.
 */
#ifndef CORE_BOOT_H
#define CORE_BOOT_H

#include <linux/types.h>

/* Which Linux this kernel behaves as: LINUX_VERSION_CODE form, 0x060c00. */
extern unsigned int linux_version;
/* A tree that is only read may be for another kernel (struct board_kernel);
 * what boots has 4 KiB pages on arm64. */
extern unsigned int linux_page_shift;
#define LINUX_PAGE_SIZE ((phys_addr_t)1 << linux_page_shift)
extern bool linux_arm32;
extern const char *linux_cmdline;	/* NULL: bootargs of /chosen */

/*
 * Check the blob, make the tree, take /memory, /memreserve/ and
 * /reserved-memory, add the DRAM banks to the home, print the kernel's lines.
 * -EINVAL: a bad blob; the reason was said by host_error().
 */
int of_boot(const void *dtb, size_t size);

/*
 * /proc/iomem of the tree: RAM and what is reserved in it, and the registers of
 * each device of the tree, as if each had its driver.  Kernel code and data are
 * not modelled.  Length without NUL, as snprintf() counts.
 */
int iomem_text(char *buf, size_t n);

/* The default pool of SWIOTLB, before page_boot(), with Linux's lines; a board
 * with too little memory has none, as in Linux. */
int swiotlb_boot(unsigned int cpus);
int page_boot(void);			/* free pages go to the allocator */
int slab_boot(void);
int sched_boot(unsigned int cpus);
int work_boot(void);
int cma_boot(void);
int dma_boot(void);
void dma_report_leaks(void);		/* of the module that leaves */
int driver_core_boot(void);		/* buses, platform devices, models */

#endif
