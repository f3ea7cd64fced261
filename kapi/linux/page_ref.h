/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PAGE_REF_H
#define _LINUX_PAGE_REF_H

#include <linux/page-flags.h>

static inline int page_ref_count(const struct page *page)
{
	return page->_refcount.counter;
}

static inline int page_count(const struct page *page)
{
	return compound_head(page)->_refcount.counter;
}

static inline void set_page_count(struct page *page, int v)
{
	page->_refcount.counter = v;
}

static inline void init_page_count(struct page *page)
{
	set_page_count(page, 1);
}

static inline void page_ref_add(struct page *page, int nr)
{
	page->_refcount.counter += nr;
}

static inline void page_ref_inc(struct page *page)
{
	page->_refcount.counter++;
}

#endif
