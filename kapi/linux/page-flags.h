/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FLAGS_H
#define PAGE_FLAGS_H

#include <linux/bits.h>
#include <linux/mm_types.h>

enum pageflags {
	PG_locked,
	PG_writeback,
	PG_referenced,
	PG_uptodate,
	PG_dirty,
	PG_lru,
	PG_head,
	PG_active,
	PG_workingset,
	PG_reserved,
	PG_private,
	/* ours */
	PG_slab,
	PG_large,			/* first page of a large kmalloc() */
	PG_buddy,			/* first page of a free block */
	PG_managed,			/* first page of a block that is out */
	PG_user,			/* stands for a program's: core/mm/gup.c */
	__NR_PAGEFLAGS,
};

#define __PAGEFLAG(Name, name)						\
static inline int Page##Name(const struct page *page)			\
{ return !!(page->flags & BIT(PG_##name)); }				\
static inline void SetPage##Name(struct page *page)			\
{ page->flags |= BIT(PG_##name); }					\
static inline void ClearPage##Name(struct page *page)			\
{ page->flags &= ~BIT(PG_##name); }					\
static inline void __SetPage##Name(struct page *page)			\
{ page->flags |= BIT(PG_##name); }					\
static inline void __ClearPage##Name(struct page *page)			\
{ page->flags &= ~BIT(PG_##name); }					\
static inline int TestClearPage##Name(struct page *page)		\
{ int old = Page##Name(page); ClearPage##Name(page); return old; }	\
static inline int TestSetPage##Name(struct page *page)			\
{ int old = Page##Name(page); SetPage##Name(page); return old; }

__PAGEFLAG(Locked, locked)
__PAGEFLAG(Writeback, writeback)
__PAGEFLAG(Referenced, referenced)
__PAGEFLAG(Uptodate, uptodate)
__PAGEFLAG(Dirty, dirty)
__PAGEFLAG(Head, head)
__PAGEFLAG(Active, active)
__PAGEFLAG(Reserved, reserved)
__PAGEFLAG(Private, private)
__PAGEFLAG(Slab, slab)
__PAGEFLAG(Buddy, buddy)

static inline int PageTail(const struct page *page)
{
	return page->compound_head & 1 && !(page->flags & BIT(PG_buddy));
}

static inline int PageCompound(const struct page *page)
{
	return PageHead(page) || PageTail(page);
}

static inline struct page *compound_head(const struct page *page)
{
	return (struct page *)(PageTail(page) ? page->compound_head - 1 :
			       (unsigned long)page);
}

#define PageHighMem(page)	0
#define PageHuge(page)		0
#define PageTransHuge(page)	PageHead(page)
#define PageAnon(page)		0
#define PageLRU(page)		0

#endif
