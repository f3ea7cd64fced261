// SPDX-License-Identifier: MIT
/*
 * dmam_* - coherent memory and pools that go when the driver lets go.
 *
 * Each is a device resource that remembers how it was made.
 * Same as Linux: order of release, WARN for memory that is not managed.
 */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>

#include "dma/check/check.h"
#include "dma/dmapool/private.h"
#include "dma/private.h"
#include "home/home.h"

struct managed {
	size_t size;
	void *vaddr;
	dma_addr_t dma_handle;
	unsigned long attrs;
};

static void managed_release(struct device *dev, void *res)
{
	struct managed *this = res;

	dma_free_attrs(dev, this->size, this->vaddr, this->dma_handle,
		       this->attrs);
}

static int managed_match(struct device *dev, void *res, void *match_data)
{
	struct managed *this = res, *match = match_data;

	if (this->vaddr != match->vaddr)
		return 0;
	WARN_ON(this->size != match->size ||
		this->dma_handle != match->dma_handle);
	return 1;
}

static void *managed_alloc(struct device *dev, size_t size,
			   dma_addr_t *dma_handle, gfp_t gfp,
			   unsigned long attrs, struct check_place place)
{
	struct managed *dr = devres_alloc(managed_release, sizeof(*dr), gfp);

	if (!dr)
		return NULL;
	dr->vaddr = dma_alloc_at(dev, size, &dr->dma_handle, gfp, attrs,
				 place);
	if (!dr->vaddr) {
		devres_free(dr);
		return NULL;
	}
	dr->size = size;
	dr->attrs = attrs;
	home_store(dma_handle, &dr->dma_handle, sizeof(*dma_handle));
	devres_add(dev, dr);
	return dr->vaddr;
}

void *dmam_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle,
		       gfp_t gfp, unsigned long attrs)
{
	return managed_alloc(dev, size, dma_handle, gfp, attrs, CHECK_HERE);
}

void *dmam_alloc_coherent(struct device *dev, size_t size,
			  dma_addr_t *dma_handle, gfp_t gfp)
{
	return managed_alloc(dev, size, dma_handle, gfp,
			     gfp & __GFP_NOWARN ? DMA_ATTR_NO_WARN : 0,
			     CHECK_HERE);
}

void dmam_free_coherent(struct device *dev, size_t size, void *vaddr,
			dma_addr_t dma_handle)
{
	struct managed match = {
		.size = size, .vaddr = vaddr, .dma_handle = dma_handle,
	};

	WARN_ON(devres_destroy(dev, managed_release, managed_match, &match));
	dma_free_coherent(dev, size, vaddr, dma_handle);
}

/* --- pools ---------------------------------------------------------------- */

static void pool_release(struct device *dev, void *res)
{
	dma_pool_destroy(*(struct dma_pool **)res);
}

static int pool_match(struct device *dev, void *res, void *match_data)
{
	return *(struct dma_pool **)res == match_data;
}

/* As dma_pool_create(). */
struct dma_pool *dmam_pool_create(const char *name, struct device *dev,
				  size_t size, size_t align, size_t allocation)
{
	struct dma_pool **dr = devres_alloc(pool_release, sizeof(*dr),
					    GFP_KERNEL);
	struct dma_pool *pool;

	if (!dr)
		return NULL;
	pool = dma_pool_create_at(name, dev, size, align, allocation,
				  caller_here());
	*dr = pool;
	if (pool)
		devres_add(dev, dr);
	else
		devres_free(dr);
	return pool;
}

void dmam_pool_destroy(struct dma_pool *pool)
{
	WARN_ON(devres_release(pool->dev, pool_release, pool_match, pool));
}
