// SPDX-License-Identifier: MIT
/*
 * dma-direct - devices that see physical memory, at an offset at most.
 *
 * A bus address is the physical address, moved as the device's dma-ranges say.
 * Coherent memory comes from CMA or the page allocator; for a device that does
 * not snoop, its CPU address is the page's alias in the uncached or the
 * write-combining area, which always exists, so nothing is mapped here.
 * Streaming mappings are a range check and cache maintenance.
 *
 * What the device cannot reach, or must not have, is bounced (swiotlb/map.c).
 *
 * Same as Linux: which memory, which zone first, masks and limits, what is
 * bounced, cache work of each direction (arm64), log lines.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "core/context.h"
#include "core/mm/memblock.h"
#include "core/mm/page.h"
#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "home/home.h"

/* --- addresses ------------------------------------------------------------ */

dma_addr_t phys_to_dma(struct device *dev, phys_addr_t paddr)
{
	const struct bus_dma_region *r = dev->dma_range_map;

	if (!r)
		return paddr;
	for (; r->size; r++)
		if (paddr >= r->cpu_start && paddr - r->cpu_start < r->size)
			return r->dma_start + (paddr - r->cpu_start);
	return DMA_MAPPING_ERROR;
}

phys_addr_t dma_to_phys(struct device *dev, dma_addr_t dma_addr)
{
	const struct bus_dma_region *r = dev->dma_range_map;

	if (!r)
		return dma_addr;
	for (; r->size; r++)
		if (dma_addr >= r->dma_start &&
		    dma_addr - r->dma_start < r->size)
			return r->cpu_start + (dma_addr - r->dma_start);
	return ~(phys_addr_t)0;
}

u64 dma_mask_of(struct device *dev)
{
	u64 mask;

	if (likely(!home_in_window(dev->dma_mask)))
		return *dev->dma_mask;
	home_load(dev->dma_mask, &mask, sizeof(mask));
	return mask;
}

/* Size 0 ends before it begins, and passes: as in Linux. */
bool dma_addr_capable(struct device *dev, dma_addr_t addr, size_t size,
		      u64 mask)
{
	return addr != DMA_MAPPING_ERROR &&
	       addr + size - 1 <= dma_limit(mask, dev->bus_dma_limit);
}

bool dma_coherent_ok(struct device *dev, phys_addr_t paddr, size_t size)
{
	return dma_addr_capable(dev, phys_to_dma(dev, paddr), size,
				dev->coherent_dma_mask);
}

/* The highest page of RAM, no-map memory included. */
static phys_addr_t last_page(void)
{
	return (memblock_end_of_DRAM() - 1) & PAGE_MASK;
}

int dma_direct_supported(struct device *dev, u64 mask)
{
	/* Every machine has a DMA zone below 4 GiB or none at all. */
	if (mask >= DMA_BIT_MASK(32))
		return 1;
	return mask >= phys_to_dma(dev, min(last_page(), zone_dma_limit));
}

u64 dma_direct_get_required_mask(struct device *dev)
{
	u64 max_dma = phys_to_dma(dev, last_page());

	return max_dma ? (1ULL << (fls64(max_dma) - 1)) * 2 - 1 : 0;
}

/* Is [start, end) all in dma-ranges? */
static bool range_mapped(struct device *dev, phys_addr_t start,
			 phys_addr_t end)
{
	const struct bus_dma_region *r = dev->dma_range_map;

	while (start < end) {
		for (; r->size; r++)
			if (start >= r->cpu_start &&
			    start - r->cpu_start < r->size)
				break;
		if (!r->size)
			return false;
		start = r->cpu_start + r->size;
		r = dev->dma_range_map;
	}
	return true;
}

bool dma_direct_all_ram_mapped(struct device *dev)
{
	const struct memblock_region *m;
	unsigned int i;

	if (!dev->dma_range_map)
		return true;
	for (i = 0; (m = memblock_memory_at(i)); i++)
		if (!m->nomap && !range_mapped(dev, m->base, m->base + m->size))
			return false;
	return true;
}

/* --- allocation ----------------------------------------------------------- */

