// SPDX-License-Identifier: MIT
/*
 * The DMA API's door for lists - mapping.c for struct scatterlist.
 *
 * dma-direct maps each entry by itself: no merging, no splitting, so a list
 * maps to as many entries as it has.  The lists are a driver's and may be in
 * board memory: entries are loaded, filled in, and stored.
 *
 * Same as Linux: one entry that cannot be mapped undoes the others, without
 * cache work; dma_map_sg() then returns 0, dma_map_sgtable() -EIO; tables are
 * unmapped and synced by orig_nents.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "core/context.h"
#include "dma/check/check.h"
#include "dma/private.h"
#include "dma/trace.h"
#include "home/home.h"

static struct scatterlist load(const struct scatterlist *sg)
{
	struct scatterlist entry;

	home_load(sg, &entry, sizeof(entry));
	return entry;
}

static struct sg_table load_table(const struct sg_table *sgt)
{
	struct sg_table table;

	home_load(sgt, &table, sizeof(table));
	return table;
}

/* Map one entry; its bus address or DMA_MAPPING_ERROR. */
static dma_addr_t map_entry(const struct check_call *call,
			    struct scatterlist *sg)
{
	struct scatterlist entry = load(sg);
	phys_addr_t paddr = sg_phys(&entry);
	dma_addr_t dma;

	if (unlikely(!entry.length)) {
		check_zero_size(call, "mapped");
		return DMA_MAPPING_ERROR;
	}
	if (!dma_may_map(call, paddr, entry.length))
		return DMA_MAPPING_ERROR;
	dma = dma_direct_map_phys(call->dev, paddr, entry.length, call->dir,
				  call->attrs);
	if (unlikely(dma_trace_on))
		dma_trace_map(call, paddr, entry.length, dma);
	if (dma == DMA_MAPPING_ERROR)
		return dma;
	sg_dma_address(&entry) = dma;
	sg_dma_len(&entry) = entry.length;
	home_store(sg, &entry, sizeof(entry));
	check_map(call, paddr, entry.length, dma);
	return dma;
}

static void unmap_entry(const struct check_call *call, struct scatterlist *sg)
{
	struct scatterlist entry = load(sg);

	check_unmap(call, sg_dma_address(&entry), sg_dma_len(&entry));
	if (unlikely(dma_trace_on))
		dma_trace_unmap(call, sg_dma_address(&entry),
				sg_dma_len(&entry));
	dma_direct_unmap(call->dev, sg_dma_address(&entry), sg_dma_len(&entry),
			 call->dir, call->attrs);
}

static void unmap_entries(const struct check_call *call,
			  struct scatterlist *sg, int nents)
{
	for (; nents && sg; nents--, sg = sg_next(sg))
		unmap_entry(call, sg);
}

/* What a driver unmaps: call->nents entries, if they were mapped. */
static void unmap_list(struct check_call *call, struct scatterlist *sg)
{
	struct scatterlist first;

	BUG_ON(!valid_dma_direction(call->dir));
	if (call->nents <= 0)
		return;
	first = load(sg);
	unmap_entries(call, sg, check_list(call, sg_dma_address(&first),
					   sg_dma_len(&first), false));
}

static int undo_list(const struct check_call *call, struct scatterlist *sgl,
		     int nents)
{
	struct check_call undo = *call;

	undo.attrs |= DMA_ATTR_SKIP_CPU_SYNC;
	unmap_entries(&undo, sgl, nents);
	return -EIO;
}

/*
 * How many, call->nents; or -EIO with nothing mapped.  0: the device has no
 * mask, which Linux does not call an error.
 */
static int map_list(const struct check_call *call, struct scatterlist *sgl)
{
	struct scatterlist *sg = sgl;
	int i;

	BUG_ON(!valid_dma_direction(call->dir));
	if (WARN_ON_ONCE(!call->dev->dma_mask))
		return 0;
	if (fault_inject("dma_map_sg") || WARN_ON_ONCE(call->nents <= 0))
		return -EIO;
	for (i = 0; i < call->nents && sg; i++, sg = sg_next(sg))
		if (map_entry(call, sg) == DMA_MAPPING_ERROR)
			return undo_list(call, sgl, i);
	if (unlikely(i < call->nents)) {
		check_short_list(call, i);
		return undo_list(call, sgl, i);
	}
	return i;
}

unsigned int dma_map_sg_attrs(struct device *dev, struct scatterlist *sg,
			      int nents, enum dma_data_direction dir,
			      unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE,
				   nents };
	int ret = map_list(&call, sg);

	return ret < 0 ? 0 : ret;
}

void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE,
				   nents };

	unmap_list(&call, sg);
}

int dma_map_sgtable(struct device *dev, struct sg_table *sgt,
		    enum dma_data_direction dir, unsigned long attrs)
{
	struct sg_table table = load_table(sgt);
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE,
				   table.orig_nents };
	int nents = map_list(&call, table.sgl);

	if (nents < 0)
		return nents;
	home_store(&sgt->nents, &nents, sizeof(sgt->nents));
	return 0;
}

void dma_unmap_sgtable(struct device *dev, struct sg_table *sgt,
		       enum dma_data_direction dir, unsigned long attrs)
{
	struct sg_table table = load_table(sgt);
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE,
				   table.orig_nents };

	unmap_list(&call, table.sgl);
}

static void sync_entry(const struct check_call *call,
		       const struct scatterlist *sg, bool for_device)
{
	struct scatterlist entry = load(sg);
	dma_addr_t dma = sg_dma_address(&entry);
	size_t len = sg_dma_len(&entry);

	if (!check_sync(call, dma, len, for_device))
		return;
	if (unlikely(dma_trace_on))
		dma_trace_sync(call, dma, len, for_device);
	if (for_device)
		dma_direct_sync_for_device(call->dev, dma, len, call->dir);
	else
		dma_direct_sync_for_cpu(call->dev, dma, len, call->dir);
}

static void sync_list(struct check_call *call, struct scatterlist *sg,
		      bool for_device)
{
	struct scatterlist first;
	int nents;

	BUG_ON(!valid_dma_direction(call->dir));
	if (call->nents <= 0)
		return;
	first = load(sg);
	nents = check_list(call, sg_dma_address(&first), sg_dma_len(&first),
			   true);
	for (; nents && sg; nents--, sg = sg_next(sg))
		sync_entry(call, sg, for_device);
}

void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg,
			 int nelems, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE, nelems };

	sync_list(&call, sg, false);
}

void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg,
			    int nelems, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE, nelems };

	sync_list(&call, sg, true);
}

void dma_sync_sgtable_for_cpu(struct device *dev, struct sg_table *sgt,
			      enum dma_data_direction dir)
{
	struct sg_table table = load_table(sgt);
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE,
				   table.orig_nents };

	sync_list(&call, table.sgl, false);
}

void dma_sync_sgtable_for_device(struct device *dev, struct sg_table *sgt,
				 enum dma_data_direction dir)
{
	struct sg_table table = load_table(sgt);
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE,
				   table.orig_nents };

	sync_list(&call, table.sgl, true);
}
