/* SPDX-License-Identifier: MIT */
/*
 * dma-map-ops.h - the DMA API for those who implement parts of it.  Real, but
 * for struct dma_map_ops: a device's mappings are not replaceable here.
 */
#ifndef _LINUX_DMA_MAP_OPS_H
#define _LINUX_DMA_MAP_OPS_H

#include <linux/dma-mapping.h>
#include <linux/pgtable.h>

struct cma;

/* --- device pools --------------------------------------------------------- */

/*
 * Give dev memory of its own for all its coherent allocations.  -ENODEV: no
 * dev; -EINVAL: size is 0 or the memory cannot be mapped; -EBUSY: it has one.
 */
int dma_declare_coherent_memory(struct device *dev, phys_addr_t phys_addr,
				dma_addr_t device_addr, size_t size);
void dma_release_coherent_memory(struct device *dev);
/* 0: dev has no pool, ask elsewhere.  1: *ret (a handle, NULL) is final. */
int dma_alloc_from_dev_coherent(struct device *dev, ssize_t size,
				dma_addr_t *dma_handle, void **ret);
int dma_release_from_dev_coherent(struct device *dev, int order, void *vaddr);
int dma_mmap_from_dev_coherent(struct device *dev, struct vm_area_struct *vma,
			       void *cpu_addr, size_t size, int *ret);

/* --- contiguous memory ---------------------------------------------------- */

struct cma *dev_get_cma_area(struct device *dev);
struct page *dma_alloc_from_contiguous(struct device *dev, size_t count,
				       unsigned int order, bool no_warn);
bool dma_release_from_contiguous(struct device *dev, struct page *pages,
				 int count);
struct page *dma_alloc_contiguous(struct device *dev, size_t size, gfp_t gfp);
void dma_free_contiguous(struct device *dev, struct page *page, size_t size);

/* --- a device and its bus ------------------------------------------------- */

/* Does it snoop the caches? */
bool dev_is_dma_coherent(struct device *dev);
pgprot_t dma_pgprot(struct device *dev, pgprot_t prot, unsigned long attrs);

void arch_setup_dma_ops(struct device *dev, bool coherent);
/* The device lost its driver: forget its bus, look for what was left mapped. */
void arch_teardown_dma_ops(struct device *dev);

#endif
