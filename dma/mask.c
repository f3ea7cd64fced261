// SPDX-License-Identifier: MIT
/*
 * Masks and limits - what a device says it can address, and what it must.
 *
 * A mask is the highest address the device can put on the bus; bus_dma_limit,
 * from the tree, is what the bus lets through and is never part of a mask.
 *
 * Same as Linux: which masks are refused (-EIO), what is left when they are,
 * defaults without dma_parms.
 * Not the same:  a mask or a dma_parms that a driver keeps in memory of its
 * own is read and written as the CPU does.
 */
#include <linux/errno.h>

#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"
#include "home/home.h"

int dma_set_mask(struct device *dev, u64 mask)
{
	if (!dev->dma_mask || !dma_direct_supported(dev, mask))
		return -EIO;
	home_store(dev->dma_mask, &mask, sizeof(mask));
	dev->dma_skip_sync = !dma_is_noncoherent(dev);
	return 0;
}

/* Until a device that snoops has set its mask nobody knows that it does. */
bool dma_dev_need_sync(const struct device *dev)
{
	return !dev->dma_skip_sync;
}

int dma_set_coherent_mask(struct device *dev, u64 mask)
{
	if (!dma_direct_supported(dev, mask))
		return -EIO;
	dev->coherent_dma_mask = mask;
	return 0;
}

int dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	int ret = dma_set_mask(dev, mask);

	if (!ret)
		dma_set_coherent_mask(dev, mask);
	return ret;
}

int dma_coerce_mask_and_coherent(struct device *dev, u64 mask)
{
	dev->dma_mask = &dev->coherent_dma_mask;
	return dma_set_mask_and_coherent(dev, mask);
}

u64 dma_get_mask(struct device *dev)
{
	u64 mask = dev->dma_mask ? dma_mask_of(dev) : 0;

	return mask ?: DMA_BIT_MASK(32);
}

u64 dma_get_required_mask(struct device *dev)
{
	return dma_direct_get_required_mask(dev);
}

bool dma_addressing_limited(struct device *dev)
{
	if (dma_limit(dma_get_mask(dev), dev->bus_dma_limit) <
	    dma_get_required_mask(dev))
		return true;
	return linux_version >= KERNEL_VERSION(6, 7, 0) &&
	       !dma_direct_all_ram_mapped(dev);
}

size_t dma_max_mapping_size(struct device *dev)
{
	if (is_swiotlb_active(dev) && (is_swiotlb_force_bounce(dev) ||
				       dma_addressing_limited(dev)))
		return swiotlb_max_mapping_size(dev);
	return SIZE_MAX;
}

/* Without an IOMMU none is better than others. */
size_t dma_opt_mapping_size(struct device *dev)
{
	return dma_max_mapping_size(dev);
}

/* 0: mappings are not merged. */
unsigned long dma_get_merge_boundary(struct device *dev)
{
	return 0;
}

/* --- segments ------------------------------------------------------------- */

static struct device_dma_parameters parms_of(struct device *dev)
{
	struct device_dma_parameters parms = { 0 };

	if (dev->dma_parms)
		home_load(dev->dma_parms, &parms, sizeof(parms));
	return parms;
}

unsigned int dma_get_max_seg_size(struct device *dev)
{
	return parms_of(dev).max_segment_size ?: SZ_64K;
}

unsigned long dma_get_seg_boundary(struct device *dev)
{
	return parms_of(dev).segment_boundary_mask ?: ULONG_MAX;
}

unsigned long dma_get_seg_boundary_nr_pages(struct device *dev,
					    unsigned int page_shift)
{
	return (dma_get_seg_boundary(dev) >> page_shift) + 1;
}

unsigned int dma_get_min_align_mask(struct device *dev)
{
	return parms_of(dev).min_align_mask;
}

int __dma_set_max_seg_size(struct device *dev, unsigned int size)
{
	if (!dev->dma_parms)
		return -EIO;
	home_store(&dev->dma_parms->max_segment_size, &size, sizeof(size));
	return 0;
}

int __dma_set_seg_boundary(struct device *dev, unsigned long mask)
{
	if (!dev->dma_parms)
		return -EIO;
	home_store(&dev->dma_parms->segment_boundary_mask, &mask,
		   sizeof(mask));
	return 0;
}

int __dma_set_min_align_mask(struct device *dev, unsigned int min_align_mask)
{
	if (!dev->dma_parms)
		return -EIO;
	home_store(&dev->dma_parms->min_align_mask, &min_align_mask,
		   sizeof(min_align_mask));
	return 0;
}
