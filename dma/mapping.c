// SPDX-License-Identifier: MIT
/*
 * The DMA API's door - every call of a driver comes in here.
 *
 * An allocation goes to the device's pool if it has one, else to dma-direct;
 * a mapping to dma-direct.  What happened is told to the checker, here and in
 * mapping-sg.c and nowhere else; mechanisms do not know it.
 *
 * Same as Linux: who is asked in which order, whose answer is final, what is
 * warned about once.
 * Not the same:  no IOMMU yet.  A handle that the driver keeps in board memory
 * is written as the CPU writes.  Memory that is freed and was never allocated
 * is left alone, and no size at all is refused; both are reported.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/irqflags.h>
#include <linux/mm.h>
#include <linux/pgtable.h>

#include "core/context.h"
#include "dma/check.h"
#include "dma/private.h"
#include "home/home.h"

/* --- coherent memory ------------------------------------------------------ */

#define ZONES	(__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM)

/* Physical address of what a backend gave; ~0 for a cookie. */
static phys_addr_t backing(const void *cpu_addr, unsigned long attrs)
{
	if (attrs & DMA_ATTR_NO_KERNEL_MAPPING)
		return page_to_phys((struct page *)cpu_addr);
	return home_in_window(cpu_addr) ? home_paddr(cpu_addr) :
					  ~(phys_addr_t)0;
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
	if (fault_inject("dma_alloc_attrs"))
		return NULL;
	if (dma_alloc_from_dev_coherent(dev, size, dma_handle, &cpu_addr))
		return cpu_addr;
	cpu_addr = dma_direct_alloc(dev, size, dma_handle, gfp & ~ZONES,
				    attrs);
	if (cpu_addr)
		check_map(&call, backing(cpu_addr, attrs), size, *dma_handle);
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

static void release(struct device *dev, size_t size, void *cpu_addr,
		    dma_addr_t dma, unsigned long attrs,
		    struct check_place place)
{
	struct check_call call = { dev, CHECK_COHERENT, DMA_BIDIRECTIONAL,
				   attrs, place };

	if (dma_release_from_dev_coherent(dev, get_order(size), cpu_addr))
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

/* --- cached pages --------------------------------------------------------- */

static struct page *alloc_cached(const struct check_call *call, size_t size,
				 dma_addr_t *dma_handle, gfp_t gfp)
{
	struct page *page;
	dma_addr_t dma;

	if (WARN_ON_ONCE(!call->dev->coherent_dma_mask) ||
	    WARN_ON_ONCE(gfp & ZONES) || WARN_ON_ONCE(gfp & __GFP_COMP))
		return NULL;
	if (!size) {
		check_zero_size(call, "allocated");
		return NULL;
	}
	if (fault_inject("dma_alloc_pages"))
		return NULL;
	page = dma_direct_alloc_pages(call->dev, size, &dma, gfp);
	if (!page)
		return NULL;
	home_store(dma_handle, &dma, sizeof(dma));
	check_map(call, page_to_phys(page), PAGE_ALIGN(size), dma);
	return page;
}

static void free_cached(const struct check_call *call, size_t size,
			struct page *page, dma_addr_t dma)
{
	size = check_free(call, dma, PAGE_ALIGN(size), page_to_phys(page));
	if (size)
		dma_direct_free_pages(call->dev, size, page);
}

struct page *dma_alloc_pages(struct device *dev, size_t size,
			     dma_addr_t *dma_handle,
			     enum dma_data_direction dir, gfp_t gfp)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };

	return alloc_cached(&call, size, dma_handle, gfp);
}

void dma_free_pages(struct device *dev, size_t size, struct page *page,
		    dma_addr_t dma_handle, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };

	free_cached(&call, size, page, dma_handle);
}

void *dma_alloc_noncoherent(struct device *dev, size_t size,
			    dma_addr_t *dma_handle,
			    enum dma_data_direction dir, gfp_t gfp)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };
	struct page *page = alloc_cached(&call, size, dma_handle, gfp);

	return page ? page_address(page) : NULL;
}