/* The last byte of memory that dev's coherent mask and its bus let through. */
static u64 phys_limit_of(struct device *dev)
{
	return dma_to_phys(dev, dma_limit(dev->coherent_dma_mask,
					  dev->bus_dma_limit));
}

static gfp_t zone_of(u64 phys_limit)
{
	if (phys_limit <= zone_dma_limit)
		return GFP_DMA;
	if (phys_limit <= DMA_BIT_MASK(32))
		return GFP_DMA32;
	return 0;
}

gfp_t dma_direct_zone(struct device *dev)
{
	return zone_of(phys_limit_of(dev));
}

/* gfp with the next lower zone; false: there is none. */
static bool lower_zone(gfp_t *gfp, u64 phys_limit)
{
	if (phys_limit < DMA_BIT_MASK(64) && !(*gfp & (GFP_DMA32 | GFP_DMA)))
		*gfp |= GFP_DMA32;
	else if (!(*gfp & GFP_DMA))
		*gfp = (*gfp & ~GFP_DMA32) | GFP_DMA;
	else
		return false;
	return true;
}

static struct page *alloc_restricted(struct device *dev, size_t size)
{
	struct page *page = bounce_alloc(dev, size);

	if (!page || dma_coherent_ok(dev, page_to_phys(page), size))
		return page;
	bounce_free(dev, page);
	return NULL;
}

static void direct_free_pages(struct device *dev, struct page *page,
			      size_t size)
{
	if (!bounce_free(dev, page))
		dma_free_contiguous(dev, page, size);
}

/* size is a multiple of a page; the contents are old. */
static struct page *direct_alloc_pages(struct device *dev, size_t size,
				       gfp_t gfp)
{
	u64 limit = phys_limit_of(dev);
	struct page *page;

	if (gfpflags_allow_blocking(gfp))
		sched_might_sleep("dma_alloc_attrs");
	if (is_swiotlb_for_alloc(dev))
		return alloc_restricted(dev, size);
	gfp = (gfp & ~__GFP_ZERO) | zone_of(limit);
	page = dma_alloc_contiguous(dev, size, gfp);
	if (page && !dma_coherent_ok(dev, page_to_phys(page), size)) {
		dma_free_contiguous(dev, page, size);
		page = NULL;
	}
	while (!page) {
		page = page_take(gfp, get_order(size));
		if (page && dma_coherent_ok(dev, page_to_phys(page), size))
			break;
		if (page)
			page_give(page, get_order(size));
		page = NULL;
		if (!lower_zone(&gfp, limit))
			break;
	}
	return page;
}

enum home_area dma_direct_view(struct device *dev, unsigned long attrs)
{
	if (!dma_is_noncoherent(dev))
		return HOME_LINEAR;
	return attrs & DMA_ATTR_WRITE_COMBINE ? HOME_WC : HOME_UNCACHED;
}

enum dma_direct_way dma_direct_way(struct device *dev, gfp_t gfp,
				   unsigned long attrs)
{
	if (is_swiotlb_for_alloc(dev))
		return DMA_WAY_PAGES;
	if (attrs & DMA_ATTR_NO_KERNEL_MAPPING)
		return DMA_WAY_COOKIE;
	if (dma_is_noncoherent(dev) && !gfpflags_allow_blocking(gfp))
		return DMA_WAY_ATOMIC_POOL;
	return DMA_WAY_PAGES;
}

/* Write-back of the cached alias: its lines must not land later. */
static void prep_coherent(phys_addr_t paddr, size_t size)
{
	home_cache(HOME_CLEAN_INVALIDATE, paddr, size);
}

static void *alloc_no_mapping(struct device *dev, size_t size,
			      dma_addr_t *dma_handle, gfp_t gfp)
{
	struct page *page = direct_alloc_pages(dev, size, gfp);

	if (!page)
		return NULL;
	prep_coherent(page_to_phys(page), size);
	*dma_handle = phys_to_dma(dev, page_to_phys(page));
	return page;
}

