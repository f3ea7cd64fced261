// SPDX-License-Identifier: MIT
/*
 * contig - a range of lent pages taken back, all of it or nothing.
 *
 * What is free in the range leaves the free lists.  A frame that a program's
 * page has while no driver holds it is moved: the page gets another (gup.c).
 *
 * Same as Linux: which pages can move.  One that a driver pinned, or holds by
 * get_user_pages_fast(), cannot, nor one that it got by alloc_page(), movable or
 * not, mapped into a program or not: -EBUSY.
 * Not the same:  there is no page cache and no memfd, so nothing else can move;
 * Linux moves what it can before it meets a page that cannot, here none moves
 * then; a page is not waited for.
 */
#include <linux/errno.h>
#include <linux/mm.h>

#include "core/boot.h"
#include "core/mm/gup.h"
#include "core/mm/page.h"

/* A program's page still has this frame. */
static bool is_idle(unsigned long pfn)
{
	return gup_is_idle(pfn_to_page(pfn));
}

/* Undo: what was taken of the range is free again. */
static void give_taken(unsigned long pfn, unsigned long end)
{
	unsigned long from = pfn;

	for (; pfn < end; pfn++) {
		if (!is_idle(pfn))
			continue;
		page_give_run(from, pfn);
		from = pfn + 1;
	}
	page_give_run(from, end);
}

/* The free pages of the range; where the first is that can neither be taken
 * nor moved, or end. */
static unsigned long take_free(unsigned long pfn, unsigned long end)
{
	unsigned long nr;

	for (; pfn < end; pfn += nr) {
		nr = page_take_free(pfn, end);
		if (!nr && !is_idle(pfn))
			break;
		nr = nr ? nr : 1;
	}
	return pfn;
}

int contig_take(unsigned long start, unsigned long end)
{
	unsigned long pfn = take_free(start, end);
	int ret = pfn < end ? -EBUSY : 0;

	if (ret)
		end = pfn;
	for (pfn = start; pfn < end && !ret; pfn++)
		if (is_idle(pfn))
			ret = gup_move(pfn_to_page(pfn),
				       GFP_USER | __GFP_MOVABLE);
	if (ret) {
		give_taken(start, end);
		return ret;
	}
	for (pfn = start; pfn < end; pfn++)
		page_start(pfn_to_page(pfn));
	return 0;
}

/*
 * One page goes back.  More references than the caller's: before 7.0 it stays
 * with who holds it, and is free after the last put_page(); since then it is
 * free all the same.  None: it was given back before.
 */
static bool page_goes(struct page *page)
{
	bool mine = !(page->flags & (BIT(PG_buddy) | BIT(PG_managed)));

	if (!mine || !page->_refcount.counter)
		return false;
	page->_refcount.counter--;
	if (page->_refcount.counter && linux_version < 0x070000) {
		page->flags = BIT(PG_managed);
		return false;
	}
	page->_refcount.counter = 0;
	page->flags = 0;
	return true;
}

unsigned long contig_give(unsigned long pfn, unsigned long end)
{
	unsigned long from = pfn, held = 0;

	for (; pfn < end; pfn++) {
		struct page *page = pfn_to_page(pfn);

		held += page->_refcount.counter != 1;
		if (page_goes(page))
			continue;
		page_give_run(from, pfn);
		from = pfn + 1;
	}
	page_give_run(from, end);
	return held;
}
