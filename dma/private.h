/* SPDX-License-Identifier: MIT */
/*
 * What the files of dma/ tell each other.
 *
 * mapping*.c are the only door: they alone call coherent.c, direct.c and check.c.
 * A dma_addr_t pointer in here is the door's own variable; that the driver's
 * may be in board memory is the door's business.
 */
#ifndef DMA_PRIVATE_H
#define DMA_PRIVATE_H

#include <linux/bitops.h>
#include <linux/dma-direct.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/types.h>

#include "core/boot.h"
#include "home/home.h"

struct check_call;
struct check_place;
struct cma;
struct device_node;
struct reserved_mem;

/* --- direct.c: devices without an IOMMU ----------------------------------- */

void *dma_direct_alloc(struct device *dev, size_t size, dma_addr_t *dma_handle,
		       gfp_t gfp, unsigned long attrs);
void dma_direct_free(struct device *dev, size_t size, void *cpu_addr,
		     dma_addr_t dma_addr, unsigned long attrs);
struct page *dma_direct_alloc_pages(struct device *dev, size_t size,
				    dma_addr_t *dma_handle, gfp_t gfp);
void dma_direct_free_pages(struct device *dev, size_t size, struct page *page);
dma_addr_t dma_direct_map_phys(struct device *dev, phys_addr_t paddr,
			       size_t size, enum dma_data_direction dir,
			       unsigned long attrs);
void dma_direct_unmap(struct device *dev, dma_addr_t addr, size_t size,
		      enum dma_data_direction dir, unsigned long attrs);
dma_addr_t dma_direct_map_resource(struct device *dev, phys_addr_t paddr,
				   size_t size, unsigned long attrs);
void dma_direct_sync_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir);
void dma_direct_sync_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir);
bool dma_direct_need_sync(struct device *dev, dma_addr_t addr);
int dma_direct_mmap(struct device *dev, struct vm_area_struct *vma,
		    void *cpu_addr, dma_addr_t dma_addr, size_t size,
		    unsigned long attrs);
int dma_direct_get_sgtable(struct device *dev, struct sg_table *sgt,
			   dma_addr_t dma_addr, size_t size);
int dma_direct_supported(struct device *dev, u64 mask);
u64 dma_direct_get_required_mask(struct device *dev);
bool dma_direct_all_ram_mapped(struct device *dev);
/* Can dev, by this mask and its bus, put all of these addresses on the bus? */
bool dma_addr_capable(struct device *dev, dma_addr_t addr, size_t size,
		      u64 mask);
/* The same of memory, by its coherent mask. */
bool dma_coherent_ok(struct device *dev, phys_addr_t paddr, size_t size);
/* The zone to try first, as a gfp: the largest with no page out of reach. */
gfp_t dma_direct_zone(struct device *dev);
/* Through which area of the window the CPU sees coherent memory of dev. */
enum home_area dma_direct_view(struct device *dev, unsigned long attrs);

/* How dma_direct_alloc() serves a call. */
enum dma_direct_way {
	DMA_WAY_COOKIE,			/* pages, and no address for the CPU */
	DMA_WAY_ATOMIC_POOL,
	DMA_WAY_PAGES,			/* CMA, else the page allocator */
};
enum dma_direct_way dma_direct_way(struct device *dev, gfp_t gfp,
				   unsigned long attrs);

/* *dev->dma_mask, which a driver may keep in memory of its own. */
u64 dma_mask_of(struct device *dev);

static inline u64 dma_limit(u64 mask, u64 bus_dma_limit)
{
	if (!mask || (bus_dma_limit && bus_dma_limit < mask))
		return bus_dma_limit;
	return mask;
}

/* phys_to_dma() and back, without a call for a device that has no offset. */
static inline dma_addr_t dma_of_phys(struct device *dev, phys_addr_t paddr)
{
	return likely(!dev->dma_range_map) ? paddr : phys_to_dma(dev, paddr);
}

static inline phys_addr_t phys_of_dma(struct device *dev, dma_addr_t dma)
{
	return likely(!dev->dma_range_map) ? dma : dma_to_phys(dev, dma);
}

/* Is dev wired to a cache that its DMA does not see? */
static inline bool dma_is_noncoherent(const struct device *dev)
{
	return !dev->dma_coherent;
}

