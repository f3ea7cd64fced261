/* SPDX-License-Identifier: MIT */
/*
 * The checker, as the door (mapping*.c) and the machine see it.
 *
 * Nothing else calls it, and it changes nothing: with it or without it every
 * call does the same.  It holds each mapping with the place that made it, and
 * holds the accesses of CPUs and devices against that.
 */
#ifndef DMA_CHECK_H
#define DMA_CHECK_H

#include <linux/dma-direction.h>
#include <linux/types.h>

#include "host/host.h"

struct caller;
struct device;
struct home_access;

enum check_type {
	CHECK_SINGLE, CHECK_PAGE, CHECK_SG, CHECK_RESOURCE,
	CHECK_COHERENT, CHECK_PAGES,
	CHECK_NONCONTIGUOUS,
	CHECK_POOL,			/* coherent memory of a device pool */
};

/* Where the driver called the door; becomes a stack when there is need. */
struct check_place {
	uintptr_t pc, frame;
};
#define CHECK_HERE ((struct check_place){				\
	(uintptr_t)__builtin_return_address(0),				\
	*(uintptr_t *)__builtin_frame_address(0) })

/* One call at the door. */
struct check_call {
	struct device *dev;
	enum check_type type;
	enum dma_data_direction dir;
	unsigned long attrs;
	struct check_place place;
	int nents;			/* of the list; 0: there is none */
};

/* It is mapped, or allocated; a failed one has not got here. */
void check_map(const struct check_call *call, phys_addr_t paddr, size_t size,
	       dma_addr_t dma);
/* It is about to be unmapped. */
void check_unmap(const struct check_call *call, dma_addr_t dma, size_t size);
/*
 * It is about to be freed.  Returns how many bytes really are to be: 0 for
 * memory that nobody has, which must be left alone.
 */
size_t check_free(const struct check_call *call, dma_addr_t dma, size_t size,
		  phys_addr_t paddr);
/* The same for a buffer of dev's pool.  false: leave it as it is. */
bool check_pool_free(const struct check_call *call, dma_addr_t dma,
		     size_t size);
/*
 * A list of call->nents entries, the first of which is at dma, is about to be
 * unmapped or synced.  Returns how many of them were mapped so; call->nents
 * becomes how many there were in all.
 */
int check_list(struct check_call *call, dma_addr_t dma, size_t size,
	       bool sync);
/*
 * It is about to be synced, for the device or for the CPU.  false: memory that
 * cannot be, leave it alone.
 */
bool check_sync(const struct check_call *call, dma_addr_t dma, size_t size,
		bool for_device);
/* The driver asked whether the mapping failed. */
void check_mapping_error(struct device *dev, dma_addr_t dma);

/* ptr is no memory that a device can be given: says why. */
void check_bad_pointer(const struct check_call *call, const void *ptr,
		       size_t size);
/* paddr has no address that cache maintenance could work on. */
void check_nomap(const struct check_call *call, phys_addr_t paddr,
		 size_t size);
/* Registers are to be mapped, so is said. */
void check_resource(const struct check_call *call, phys_addr_t paddr,
		    size_t size);
/* The list is at its end, and call->nents is not reached. */
void check_short_list(const struct check_call *call, int nents);
/* Nothing is to be mapped or allocated. */
void check_zero_size(const struct check_call *call, const char *what);
/* dma_pool has the memory, of the last check_map(): what is left of it is the
 * pool's to tell.  It says so itself. */
void check_owned(struct device *dev, dma_addr_t dma);
/* dev has no driver any more.  Memory of its pool may still be freed: a driver
 * whose node is open keeps it, and nothing of the pool goes with the driver. */
void check_driver_gone(struct device *dev);
/* A module is unloaded: pool memory that its code has is nobody's now. */
void check_module_gone(void);

/* mm_freed of the allocators. */
void check_freed(phys_addr_t paddr, size_t size, struct caller by);
/* vectors.watch of the home. */
void check_access(const struct home_access *access);

#endif