static void *alloc_atomic(struct device *dev, size_t size,
			  dma_addr_t *dma_handle, gfp_t gfp)
{
	phys_addr_t paddr;
	void *ret = dma_alloc_from_pool(dev, size, &paddr,
					gfp | dma_direct_zone(dev),
					dma_coherent_ok);

	if (ret)
		*dma_handle = phys_to_dma(dev, paddr);
	return ret;
}

/*
 * size bytes, zeroed, and their bus address; NULL.  Sleeps only with a gfp
 * that may; without, a device that does not snoop gets the atomic pool.
 */
void *dma_direct_alloc(struct device *dev, size_t size, dma_addr_t *dma_handle,
		       gfp_t gfp, unsigned long attrs)
{
	struct page *page;
	phys_addr_t paddr;

	size = PAGE_ALIGN(size);
	if (attrs & DMA_ATTR_NO_WARN)
		gfp |= __GFP_NOWARN;
	switch (dma_direct_way(dev, gfp, attrs)) {
	case DMA_WAY_COOKIE:
		return alloc_no_mapping(dev, size, dma_handle, gfp);
	case DMA_WAY_ATOMIC_POOL:
		return alloc_atomic(dev, size, dma_handle, gfp);
	case DMA_WAY_PAGES:
		break;
	}
	page = direct_alloc_pages(dev, size, gfp);
	if (!page)
		return NULL;
	paddr = page_to_phys(page);
	if (dma_is_noncoherent(dev))
		prep_coherent(paddr, size);
	home_wipe(paddr, size);
	*dma_handle = phys_to_dma(dev, paddr);
	return home_vaddr(dma_direct_view(dev, attrs),
			  paddr - home_dram_base());
}

/* The handle says which pages: so it does in Linux. */
void dma_direct_free(struct device *dev, size_t size, void *cpu_addr,
		     dma_addr_t dma_addr, unsigned long attrs)
{
	phys_addr_t paddr = dma_to_phys(dev, dma_addr);

	size = PAGE_ALIGN(size);
	if (attrs & DMA_ATTR_NO_KERNEL_MAPPING && !is_swiotlb_for_alloc(dev)) {
		dma_free_contiguous(dev, cpu_addr, size);
		return;
	}
	if (dma_free_from_pool(cpu_addr, size))
		return;
	if (!home_dram_contains(paddr, size))
		return;
	/* Taking the alias away waits for the stores that went through it. */
	if (dma_is_noncoherent(dev))
		home_barrier(HOME_MB);
	direct_free_pages(dev, phys_to_page(paddr), size);
}

struct page *dma_direct_alloc_pages(struct device *dev, size_t size,
				    dma_addr_t *dma_handle, gfp_t gfp)
{
	struct page *page;

	size = PAGE_ALIGN(size);
	page = direct_alloc_pages(dev, size, gfp);
	if (!page)
		return NULL;
	home_wipe(page_to_phys(page), size);
	*dma_handle = phys_to_dma(dev, page_to_phys(page));
	return page;
}

void dma_direct_free_pages(struct device *dev, size_t size, struct page *page)
{
	direct_free_pages(dev, page, PAGE_ALIGN(size));
}

/* --- programs' mappings, lists -------------------------------------------- */

int dma_direct_mmap(struct device *dev, struct vm_area_struct *vma,
		    void *cpu_addr, dma_addr_t dma_addr, size_t size,
		    unsigned long attrs)
{
	unsigned long pages = vma_pages(vma);
	unsigned long count = PAGE_ALIGN(size) >> PAGE_SHIFT;
	unsigned long pfn = PHYS_PFN(dma_to_phys(dev, dma_addr));

	if (vma->vm_pgoff >= count || pages > count - vma->vm_pgoff)
		return -ENXIO;
	return remap_pfn_range(vma, vma->vm_start, pfn + vma->vm_pgoff,
			       pages << PAGE_SHIFT, vma->vm_page_prot);
}

/* sgt and its list may be in board memory. */
int dma_direct_get_sgtable(struct device *dev, struct sg_table *sgt,
			   dma_addr_t dma_addr, size_t size)
{
	struct page *page = phys_to_page(dma_to_phys(dev, dma_addr));
	struct scatterlist *sgl, sg;
	int ret = sg_alloc_table(sgt, 1, GFP_KERNEL);

	if (ret)
		return ret;
	home_load(&sgt->sgl, &sgl, sizeof(sgl));
	home_load(sgl, &sg, sizeof(sg));
	sg_set_page(&sg, page, PAGE_ALIGN(size), 0);
	home_store(sgl, &sg, sizeof(sg));
	return 0;
}

