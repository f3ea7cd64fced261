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
#include "dma/check.h"
#include "dma/private.h"
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
	if (unlikely(!home_dram_contains(paddr, entry.length))) {
		check_bad_pointer(call, NULL, entry.length);
		return DMA_MAPPING_ERROR;
	}
	dma = dma_direct_map_phys(call->dev, paddr, entry.length, call->attrs);
	if (dma == DMA_MAPPING_ERROR)
		return dma;
	sg_dma_address(&entry) = dma;
	sg_dma_len(&entry) = entry.length;
	home_store(sg, &entry, sizeof(entry));
	check_map(call, paddr, entry.length, dma);
	return dma;
}

static void unmap_entry(const struct check_call *call, struct scatterlist *sg,
			bool sync)
{
	struct scatterlist entry = load(sg);

	check_unmap(call, sg_dma_address(&entry), sg_dma_len(&entry));
	if (sync)
		dma_direct_sync_for_cpu(call->dev, sg_dma_address(&entry),
					sg_dma_len(&entry), call->dir);
}

static void unmap_list(const struct check_call *call, struct scatterlist *sg,
		       int nents, bool sync)
{
	for (; nents && sg; nents--, sg = sg_next(sg))
		unmap_entry(call, sg, sync);
}

/* nents, or -EIO with nothing mapped. */
static int map_list(const struct check_call *call, struct scatterlist *sgl,
		    int nents)
{
	struct scatterlist *sg = sgl;
	struct check_call undo = *call;
	int i;

	BUG_ON(!valid_dma_direction(call->dir));
	if (WARN_ON_ONCE(!call->dev->dma_mask) || fault_inject("dma_map_sg"))
		return -EIO;
	for (i = 0; i < nents && sg; i++, sg = sg_next(sg)) {
		if (map_entry(call, sg) != DMA_MAPPING_ERROR)
			continue;
		undo.attrs |= DMA_ATTR_SKIP_CPU_SYNC;
		unmap_list(&undo, sgl, i, false);
		return -EIO;
	}
	return i;
}

unsigned int dma_map_sg_attrs(struct device *dev, struct scatterlist *sg,
			      int nents, enum dma_data_direction dir,
			      unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE };
	int ret = map_list(&call, sg, nents);

	return ret < 0 ? 0 : ret;
}

void dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sg, int nents,
			enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE };

	BUG_ON(!valid_dma_direction(dir));
	unmap_list(&call, sg, nents, !(attrs & DMA_ATTR_SKIP_CPU_SYNC));
}

int dma_map_sgtable(struct device *dev, struct sg_table *sgt,
		    enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE };
	struct sg_table table = load_table(sgt);
	int nents = map_list(&call, table.sgl, table.orig_nents);

	if (nents < 0)
		return nents;
	home_store(&sgt->nents, &nents, sizeof(sgt->nents));
	return 0;
}

void dma_unmap_sgtable(struct device *dev, struct sg_table *sgt,
		       enum dma_data_direction dir, unsigned long attrs)
{
	struct check_call call = { dev, CHECK_SG, dir, attrs, CHECK_HERE };
	struct sg_table table = load_table(sgt);

	BUG_ON(!valid_dma_direction(dir));
	unmap_list(&call, table.sgl, table.orig_nents,
		   !(attrs & DMA_ATTR_SKIP_CPU_SYNC));
}

static void sync_list(const struct check_call *call, struct scatterlist *sg,
		      int nents, bool for_device)
{
	BUG_ON(!valid_dma_direction(call->dir));
	for (; nents && sg; nents--, sg = sg_next(sg)) {
		struct scatterlist entry = load(sg);
		dma_addr_t dma = sg_dma_address(&entry);

		check_sync(call, dma, sg_dma_len(&entry), for_device);
		if (for_device)
			dma_direct_sync_for_device(call->dev, dma,
						   sg_dma_len(&entry));
		else
			dma_direct_sync_for_cpu(call->dev, dma,
						sg_dma_len(&entry), call->dir);
	}
}

void dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg,
			 int nelems, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE };

	sync_list(&call, sg, nelems, false);
}

void dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg,
			    int nelems, enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE };

	sync_list(&call, sg, nelems, true);
}

void dma_sync_sgtable_for_cpu(struct device *dev, struct sg_table *sgt,
			      enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE };
	struct sg_table table = load_table(sgt);

	sync_list(&call, table.sgl, table.orig_nents, false);
}

void dma_sync_sgtable_for_device(struct device *dev, struct sg_table *sgt,
				 enum dma_data_direction dir)
{
	struct check_call call = { dev, CHECK_SG, dir, 0, CHECK_HERE };
	struct sg_table table = load_table(sgt);

	sync_list(&call, table.sgl, table.orig_nents, true);
}
