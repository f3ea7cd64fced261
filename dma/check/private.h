/* SPDX-License-Identifier: MIT */
/*
 * The checker's own: records (check.c), lines (lines.c, access.c), texts
 * (report.c, misuse.c).  All of it is kernel-private memory.
 */
#ifndef DMA_CHECK_PRIVATE_H
#define DMA_CHECK_PRIVATE_H

#include "dma/check/check.h"
#include "dma/private.h"
#include "home/home.h"

struct mapping;
struct report;

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
	u32 nr_links;			/* 0: no page knows of it */
	union {
		struct {
			u8 type:4, dir:4;
		};
		u8 kind;		/* check_kind() */
	};
	union {
		struct {
			u8 asked:1;	/* dma_mapping_error() */
			u8 bounced:1;	/* the device has a copy, at dma */
			u8 sync_for_device:1; /* which way the last one was */
			u8 owned:1;	/* by a dma_pool: it tells of leaks */
		};
		u8 flags;
	};
	u16 nents;			/* of the list it is of, modulo 2^16 */

	u64 sync_when;
	struct page_link *links;
	struct page_link own[2];	/* links of up to a page's bytes */
} __aligned(64);

/* type and dir of a call, as one byte of struct mapping. */
static inline u8 check_kind(const struct check_call *call)
{
	return call->type | call->dir << 4;
}

/* --- check.c -------------------------------------------------------------- */

const char *linux_type(int type);

/* --- lines.c -------------------------------------------------------------- */

/*
 * Let m's pages know of it, and watch its lines unless the device snoops;
 * cleaned: the map wrote them back.  false: no memory.
 */
bool lines_add(struct mapping *m, bool cleaned);
/* Forget m; synced: its bytes are the CPU's. */
void lines_remove(struct mapping *m, bool synced);
/* Cache maintenance for a range was done; exact: a copy of just these bytes. */
void lines_sync(phys_addr_t paddr, size_t size, enum dma_data_direction dir,
		bool for_device, bool exact);
/*
 * dev's mapping that contains the range, one that may be synced in the direction
 * dir first; NULL: none.
 */
struct mapping *lines_find(const struct device *dev, phys_addr_t paddr,
			   size_t size, enum dma_data_direction dir);
/* A streaming mapping of any byte of it, of whatever device; NULL: none. */
struct mapping *lines_mapped(phys_addr_t paddr, size_t size);

/* Can it be that device and CPU do not see the same? */
static inline bool is_watched(const struct mapping *m)
{
	return m->bounced || dma_is_noncoherent(m->dev);
}

/* May what m maps be synced in that direction? */
static inline bool syncs_as(const struct mapping *m,
			    enum dma_data_direction dir)
{
	return m->dir == DMA_BIDIRECTIONAL || m->dir == dir;
}

/* --- report.c ------------------------------------------------------------- */

/* Who frees it, not who unmaps it? */
bool is_allocation(enum check_type type);

void report_cpu_read(const struct mapping *m, const struct home_access *access,
		     const char *master);
void report_device_read(const struct mapping *m,
			const struct home_access *access, phys_addr_t byte,
			u32 stack, u64 when);
void report_leak(const struct mapping *m);
void report_freed(const struct mapping *m, struct check_place by);

/* What the texts are made of. */
const char *dir_name(int dir);
const char *map_name(int type);
/* The driver's call that undoes m, as it should be written. */
void undo_call(const struct mapping *m, char *buf, size_t n);
void sync_call(const struct mapping *m, const char *whom, char *buf, size_t n);
void report_begin(struct report *r, const char *id, struct device *dev);
/* "DMA-API: DRIVER DEV: " and what Linux says behind it. */
__printf(2, 3) void report_kernel(struct report *r, const char *fmt, ...);
void report_call(struct report *r, const char *what,
		 const struct check_call *call);
/* The memory, and where it is from. */
void report_mapping(struct report *r, const struct mapping *m);

/* --- misuse.c ------------------------------------------------------------- */

void report_size(const struct mapping *m, const struct check_call *call,
		 size_t size);
void report_direction(const struct mapping *m, const struct check_call *call);
void report_function(const struct mapping *m, const struct check_call *call);
void report_cpu_address(const struct mapping *m, const struct check_call *call,
			phys_addr_t paddr);
void report_nents(const struct mapping *m, const struct check_call *call,
		  bool sync);
void report_unchecked(const struct mapping *m, const struct check_call *call);
void report_unknown(const struct check_call *call, dma_addr_t dma,
		    size_t size, const char *what);
void report_sync_unknown(const struct mapping *near,
			 const struct check_call *call, dma_addr_t dma,
			 size_t size);
void report_sync_direction(const struct mapping *m,
			   const struct check_call *call, bool for_device);
void report_sync_pool(const struct mapping *m, const struct check_call *call);

#endif