/* --- streaming ------------------------------------------------------------ */

static __cold dma_addr_t overflow(struct device *dev, dma_addr_t addr,
				  size_t size)
{
	dev_WARN_ONCE(dev, 1,
		      "DMA addr %pad+%zu overflow (mask %llx, bus limit %llx).\n",
		      &addr, size, dma_mask_of(dev), dev->bus_dma_limit);
	return DMA_MAPPING_ERROR;
}

dma_addr_t dma_direct_map_phys(struct device *dev, phys_addr_t paddr,
			       size_t size, enum dma_data_direction dir,
			       unsigned long attrs)
{
	dma_addr_t addr = dma_of_phys(dev, paddr);

	if (unlikely(bounces_all(dev)))
		return bounce_map(dev, paddr, size, attrs);
	if (unlikely(!dma_addr_capable(dev, addr, size, dma_mask_of(dev)) ||
		     (size < 2 * ARCH_DMA_MINALIGN &&
		      bounce_small(dev, size, dir)))) {
		if (is_swiotlb_active(dev))
			return bounce_map(dev, paddr, size, attrs);
		return overflow(dev, addr, size);
	}
	/* arm64: clean whatever the direction; FROM invalidates at the end. */
	if (dma_syncs_for_device(dev) && !(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		home_cache(HOME_CLEAN, paddr, size);
	return addr;
}

static __cold dma_addr_t resource_overflow(struct device *dev,
					   dma_addr_t addr, size_t size)
{
	dev_err_once(dev,
		     "DMA addr %pad+%zu overflow (mask %llx, bus limit %llx).\n",
		     &addr, size, dma_mask_of(dev), dev->bus_dma_limit);
	WARN_ON_ONCE(1);
	return DMA_MAPPING_ERROR;
}

/* The address as it is: dma-ranges do not apply, no cache holds it. */
dma_addr_t dma_direct_map_resource(struct device *dev, phys_addr_t paddr,
				   size_t size, unsigned long attrs)
{
	if (!dma_addr_capable(dev, paddr, size, dma_mask_of(dev)))
		return resource_overflow(dev, paddr, size);
	return paddr;
}

void dma_direct_sync_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir)
{
	phys_addr_t paddr = dma_to_phys(dev, addr);

	if (unlikely(bounces_at(dev, paddr)))
		bounce_for_device(dev, paddr, size, dir);
	else if (dma_syncs_for_device(dev) && home_dram_contains(paddr, size))
		home_cache(HOME_CLEAN, paddr, size);
}

static inline void sync_for_cpu(struct device *dev, phys_addr_t paddr,
				size_t size, enum dma_data_direction dir,
				bool bounced)
{
	if (unlikely(bounced))
		bounce_for_cpu(dev, paddr, size, dir);
	else if (dma_syncs_for_cpu(dev, dir) && home_dram_contains(paddr, size))
		home_cache(HOME_INVALIDATE, paddr, size);
}

void dma_direct_sync_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	phys_addr_t paddr = phys_of_dma(dev, addr);

	sync_for_cpu(dev, paddr, size, dir, bounces_at(dev, paddr));
}

void dma_direct_unmap(struct device *dev, dma_addr_t addr, size_t size,
		      enum dma_data_direction dir, unsigned long attrs)
{
	phys_addr_t paddr = phys_of_dma(dev, addr);
	bool bounced = bounces_at(dev, paddr);

	if (!(attrs & DMA_ATTR_SKIP_CPU_SYNC))
		sync_for_cpu(dev, paddr, size, dir, bounced);
	if (unlikely(bounced))
		bounce_unmap(dev, paddr);
}

bool dma_direct_need_sync(struct device *dev, dma_addr_t addr)
{
	return dma_is_noncoherent(dev) ||
	       bounces_at(dev, dma_to_phys(dev, addr));
}
