/* SPDX-License-Identifier: MIT */
/*
 * Who serves which call: a line for each decision, when somebody asked for it.
 * The door tells; what is told is read off the result.
 */
#ifndef DMA_TRACE_H
#define DMA_TRACE_H

#include <linux/types.h>

struct check_call;

/* Set before the board is on: dmaspace run --trace=dma. */
extern bool dma_trace_on;

/* Coherent memory: cpu_addr and dma were given, or cpu_addr is NULL. */
void dma_trace_alloc(const struct check_call *call, size_t size, gfp_t gfp,
		     const void *cpu_addr, dma_addr_t dma);
/* Cached pages at dma; DMA_MAPPING_ERROR: none. */
void dma_trace_pages(const struct check_call *call, size_t size, gfp_t gfp,
		     dma_addr_t dma);
void dma_trace_map(const struct check_call *call, phys_addr_t paddr,
		   size_t size, dma_addr_t dma);
void dma_trace_unmap(const struct check_call *call, dma_addr_t dma,
		     size_t size);
void dma_trace_sync(const struct check_call *call, dma_addr_t dma,
		    size_t size, bool for_device);

#endif
