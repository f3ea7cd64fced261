/* SPDX-License-Identifier: MIT */
/*
 * The checker, as the door (mapping.c, mapping-sg.c) and the machine see it.
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

struct device;
struct home_access;

enum check_type {
	CHECK_SINGLE, CHECK_PAGE, CHECK_SG, CHECK_RESOURCE,
	CHECK_COHERENT, CHECK_PAGES,
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
/* It is about to be synced, for the device or for the CPU. */
void check_sync(const struct check_call *call, dma_addr_t dma, size_t size,
		bool for_device);
/* The driver asked whether the mapping failed. */
void check_mapping_error(struct device *dev, dma_addr_t dma);

/* ptr is no memory that a device can be given: says why. */
void check_bad_pointer(const struct check_call *call, const void *ptr,
		       size_t size);
/* Nothing is to be mapped or allocated. */
void check_zero_size(const struct check_call *call, const char *what);
/* dev has no driver any more. */
void check_driver_gone(struct device *dev);

/* vectors.watch of the home. */
void check_access(const struct home_access *access);

#endif