void dma_free_noncoherent(struct device *dev, size_t size, void *vaddr,
			  dma_addr_t dma_handle, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_PAGES, dir, 0, CHECK_HERE };

	if (vaddr && virt_addr_valid(vaddr))
		free_cached(&call, size, virt_to_page(vaddr), dma_handle);
}

/* --- programs' mappings --------------------------------------------------- */

pgprot_t dma_pgprot(struct device *dev, pgprot_t prot, unsigned long attrs)
{
	if (dev_is_dma_coherent(dev))
		return prot;
	if (attrs & DMA_ATTR_WRITE_COMBINE)
		return pgprot_writecombine(prot);
	return pgprot_dmacoherent(prot);
}

/* -ENXIO: the mapping is not all in the buffer. */
int dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma,
		   void *cpu_addr, dma_addr_t dma_addr, size_t size,
		   unsigned long attrs)
{
	int ret;

	vma->vm_page_prot = dma_pgprot(dev, vma->vm_page_prot, attrs);
	if (dma_mmap_from_dev_coherent(dev, vma, cpu_addr, size, &ret))
		return ret;
	return dma_direct_mmap(dev, vma, cpu_addr, dma_addr, size, attrs);
}

int dma_mmap_wc(struct device *dev, struct vm_area_struct *vma, void *cpu_addr,
		dma_addr_t dma_addr, size_t size)
{
	return dma_mmap_attrs(dev, vma, cpu_addr, dma_addr, size,
			      DMA_ATTR_WRITE_COMBINE);
}

int dma_mmap_pages(struct device *dev, struct vm_area_struct *vma, size_t size,
		   struct page *page)
{
	unsigned long count = PAGE_ALIGN(size) >> PAGE_SHIFT;
	unsigned long pages = vma_pages(vma);

	if (vma->vm_pgoff >= count || pages > count - vma->vm_pgoff)
		return -ENXIO;
	return remap_pfn_range(vma, vma->vm_start,
			       page_to_pfn(page) + vma->vm_pgoff,
			       pages << PAGE_SHIFT, vma->vm_page_prot);
}

/* Aliases of coherent memory can be given to programs on every device. */
bool dma_can_mmap(struct device *dev)
{
	return true;
}

int dma_get_sgtable_attrs(struct device *dev, struct sg_table *sgt,
			  void *cpu_addr, dma_addr_t dma_addr, size_t size,
			  unsigned long attrs)
{
	return dma_direct_get_sgtable(dev, sgt, dma_addr, size);
}

/* --- streaming mappings --------------------------------------------------- */

/* Can anything be mapped?  Says in its own way why not. */
static inline bool map_allowed(const struct check_call *call, size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	if (WARN_ON_ONCE(!call->dev->dma_mask))
		return false;
	if (unlikely(!size)) {
		check_zero_size(call, "mapped");
		return false;
	}
	return true;
}

static __cold dma_addr_t reject(const struct check_call *call, const void *ptr,
				size_t size)
{
	check_bad_pointer(call, ptr, size);
	return DMA_MAPPING_ERROR;
}

static inline dma_addr_t map(const struct check_call *call, phys_addr_t paddr,
			     size_t size)
{
	dma_addr_t dma;

	if (!map_allowed(call, size) || fault_inject("dma_map_page"))
		return DMA_MAPPING_ERROR;
	if (unlikely(!home_dram_contains(paddr, size)))
		return reject(call, NULL, size);
	dma = dma_direct_map_phys(call->dev, paddr, size, call->attrs);
	if (dma != DMA_MAPPING_ERROR)
		check_map(call, paddr, size, dma);
	return dma;
}

static inline void unmap(const struct check_call *call, dma_addr_t dma,
			 size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	check_unmap(call, dma, size);
	if (!(call->attrs & DMA_ATTR_SKIP_CPU_SYNC))
		dma_direct_sync_for_cpu(call->dev, dma, size, call->dir);
}