/* arm64's cache maintenance.  Clean whatever the direction: */
static inline bool dma_syncs_for_device(const struct device *dev)
{
	return dma_is_noncoherent(dev);
}

/* ... and invalidate what the device may have written. */
static inline bool dma_syncs_for_cpu(const struct device *dev,
				     enum dma_data_direction dir)
{
	return dma_is_noncoherent(dev) && dir != DMA_TO_DEVICE;
}

/* --- coherent.c, contiguous.c: predicates --------------------------------- */

/* log2 of the pages that size bytes take: get_order() for pages of the kernel
 * that the tree is read for. */
static inline unsigned int dma_page_order(u64 size)
{
	return size ? fls64((size - 1) >> linux_page_shift) : 0;
}

/* Is rmem a device pool (coherent.c), a CMA area (contiguous.c)? */
bool rmem_is_pool(const struct reserved_mem *rmem);
bool rmem_is_cma(const struct reserved_mem *rmem);
/* dev's own handle of a byte of its pool; false: vaddr is not in it. */
bool dma_coherent_handle(struct device *dev, const void *vaddr,
			 dma_addr_t *dma);
/* Can an empty pool of that many bytes ever give size bytes? */
bool coherent_pool_holds(u64 pool_size, u64 size);
/* Does a device that has a pool get an error for a second one? */
bool coherent_second_pool_fails(void);
/* The CMA area that is asked for size bytes, a multiple of a page; NULL: none,
 * ask the page allocator. */
struct cma *dma_contiguous_area(struct device *dev, u64 size, gfp_t gfp);
/* log2 of the pages that CMA aligns size bytes to. */
unsigned int dma_contiguous_align(u64 size);

/* --- atomic-pool.c -------------------------------------------------------- */

int dma_atomic_pool_init(void);
/* Bytes that each pool is to have when the kernel starts. */
size_t dma_atomic_pool_size(void);
/* How many of them have that of the default area of CMA, from its start on. */
unsigned int dma_atomic_pools_in_cma(void);
/* NULL: exhausted; a line says so. */
void *dma_alloc_from_pool(struct device *dev, size_t size,
			  phys_addr_t *paddr, gfp_t gfp,
			  bool (*ok)(struct device *, phys_addr_t, size_t));
bool dma_free_from_pool(void *cpu_addr, size_t size);

/* --- restricted.c --------------------------------------------------------- */

/* If the node of dev, or else np, names a restricted pool, dev is confined to
 * it; a failure is a line. */
void dma_attach_restricted(struct device *dev, struct device_node *np);

/* --- mapping*.c ----------------------------------------------------------- */

/* Zones are the backend's choice. */
#define DMA_GFP_ZONES	(__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM)

/* Attributes of 7.2, which <linux/dma-mapping.h> has for drivers of 7.2 only. */
#define ATTR_MMIO		(1UL << 10)
#define ATTR_REQUIRE_COHERENT	(1UL << 12)

/* Can that be mapped for call, as far as it is not dev's business?  Says in a
 * report why not. */
bool dma_may_map(const struct check_call *call, phys_addr_t paddr,
		 size_t size);

dma_addr_t dma_map_phys(struct device *dev, phys_addr_t phys, size_t size,
			enum dma_data_direction dir, unsigned long attrs);
void dma_unmap_phys(struct device *dev, dma_addr_t addr, size_t size,
		    enum dma_data_direction dir, unsigned long attrs);

/* dma_alloc_attrs() for place; *dma_handle is not board memory. */
void *dma_alloc_at(struct device *dev, size_t size, dma_addr_t *dma_handle,
		   gfp_t gfp, unsigned long attrs, struct check_place place);
/* dev has no driver any more: what is still mapped will stay so. */
void dma_driver_gone(struct device *dev);

/* --- dmapool.c ------------------------------------------------------------ */

/* dev has no driver any more: pools that it has still are leaks. */
void dma_pool_driver_gone(struct device *dev);

/* --- cma.c ---------------------------------------------------------------- */

/* Another tree will be read; no area is in use. */
void cma_forget(void);
/* Is there no place for one more area?  A line says so. */
bool cma_is_full(void);

#endif
