/* SPDX-License-Identifier: MIT */
/*
 * dma-removed.h - names of the DMA API that Linux has no more.  Each is a
 * compile error that says what to write instead.
 *
 * A driver's own macro of such a name comes after this and wins.
 */
#ifndef _LINUX_DMA_REMOVED_H
#define _LINUX_DMA_REMOVED_H

#include <linux/types.h>

#define __removed_text(now)						\
	__attribute__((__unavailable__("no more in Linux: use " now)))
#define __removed(type, name, now)	type name() __removed_text(now)
#define __removed_constant(type, name, now)				\
	extern type name __removed_text(now)

/* <linux/pci-dma-compat.h>, until 5.17 */
__removed(void *, pci_alloc_consistent, "dma_alloc_coherent()");
__removed(void *, pci_zalloc_consistent, "dma_alloc_coherent()");
__removed(void, pci_free_consistent, "dma_free_coherent()");
__removed(dma_addr_t, pci_map_single, "dma_map_single()");
__removed(void, pci_unmap_single, "dma_unmap_single()");
__removed(dma_addr_t, pci_map_page, "dma_map_page()");
__removed(void, pci_unmap_page, "dma_unmap_page()");
__removed(int, pci_map_sg, "dma_map_sg()");
__removed(void, pci_unmap_sg, "dma_unmap_sg()");
__removed(void, pci_dma_sync_single_for_cpu, "dma_sync_single_for_cpu()");
__removed(void, pci_dma_sync_single_for_device, "dma_sync_single_for_device()");
__removed(void, pci_dma_sync_sg_for_cpu, "dma_sync_sg_for_cpu()");
__removed(void, pci_dma_sync_sg_for_device, "dma_sync_sg_for_device()");
__removed(int, pci_dma_mapping_error, "dma_mapping_error()");
__removed(int, pci_set_dma_mask, "dma_set_mask()");
__removed(int, pci_set_consistent_dma_mask, "dma_set_coherent_mask()");
__removed_constant(int, PCI_DMA_BIDIRECTIONAL, "DMA_BIDIRECTIONAL");
__removed_constant(int, PCI_DMA_TODEVICE, "DMA_TO_DEVICE");
__removed_constant(int, PCI_DMA_FROMDEVICE, "DMA_FROM_DEVICE");

/* <linux/dma-mapping.h>; most until 5.9 */
__removed(void, dma_cache_sync,
	  "dma_sync_single_for_device() or dma_sync_single_for_cpu()");
__removed_constant(unsigned long, DMA_ATTR_NON_CONSISTENT,
		   "dma_alloc_noncoherent(), and sync");
__removed_constant(unsigned long, DMA_ATTR_WRITE_BARRIER,
		   "dma_wmb() or dma_rmb()");
__removed(void *, dma_zalloc_coherent, "dma_alloc_coherent(), which zeroes");
__removed(void *, dma_alloc_writecombine, "dma_alloc_wc()");
__removed(void, dma_free_writecombine, "dma_free_wc()");
__removed(int, dma_mmap_writecombine, "dma_mmap_wc()");
__removed(void, dma_sync_single, "dma_sync_single_for_cpu()");
__removed(void, dma_sync_sg, "dma_sync_sg_for_cpu()");
__removed(void *, dmam_alloc_noncoherent, "dma_alloc_noncoherent()");
__removed(int, dmam_declare_coherent_memory,
	  "a shared-dma-pool and of_reserved_mem_device_init()");
__removed(void *, dma_mark_declared_memory_occupied, "dma_alloc_coherent()");
__removed_constant(dma_addr_t, DMA_ERROR_CODE, "dma_mapping_error()");

#endif
