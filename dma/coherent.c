// SPDX-License-Identifier: MIT
/*
 * Device pools - memory that one device, or a few, have to themselves.
 *
 * A pool is a range of memory outside of the kernel's, seen by the CPU through
 * the write-combining area, and a bit for each page.  A device that has a pool
 * gets all its coherent memory from there and never from anywhere else.
 *
 * Same as Linux: blocks are powers of two of pages, at a multiple of their
 * size from the start of the pool, lowest first; only the bytes asked for are
 * zeroed; free looks at the CPU address and the order, never at the handle;
 * masks are not checked; devices of one shared-dma-pool share one bitmap.
 * Not the same:  no lock, nothing here sleeps.  A pool outside of DRAM gives
 * addresses that nothing answers to; it is not zeroed.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/of_fdt.h>
#include <linux/printk.h>

#include "core/boot.h"
#include "dma/private.h"
#include "home/home.h"
#include "host/host.h"
#include "of/reserved-mem.h"

struct dma_coherent_mem {
	void *virt_base;
	dma_addr_t device_base;
	phys_addr_t paddr;
	unsigned long pages;
	bool use_dma_ranges;		/* device_base is each device's own */
	unsigned long bitmap[];
};

static struct dma_coherent_mem *pool_create(phys_addr_t paddr,
					    dma_addr_t device_addr,
					    size_t size, bool use_dma_ranges)
{
	unsigned long pages = size >> PAGE_SHIFT;
	struct dma_coherent_mem *mem;
	void *virt_base;

	if (!size)
		return ERR_PTR(-EINVAL);
	virt_base = memremap(paddr, size, MEMREMAP_WC);
	if (!virt_base)
		return ERR_PTR(-EINVAL);
	mem = host_alloc(sizeof(*mem) + BITS_TO_LONGS(pages) * sizeof(long));
	if (!mem) {
		memunmap(virt_base);
		pr_err("Reserved memory: failed to init DMA memory pool at %pa, size %zd MiB\n",
		       &paddr, size / SZ_1M);
		return ERR_PTR(-ENOMEM);
	}
	mem->virt_base = virt_base;
	mem->device_base = device_addr;
	mem->paddr = paddr;
	mem->pages = pages;
	mem->use_dma_ranges = use_dma_ranges;
	return mem;
}

static void pool_destroy(struct dma_coherent_mem *mem)
{
	if (!mem)
		return;
	memunmap(mem->virt_base);
	host_free(mem);
}

static int pool_assign(struct device *dev, struct dma_coherent_mem *mem)
{
	if (dev->dma_mem)
		return -EBUSY;
	dev->dma_mem = mem;
	return 0;
}

int dma_declare_coherent_memory(struct device *dev, phys_addr_t phys_addr,
				dma_addr_t device_addr, size_t size)
{
	struct dma_coherent_mem *mem;
	int ret;

	if (!dev)
		return -ENODEV;
	mem = pool_create(phys_addr, device_addr, size, false);
	if (IS_ERR(mem))
		return PTR_ERR(mem);
	ret = pool_assign(dev, mem);
	if (ret)
		pool_destroy(mem);
	return ret;
}

void dma_release_coherent_memory(struct device *dev)
{
	pool_destroy(dev->dma_mem);
	dev->dma_mem = NULL;
}

/* Is [bit, bit + n) free?  n is a power of two and divides bit. */
static bool block_free(const struct dma_coherent_mem *mem, unsigned long bit,
		       unsigned long n)
{
	const unsigned long *word = &mem->bitmap[bit / BITS_PER_LONG];
	unsigned long i;

	if (n < BITS_PER_LONG)
		return !(*word & (((1UL << n) - 1) << (bit % BITS_PER_LONG)));
	for (i = 0; i < n / BITS_PER_LONG; i++)
		if (word[i])
			return false;
	return true;
}

/* First block of this order; its page number or -ENOMEM. */
static long block_take(struct dma_coherent_mem *mem, unsigned int order)
{
	unsigned long n = 1UL << order, bit;

	for (bit = 0; bit + n <= mem->pages; bit += n) {
		if (!block_free(mem, bit, n))
			continue;
		bitmap_set(mem->bitmap, bit, n);
		return bit;
	}
	return -ENOMEM;
}

static dma_addr_t pool_dma_base(struct device *dev,
				const struct dma_coherent_mem *mem)
{
	return mem->use_dma_ranges ? phys_to_dma(dev, mem->paddr) :
				     mem->device_base;
}

/* Blocks are powers of two, so half a pool and a page take all of it. */
bool coherent_pool_holds(u64 pool_size, u64 size)
{
	return size && size <= pool_size &&
	       1ULL << dma_page_order(size) <= pool_size >> linux_page_shift;
}

