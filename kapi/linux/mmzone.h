/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MMZONE_H
#define _LINUX_MMZONE_H

#include <linux/numa.h>
#include <linux/types.h>
#include <linux/version.h>

#define MAX_PAGE_ORDER		10
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)	/* one past the last */
#define MAX_ORDER		11
#endif
#define NR_PAGE_ORDERS		(MAX_PAGE_ORDER + 1)
#define MAX_ORDER_NR_PAGES	(1 << MAX_PAGE_ORDER)
#define PAGE_ALLOC_COSTLY_ORDER	3
/* arm64, 4 KiB pages with huge pages: 2 MiB. */
#define pageblock_order		9
#define pageblock_nr_pages	(1UL << pageblock_order)

enum zone_type {
	ZONE_DMA,
	ZONE_DMA32,
	ZONE_NORMAL,
	MAX_NR_ZONES
};

#endif
