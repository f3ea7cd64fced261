// SPDX-License-Identifier: MIT
/*
 * The DMA API's door for coherent memory.
 *
 * An allocation goes to the device's pool if it has one, else to dma-direct.
 *
 * Same as Linux: who is asked in which order, whose answer is final, what is
 * warned about once.
 * Not the same:  no IOMMU yet.  A handle that the driver keeps in board memory
 * is written as the CPU writes.  Memory that is freed and was never allocated
 * is left alone, and no size at all is refused; both are reported.
 */
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/mm.h>

#include "core/context.h"
#include "dma/check/check.h"
#include "dma/private.h"
#include "dma/trace.h"
#include "home/home.h"

/* Physical address of what a backend gave; ~0 for a cookie. */
static phys_addr_t backing(const void *cpu_addr, unsigned long attrs)
{
	if (home_in_window(cpu_addr))
		return home_paddr(cpu_addr);
	return attrs & DMA_ATTR_NO_KERNEL_MAPPING ?
		       page_to_phys((struct page *)cpu_addr) :
		       ~(phys_addr_t)0;
}

/* From dev's pool, whose answer is final; false: it has none. */
static bool alloc_from_pool(struct check_call *call, size_t size,
			    dma_addr_t *dma, void **cpu_addr)
{
	if (!dma_alloc_from_dev_coherent(call->dev, size, dma, cpu_addr))
		return false;
	call->type = CHECK_POOL;
	return true;
}

/* dma_alloc_attrs(), called from place; *dma_handle is not board memory. */
void *dma_alloc_at(struct device *dev, size_t size, dma_addr_t *dma_handle,
		   gfp_t gfp, unsigned long attrs, struct check_place place)
{
	struct check_call call = { dev, CHECK_COHERENT, DMA_BIDIRECTIONAL,
				   attrs, place };
	void *cpu_addr;

	WARN_ON_ONCE(!dev->coherent_dma_mask);
	if (WARN_ON_ONCE(gfp & __GFP_COMP))
		return NULL;
	if (!size) {
		check_zero_size(&call, "allocated");
		return NULL;
	}
	/* Linux rounds up to 0 pages, and what comes of that is not defined. */
	if (size > SIZE_MAX - PAGE_SIZE || fault_inject("dma_alloc_attrs"))
		return NULL;
	if (!alloc_from_pool(&call, size, dma_handle, &cpu_addr))
		cpu_addr = dma_direct_alloc(dev, size, dma_handle,
					    gfp & ~DMA_GFP_ZONES, attrs);
	if (cpu_addr)
		check_map(&call, backing(cpu_addr, attrs), size, *dma_handle);
	if (unlikely(dma_trace_on))
		dma_trace_alloc(&call, size, gfp, cpu_addr, *dma_handle);
	return cpu_addr;
}

static void *alloc(struct device *dev, size_t size, dma_addr_t *dma_handle,
		   gfp_t gfp, unsigned long attrs, struct check_place place)
{
	dma_addr_t dma;
	void *cpu_addr = dma_alloc_at(dev, size, &dma, gfp, attrs, place);

	if (cpu_addr)
		home_store(dma_handle, &dma, sizeof(dma));
	return cpu_addr;
}

/* The CPU address and the order say it all: the handle is not looked at. */
static bool release_to_pool(const struct check_call *call, size_t size,
			    void *cpu_addr)
{
	struct check_call pool = *call;
	dma_addr_t dma;

	if (!dma_coherent_handle(call->dev, cpu_addr, &dma))
		return false;
	pool.type = CHECK_POOL;
	if (check_pool_free(&pool, dma, size))
		dma_release_from_dev_coherent(call->dev, get_order(size),
					      cpu_addr);
	return true;
}

static void release(struct device *dev, size_t size, void *cpu_addr,
		    dma_addr_t dma, unsigned long attrs,
		    struct check_place place)
{
	struct check_call call = { dev, CHECK_COHERENT, DMA_BIDIRECTIONAL,
				   attrs, place };

	if (release_to_pool(&call, size, cpu_addr))
		return;
	/* A non-coherent alias is taken away with a wait. */
	WARN_ON(irqs_disabled());
	if (!cpu_addr)
		return;
	size = check_free(&call, dma, size, backing(cpu_addr, attrs));
	if (size)
		dma_direct_free(dev, size, cpu_addr, dma, attrs);
}

static unsigned long warn_attrs(gfp_t gfp)
{
	return gfp & __GFP_NOWARN ? DMA_ATTR_NO_WARN : 0;
}

void *dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle,
		      gfp_t flag, unsigned long attrs)
{
	return alloc(dev, size, dma_handle, flag, attrs, CHECK_HERE);
}

void dma_free_attrs(struct device *dev, size_t size, void *cpu_addr,
		    dma_addr_t dma_handle, unsigned long attrs)
{
	release(dev, size, cpu_addr, dma_handle, attrs, CHECK_HERE);
}

void *dma_alloc_coherent(struct device *dev, size_t size,
			 dma_addr_t *dma_handle, gfp_t gfp)
{
	return alloc(dev, size, dma_handle, gfp, warn_attrs(gfp), CHECK_HERE);
}

void dma_free_coherent(struct device *dev, size_t size, void *cpu_addr,
		       dma_addr_t dma_handle)
{
	release(dev, size, cpu_addr, dma_handle, 0, CHECK_HERE);
}

void *dma_alloc_wc(struct device *dev, size_t size, dma_addr_t *dma_addr,
		   gfp_t gfp)
{
	return alloc(dev, size, dma_addr, gfp,
		     DMA_ATTR_WRITE_COMBINE | warn_attrs(gfp), CHECK_HERE);
}

void dma_free_wc(struct device *dev, size_t size, void *cpu_addr,
		 dma_addr_t dma_addr)
{
	release(dev, size, cpu_addr, dma_addr, DMA_ATTR_WRITE_COMBINE,
		CHECK_HERE);
}
