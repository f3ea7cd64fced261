// SPDX-License-Identifier: MIT
/*
 * Scatter lists - arrays of (page, offset, length), chained when long.
 *
 * Compiled with the sensor: the arrays are memory of kmalloc() or lie in a
 * driver's own.
 *
 * Same as Linux: layout, one page of entries for each array of a chain, which
 * neighbour pages are merged.  A failed allocation leaves an empty table.
 */
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

/* --- walking -------------------------------------------------------------- */

struct scatterlist *sg_next(struct scatterlist *sg)
{
	if (sg_is_last(sg))
		return NULL;
	sg++;
	return sg_is_chain(sg) ? sg_chain_ptr(sg) : sg;
}

struct scatterlist *sg_last(struct scatterlist *sgl, unsigned int nents)
{
	struct scatterlist *sg, *last = NULL;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i)
		last = sg;
	BUG_ON(!sg_is_last(last));
	return last;
}

int sg_nents(struct scatterlist *sg)
{
	int nents = 0;

	for (; sg; sg = sg_next(sg))
		nents++;
	return nents;
}

int sg_nents_for_len(struct scatterlist *sg, u64 len)
{
	u64 total = 0;
	int nents = 0;

	if (!len)
		return 0;
	for (; sg; sg = sg_next(sg)) {
		nents++;
		total += sg->length;
		if (total >= len)
			return nents;
	}
	return -EINVAL;
}

/* --- making --------------------------------------------------------------- */

void sg_init_table(struct scatterlist *sgl, unsigned int nents)
{
	memset(sgl, 0, sizeof(*sgl) * nents);
	sg_init_marker(sgl, nents);
}

void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int len)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, len);
}

static struct scatterlist *array_alloc(unsigned int nents, gfp_t gfp)
{
	if (nents == SG_MAX_SINGLE_ALLOC)
		return (struct scatterlist *)__get_free_page(gfp);
	return kmalloc_array(nents, sizeof(struct scatterlist), gfp);
}

static void array_free(struct scatterlist *sgl, unsigned int nents)
{
	if (nents == SG_MAX_SINGLE_ALLOC)
		free_page((unsigned long)sgl);
	else
		kfree(sgl);
}

/* Entries in the array that holds the first of left entries: the last place
 * of a full array is the link to the next. */
static unsigned int array_size_for(unsigned int left)
{
	return min_t(unsigned int, left, SG_MAX_SINGLE_ALLOC);
}

void sg_free_table(struct sg_table *table)
{
	struct scatterlist *sgl = table->sgl, *next;
	unsigned int left = table->orig_nents, size;

	while (sgl) {
		size = array_size_for(left);
		next = NULL;
		if (left > size) {
			next = sg_chain_ptr(&sgl[size - 1]);
			left -= size - 1;
		}
		array_free(sgl, size);
		sgl = next;
	}
	table->sgl = NULL;
}

static int table_grow(struct sg_table *table, struct scatterlist *prev,
		      unsigned int left, gfp_t gfp)
{
	while (left) {
		unsigned int size = array_size_for(left);
		unsigned int used = left > size ? size - 1 : size;
		struct scatterlist *sgl = array_alloc(size, gfp);

		if (!sgl)
			return -ENOMEM;
		sg_init_table(sgl, size);
		if (prev)
			sg_chain(prev, SG_MAX_SINGLE_ALLOC, sgl);
		else
			table->sgl = sgl;
		table->orig_nents += used;
		table->nents = table->orig_nents;
		left -= used;
		prev = sgl;
	}
	return 0;
}

int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp)
{
	int err;

	memset(table, 0, sizeof(*table));
	if (!nents)
		return -EINVAL;
	err = table_grow(table, NULL, nents, gfp);
	if (!err)
		return 0;
	/* The last array was full but nobody linked the next: count its last
	 * place, or it would be freed as a link. */
	if (table->orig_nents)
		table->orig_nents++;
	sg_free_table(table);
	table->nents = 0;
	table->orig_nents = 0;
	return err;
}

/* How many of the n pages follow one another, at most max? */
static unsigned int run_length(struct page **pages, unsigned int n,
			       unsigned int max)
{
	unsigned int i = 1;

	while (i < n && i < max &&
	       page_to_pfn(pages[i]) == page_to_pfn(pages[i - 1]) + 1)
		i++;
	return i;
}

static unsigned int count_runs(struct page **pages, unsigned int n,
			       unsigned int max)
{
	unsigned int i, runs = 0;

	for (i = 0; i < n; i += run_length(pages + i, n - i, max))
		runs++;
	return runs;
}

int sg_alloc_table_from_pages_segment(struct sg_table *sgt,
				      struct page **pages,
				      unsigned int n_pages,
				      unsigned int offset, unsigned long size,
				      unsigned int max_segment, gfp_t gfp)
{
	unsigned int max = max_segment / PAGE_SIZE, i = 0, n;
	struct scatterlist *sg;
	int err, entry;

	if (!max)
		return -EINVAL;
	err = sg_alloc_table(sgt, count_runs(pages, n_pages, max), gfp);
	if (err)
		return err;
	for_each_sgtable_sg(sgt, sg, entry) {
		unsigned long len;

		n = run_length(pages + i, n_pages - i, max);
		len = min(size, n * PAGE_SIZE - offset);
		sg_set_page(sg, pages[i], len, offset);
		size -= len;
		offset = 0;
		i += n;
	}
	return 0;
}

/* --- page by page --------------------------------------------------------- */