int dma_alloc_from_dev_coherent(struct device *dev, ssize_t size,
				dma_addr_t *dma_handle, void **ret)
{
	struct dma_coherent_mem *mem = dev->dma_mem;
	phys_addr_t offset;
	long page;

	if (!mem)
		return 0;
	*ret = NULL;
	if (size <= 0 || !coherent_pool_holds(mem->pages << PAGE_SHIFT, size))
		return 1;
	page = block_take(mem, get_order(size));
	if (page < 0)
		return 1;
	offset = (phys_addr_t)page << PAGE_SHIFT;
	*dma_handle = pool_dma_base(dev, mem) + offset;
	*ret = mem->virt_base + offset;
	if (home_dram_contains(mem->paddr + offset, size))
		home_set(*ret, 0, size);
	return 1;
}

static bool pool_has(const struct dma_coherent_mem *mem, const void *vaddr)
{
	return mem && vaddr >= mem->virt_base &&
	       vaddr < mem->virt_base + (mem->pages << PAGE_SHIFT);
}

bool dma_coherent_handle(struct device *dev, const void *vaddr,
			 dma_addr_t *dma)
{
	struct dma_coherent_mem *mem = dev->dma_mem;

	if (!pool_has(mem, vaddr))
		return false;
	*dma = pool_dma_base(dev, mem) + (vaddr - mem->virt_base);
	return true;
}

int dma_release_from_dev_coherent(struct device *dev, int order, void *vaddr)
{
	struct dma_coherent_mem *mem = dev->dma_mem;
	unsigned long page, n;

	if (!pool_has(mem, vaddr))
		return 0;
	page = (vaddr - mem->virt_base) >> PAGE_SHIFT;
	n = order < BITS_PER_LONG ? 1UL << order : 0;
	bitmap_clear(mem->bitmap, page, min(n, mem->pages - page));
	return 1;
}

int dma_mmap_from_dev_coherent(struct device *dev, struct vm_area_struct *vma,
			       void *cpu_addr, size_t size, int *ret)
{
	struct dma_coherent_mem *mem = dev->dma_mem;
	unsigned long count = PAGE_ALIGN(size) >> PAGE_SHIFT;
	unsigned long pages = vma_pages(vma);
	phys_addr_t paddr;

	if (!pool_has(mem, cpu_addr) || cpu_addr + size >
	    mem->virt_base + (mem->pages << PAGE_SHIFT))
		return 0;
	*ret = -ENXIO;
	if (vma->vm_pgoff >= count || pages > count - vma->vm_pgoff)
		return 1;
	paddr = mem->paddr + (cpu_addr - mem->virt_base);
	*ret = remap_pfn_range(vma, vma->vm_start,
			       PHYS_PFN(paddr) + vma->vm_pgoff,
			       pages << PAGE_SHIFT, vma->vm_page_prot);
	return 1;
}

/* --- shared-dma-pool ------------------------------------------------------ */

/* 6.12 says yes to a second pool and keeps the first; before and after it, no
 * (6.1.192 has it from 7.2). */
bool coherent_second_pool_fails(void)
{
	return linux_version < 0x060200 || linux_version >= 0x070200;
}

static int rmem_dma_device_init(struct reserved_mem *rmem, struct device *dev)
{
	struct dma_coherent_mem *mem = rmem->priv;
	int ret;

	if (!mem) {
		mem = pool_create(rmem->base, rmem->base, rmem->size, true);
		if (IS_ERR(mem))
			return PTR_ERR(mem);
		rmem->priv = mem;
	}
	if (coherent_second_pool_fails() && rmem->base + rmem->size - 1 >
	    dma_limit(dev->coherent_dma_mask, dev->bus_dma_limit))
		dev_warn(dev, "reserved memory is beyond device's set DMA address range\n");
	ret = pool_assign(dev, mem);
	return coherent_second_pool_fails() ? ret : 0;
}

static void rmem_dma_device_release(struct reserved_mem *rmem,
				    struct device *dev)
{
	dev->dma_mem = NULL;
}

static const struct reserved_mem_ops rmem_dma_ops = {
	.device_init = rmem_dma_device_init,
	.device_release = rmem_dma_device_release,
};

bool rmem_is_pool(const struct reserved_mem *rmem)
{
	return rmem->ops == &rmem_dma_ops;
}

/*
 * Handler of "shared-dma-pool": 0, or -EINVAL (7.2: -ENODEV) when it is somebody
 * else's (reusable: CMA).  Without no-map it says yes here and fails on attach;
 * arm says no.
 */
int rmem_dma_setup(struct reserved_mem *rmem)
{
	if (of_get_flat_dt_prop(rmem->fdt_node, "reusable", NULL))
		return linux_7_2() ? -ENODEV : -EINVAL;
	if (linux_arm32 && !of_get_flat_dt_prop(rmem->fdt_node, "no-map", NULL)) {
		pr_err("Reserved memory: regions without no-map are not yet supported\n");
		return -EINVAL;
	}
	rmem->ops = &rmem_dma_ops;
	pr_info("Reserved memory: created DMA memory pool at %pa, size %ld MiB\n",
		&rmem->base, (unsigned long)rmem->size / SZ_1M);
	return 0;
}
