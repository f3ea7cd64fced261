// SPDX-License-Identifier: MIT
/*
 * The DMA API's door for programs: memory of a device in their mappings.
 *
 * Same as Linux: the protection, which memory is meant, and that vm_pgoff is
 * an offset into the buffer.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/pgtable.h>

#include "dma/private.h"

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
