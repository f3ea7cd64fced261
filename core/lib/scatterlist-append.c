// SPDX-License-Identifier: MIT
/*
 * A scatter list that grows page by page.
 *
 * Its arrays are whole pages: 127 entries, then the link to the next array.
 * Compiled with the sensor, as scatterlist.c is.
 *
 * Same as Linux: what is merged, what is refused, when the end is marked.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

#define ROOM	(SG_MAX_SINGLE_ALLOC - 1)

/* A place behind the last entry; NULL: no memory. */
static struct scatterlist *entry_add(struct sg_append_table *t, gfp_t gfp)
{
	struct scatterlist *array, *entry;

	if (t->sgt.orig_nents < t->total_nents) {
		entry = t->prv + 1;
	} else {
		array = (struct scatterlist *)__get_free_page(gfp);
		if (!array)
			return NULL;
		sg_init_table(array, SG_MAX_SINGLE_ALLOC);
		sg_unmark_end(&array[ROOM]);
		if (t->prv)
			__sg_chain(t->prv + 1, array);
		else
			t->sgt.sgl = array;
		t->total_nents += ROOM;
		entry = array;
	}
	t->prv = entry;
	t->sgt.nents = ++t->sgt.orig_nents;
	return entry;
}

/* Does the page go on where the last entry ends? */
static bool is_next(const struct scatterlist *prv, const struct page *page)
{
	phys_addr_t end = sg_phys(prv) + prv->length;

	return PAGE_ALIGNED(end) && page_to_phys(page) == end;
}

int sg_alloc_append_table_from_pages(struct sg_append_table *sgt,
				     struct page **pages, unsigned int n_pages,
				     unsigned int offset, unsigned long size,
				     unsigned int max_segment,
				     unsigned int left_pages, gfp_t gfp)
{
	unsigned int max = ALIGN_DOWN(max_segment, PAGE_SIZE), len;

	if (WARN_ON(!max) || (sgt->prv && WARN_ON(offset)))
		return -EINVAL;
	for (; n_pages && size; n_pages--, pages++, offset = 0, size -= len) {
		len = min(size, PAGE_SIZE - offset);
		if (sgt->prv && is_next(sgt->prv, *pages) &&
		    sgt->prv->offset + sgt->prv->length + len <= max) {
			sgt->prv->length += len;
			continue;
		}
		if (!entry_add(sgt, gfp))
			return -ENOMEM;
		sg_set_page(sgt->prv, *pages, len, offset);
	}
	if (!left_pages && sgt->prv)
		sg_mark_end(sgt->prv);
	return 0;
}

void sg_free_append_table(struct sg_append_table *sgt)
{
	struct scatterlist *array = sgt->sgt.sgl, *next;

	for (; array; array = next) {
		next = sg_is_chain(&array[ROOM]) ? sg_chain_ptr(&array[ROOM]) :
						   NULL;
		free_page((unsigned long)array);
	}
	memset(sgt, 0, sizeof(*sgt));
}