void __sg_page_iter_start(struct sg_page_iter *piter,
			  struct scatterlist *sglist, unsigned int nents,
			  unsigned long pgoffset)
{
	piter->__pg_advance = 0;
	piter->__nents = nents;
	piter->sg = sglist;
	piter->sg_pgoffset = pgoffset;
}

/* Move on by a page; an entry has as many as its offset and len reach into. */
static bool iter_next(struct sg_page_iter *piter, bool dma)
{
	if (!piter->__nents || !piter->sg)
		return false;
	piter->sg_pgoffset += piter->__pg_advance;
	piter->__pg_advance = 1;
	for (;;) {
		struct scatterlist *sg = piter->sg;
		u64 len = dma ? sg_dma_len(sg) : sg->length;
		unsigned int pages = PFN_UP(sg->offset + len);

		if (piter->sg_pgoffset < pages)
			return true;
		piter->sg_pgoffset -= pages;
		piter->sg = sg_next(sg);
		if (!--piter->__nents || !piter->sg)
			return false;
	}
}

bool __sg_page_iter_next(struct sg_page_iter *piter)
{
	return iter_next(piter, false);
}

bool __sg_page_iter_dma_next(struct sg_dma_page_iter *dma_iter)
{
	return iter_next(&dma_iter->base, true);
}

/* --- piece by piece ------------------------------------------------------- */

void sg_miter_start(struct sg_mapping_iter *miter, struct scatterlist *sgl,
		    unsigned int nents, unsigned int flags)
{
	memset(miter, 0, sizeof(*miter));
	__sg_page_iter_start(&miter->piter, sgl, nents, 0);
	WARN_ON(!(flags & (SG_MITER_TO_SG | SG_MITER_FROM_SG)));
	miter->__flags = flags;
}

/* Set __offset and __remaining to the next page's part of its entry. */
static bool miter_next_page(struct sg_mapping_iter *miter)
{
	struct sg_page_iter *at = &miter->piter;
	unsigned long start, end;

	if (miter->__remaining)
		return true;
	if (!__sg_page_iter_next(at))
		return false;
	start = max((unsigned long)at->sg_pgoffset << PAGE_SHIFT,
		    (unsigned long)at->sg->offset);
	end = min(ALIGN_DOWN(start, PAGE_SIZE) + PAGE_SIZE,
		  (unsigned long)at->sg->offset + at->sg->length);
	at->sg_pgoffset = start >> PAGE_SHIFT;
	miter->__offset = offset_in_page(start);
	miter->__remaining = end - start;
	return true;
}

bool sg_miter_skip(struct sg_mapping_iter *miter, off_t offset)
{
	sg_miter_stop(miter);
	while (offset) {
		off_t step;

		if (!miter_next_page(miter))
			return false;
		step = min_t(off_t, offset, miter->__remaining);
		miter->__offset += step;
		miter->__remaining -= step;
		offset -= step;
	}
	return true;
}

bool sg_miter_next(struct sg_mapping_iter *miter)
{
	sg_miter_stop(miter);
	if (!miter_next_page(miter))
		return false;
	miter->page = sg_page_iter_page(&miter->piter);
	miter->consumed = miter->length = miter->__remaining;
	miter->addr = page_address(miter->page) + miter->__offset;
	return true;
}

void sg_miter_stop(struct sg_mapping_iter *miter)
{
	if (!miter->addr)
		return;
	miter->__offset += miter->consumed;
	miter->__remaining -= miter->consumed;
	miter->page = NULL;
	miter->addr = NULL;
	miter->length = 0;
	miter->consumed = 0;
}

/* --- copies --------------------------------------------------------------- */

size_t sg_copy_buffer(struct scatterlist *sgl, unsigned int nents, void *buf,
		      size_t buflen, off_t skip, bool to_buffer)
{
	struct sg_mapping_iter miter;
	size_t done = 0, len;

	sg_miter_start(&miter, sgl, nents,
		       to_buffer ? SG_MITER_FROM_SG : SG_MITER_TO_SG);
	if (!sg_miter_skip(&miter, skip))
		return 0;
	while (done < buflen && sg_miter_next(&miter)) {
		len = min(miter.length, buflen - done);
		if (to_buffer)
			memcpy(buf + done, miter.addr, len);
		else
			memcpy(miter.addr, buf + done, len);
		done += len;
	}
	sg_miter_stop(&miter);
	return done;
}

size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			   const void *buf, size_t buflen)
{
	return sg_copy_buffer(sgl, nents, (void *)buf, buflen, 0, false);
}

size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents,
			 void *buf, size_t buflen)
{
	return sg_copy_buffer(sgl, nents, buf, buflen, 0, true);
}

size_t sg_pcopy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			    const void *buf, size_t buflen, off_t skip)
{
	return sg_copy_buffer(sgl, nents, (void *)buf, buflen, skip, false);
}

size_t sg_pcopy_to_buffer(struct scatterlist *sgl, unsigned int nents,
			  void *buf, size_t buflen, off_t skip)
{
	return sg_copy_buffer(sgl, nents, buf, buflen, skip, true);
}

size_t sg_zero_buffer(struct scatterlist *sgl, unsigned int nents,
		      size_t buflen, off_t skip)
{
	struct sg_mapping_iter miter;
	size_t done = 0, len;

	sg_miter_start(&miter, sgl, nents, SG_MITER_TO_SG);
	if (!sg_miter_skip(&miter, skip))
		return 0;
	while (done < buflen && sg_miter_next(&miter)) {
		len = min(miter.length, buflen - done);
		memset(miter.addr, 0, len);
		done += len;
	}
	sg_miter_stop(&miter);
	return done;
}