/* Stacks lie in the vmalloc area, too (VMAP_STACK). */
static __cold dma_addr_t reject_virtual(const struct check_call *call,
					const void *ptr, size_t size)
{
	if (home_in_window(ptr) || host_on_stack((uintptr_t)ptr))
		dev_WARN_ONCE(call->dev, 1,
			      "rejecting DMA map of vmalloc memory\n");
	return reject(call, ptr, size);
}

/* Only the linear map has pages that a device can be told of. */
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				enum dma_data_direction dir,
				unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, attrs, CHECK_HERE };

	if (unlikely(!home_in_window(ptr) || home_area_of(ptr) != HOME_LINEAR))
		return reject_virtual(&call, ptr, size);
	return map(&call, virt_to_phys(ptr), size);
}

void dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size,
			    enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, attrs, CHECK_HERE };

	unmap(&call, addr, size);
}

dma_addr_t dma_map_page_attrs(struct device *dev, struct page *page,
			      size_t offset, size_t size,
			      enum dma_data_direction dir,
			      unsigned long attrs)
{
	struct check_call call = { dev, CHECK_PAGE, dir, attrs, CHECK_HERE };

	return map(&call, page_to_phys(page) + offset, size);
}

void dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size,
			  enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_PAGE, dir, attrs, CHECK_HERE };

	unmap(&call, addr, size);
}

dma_addr_t dma_map_resource(struct device *dev, phys_addr_t phys_addr,
			    size_t size, enum dma_data_direction dir,
			    unsigned long attrs)
{
	struct check_call call = { dev, CHECK_RESOURCE, dir, attrs,
				   CHECK_HERE };
	dma_addr_t dma;

	if (!map_allowed(&call, size) || fault_inject("dma_map_resource"))
		return DMA_MAPPING_ERROR;
	dma = dma_direct_map_resource(dev, phys_addr, size, attrs);
	if (dma != DMA_MAPPING_ERROR)
		check_map(&call, phys_addr, size, dma);
	return dma;
}

void dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_RESOURCE, dir, attrs,
				   CHECK_HERE };

	BUG_ON(!valid_dma_direction(dir));
	check_unmap(&call, addr, size);
}

int dma_mapping_error(struct device *dev, dma_addr_t dma_addr)
{
	check_mapping_error(dev, dma_addr);
	return unlikely(dma_addr == DMA_MAPPING_ERROR) ? -ENOMEM : 0;
}

/* --- ownership ------------------------------------------------------------ */

static void sync_for_cpu(const struct check_call *call, dma_addr_t addr,
			 size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	check_sync(call, addr, size, false);
	dma_direct_sync_for_cpu(call->dev, addr, size, call->dir);
}

static void sync_for_device(const struct check_call *call, dma_addr_t addr,
			    size_t size)
{
	BUG_ON(!valid_dma_direction(call->dir));
	check_sync(call, addr, size, true);
	dma_direct_sync_for_device(call->dev, addr, size);
}

void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size,
			     enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_cpu(&call, addr, size);
}

void dma_sync_single_for_device(struct device *dev, dma_addr_t addr,
				size_t size, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_device(&call, addr, size);
}

void dma_sync_single_range_for_cpu(struct device *dev, dma_addr_t addr,
				   unsigned long offset, size_t size,
				   enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_cpu(&call, addr + offset, size);
}

void dma_sync_single_range_for_device(struct device *dev, dma_addr_t addr,
				      unsigned long offset, size_t size,
				      enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SINGLE, dir, 0, CHECK_HERE };

	sync_for_device(&call, addr + offset, size);
}

bool dma_need_sync(struct device *dev, dma_addr_t dma_addr)
{
	return dma_is_noncoherent(dev);
}

void dma_driver_gone(struct device *dev)
{
	check_driver_gone(dev);
}
