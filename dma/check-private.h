/* SPDX-License-Identifier: MIT */
/*
 * The checker's own: records (check.c), lines (check-lines.c), texts
 * (check-report.c).  All of it is kernel-private memory.
 */
#ifndef DMA_CHECK_PRIVATE_H
#define DMA_CHECK_PRIVATE_H

#include "dma/check.h"
#include "home/home.h"

struct mapping;

/* A mapping on one page: each page knows its mappings. */
struct page_link {
	struct page_link *next, **pprev;
	struct mapping *mapping;
};

/* Two cache lines; a mapping that is not watched needs the first only. */
struct mapping {
	struct mapping *hash_next;
	struct device *dev;
	dma_addr_t dma;
	phys_addr_t paddr;
	size_t size;
	u64 when;
	u32 stack;			/* of the map or the allocation */
	u32 sync_stack;			/* of the last sync; 0: none */
	u32 nr_links;			/* 0: lines are not watched */
	u8 type, dir;
	bool asked;			/* dma_mapping_error() */
	bool sync_for_device;		/* which way the last one was */

	u64 sync_when;
	struct page_link *links;
	struct page_link own[2];	/* links of up to a page's bytes */
} __aligned(64);

/* --- check-lines.c -------------------------------------------------------- */

/* Watch m's lines; cleaned: the map wrote them back.  false: no memory. */
bool lines_add(struct mapping *m, bool cleaned);
/* Forget m; synced: its bytes are the CPU's. */
void lines_remove(struct mapping *m, bool synced);
/* Cache maintenance for a range was done. */
void lines_sync(phys_addr_t paddr, size_t size, enum dma_data_direction dir,
		bool for_device);
/* dev's mapping that contains the range; NULL: none. */
struct mapping *lines_find(const struct device *dev, phys_addr_t paddr,
			   size_t size);

/* --- check-report.c ------------------------------------------------------- */

void report_cpu_read(const struct mapping *m, const struct home_access *access,
		     const char *master);
void report_device_read(const struct mapping *m,
			const struct home_access *access, phys_addr_t byte,
			u32 stack, u64 when);
void report_size(const struct mapping *m, const struct check_call *call,
		 size_t size);
void report_direction(const struct mapping *m, const struct check_call *call);
void report_unchecked(const struct mapping *m, const struct check_call *call);
void report_unknown(const struct check_call *call, dma_addr_t dma,
		    size_t size, const char *what);
void report_leak(const struct mapping *m);

#endif
