/* SPDX-License-Identifier: MIT */
/*
 * swiotlb.h - bounce buffers, for memory that a device cannot reach.  Questions
 * are real; what maps, syncs or sets up behind the DMA API's back is refused:
 * dma_map_single() and its like bounce by themselves.
 *
 * Not the same: struct io_tlb_mem is opaque; no SWIOTLB_DYNAMIC, so pools never
 * grow (as Debian builds it).
 */
#ifndef _LINUX_SWIOTLB_H
#define _LINUX_SWIOTLB_H

#include <linux/device.h>
#include <linux/dma-direction.h>
#include <linux/init.h>
#include <linux/limits.h>
#include <linux/refused.h>
#include <linux/types.h>
#include <linux/version.h>

struct page;

#define SWIOTLB_VERBOSE	(1 << 0)
#define SWIOTLB_FORCE	(1 << 1)
#define SWIOTLB_ANY	(1 << 2)

/* Slots that one mapping has at most, in a row; bytes of a slot. */
#define IO_TLB_SEGSIZE	128
#define IO_TLB_SHIFT	11
#define IO_TLB_SIZE	(1 << IO_TLB_SHIFT)
/* Of the default pool, when nothing says otherwise. */
#define IO_TLB_DEFAULT_SIZE	(64UL << 20)

/* Has dev a pool to bounce through?  Must it always? */
bool is_swiotlb_active(struct device *dev);
bool is_swiotlb_force_bounce(struct device *dev);
/* Do dev's allocations come from its pool, too (restricted-dma-pool)? */
bool is_swiotlb_for_alloc(struct device *dev);
/* The most bytes that one bounced mapping of dev can have. */
size_t swiotlb_max_mapping_size(struct device *dev);
/* Bytes that the default pool has, or would have. */
unsigned long swiotlb_size_or_default(void);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
/* Is there a default pool?  Its first and its last byte. */
bool is_swiotlb_allocated(void);
phys_addr_t default_swiotlb_base(void);
phys_addr_t default_swiotlb_limit(void);
#else
bool is_swiotlb_buffer(struct device *dev, phys_addr_t paddr);
unsigned int swiotlb_max_segment(void);
#endif

/* For device_initialize(): dev bounces through the default pool, if any. */
void swiotlb_dev_init(struct device *dev);

static inline void swiotlb_init(bool addressing_limited, unsigned int flags)
{
	__refused("swiotlb_init");
}

static inline void swiotlb_exit(void)
{
	__refused("swiotlb_exit");
}

static inline void swiotlb_print_info(void)
{
	__refused("swiotlb_print_info");
}

static inline void swiotlb_adjust_size(unsigned long size)
{
	__refused("swiotlb_adjust_size");
}

static inline dma_addr_t swiotlb_map(struct device *dev, phys_addr_t phys,
				     size_t size, enum dma_data_direction dir,
				     unsigned long attrs)
{
	__refused("swiotlb_map");
}

static inline void swiotlb_tbl_unmap_single(struct device *dev,
					    phys_addr_t tlb_addr,
					    size_t mapping_size,
					    enum dma_data_direction dir,
					    unsigned long attrs)
{
	__refused("swiotlb_tbl_unmap_single");
}

static inline void swiotlb_sync_single_for_device(struct device *dev,
						  phys_addr_t addr, size_t size,
						  enum dma_data_direction dir)
{
	__refused("swiotlb_sync_single_for_device");
}

static inline void swiotlb_sync_single_for_cpu(struct device *dev,
					       phys_addr_t addr, size_t size,
					       enum dma_data_direction dir)
{
	__refused("swiotlb_sync_single_for_cpu");
}

static inline struct page *swiotlb_alloc(struct device *dev, size_t size)
{
	__refused("swiotlb_alloc");
}

static inline bool swiotlb_free(struct device *dev, struct page *page,
				size_t size)
{
	__refused("swiotlb_free");
}

#endif
