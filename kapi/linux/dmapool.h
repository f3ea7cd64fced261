/* SPDX-License-Identifier: MIT */
/*
 * dmapool.h - many small coherent blocks of one size.  Real.
 *
 * Signatures and meaning as in Documentation/core-api/dma-api.rst, part Ib.
 * dma_pool_create_node() came with 6.16: a board has one node, so which one is
 * asked for does not matter.
 */
#ifndef _LINUX_DMAPOOL_H
#define _LINUX_DMAPOOL_H

#include <linux/gfp.h>
#include <linux/types.h>
#include <linux/version.h>

struct device;
struct dma_pool;

struct dma_pool *dma_pool_create(const char *name, struct device *dev,
				 size_t size, size_t align, size_t boundary);
void dma_pool_destroy(struct dma_pool *pool);

void *dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags,
		     dma_addr_t *handle);
void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t dma);

struct dma_pool *dmam_pool_create(const char *name, struct device *dev,
				  size_t size, size_t align,
				  size_t allocation);
void dmam_pool_destroy(struct dma_pool *pool);

static inline void *dma_pool_zalloc(struct dma_pool *pool, gfp_t mem_flags,
				    dma_addr_t *handle)
{
	return dma_pool_alloc(pool, mem_flags | __GFP_ZERO, handle);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
static inline struct dma_pool *
dma_pool_create_node(const char *name, struct device *dev, size_t size,
		     size_t align, size_t boundary, int node)
{
	return dma_pool_create(name, dev, size, align, boundary);
}
#endif

#endif
