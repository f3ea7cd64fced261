// SPDX-License-Identifier: MIT
/*
 * Pages as drivers get and return them.
 *
 * core/mm/page.c has the blocks; here are the calls of <linux/gfp.h> and the
 * references of <linux/mm.h>, which may fail by board_fail_nth(), remember who
 * asked, and judge what comes back: only the first page of a block that is
 * out, with the order it was asked for.  Else a report "page-bad-free", and
 * nothing is freed.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>

#include "core/caller.h"
#include "core/context.h"
#include "core/mm/gup.h"
#include "core/module.h"
#include "core/module.h"
#include "core/mm/page.h"
#include "dmaspace/report.h"
#include "home/home.h"
#include "host/host.h"

/* --- getting -------------------------------------------------------------- */

static void warn_failed(gfp_t gfp, unsigned int order)
{
	if (gfp & __GFP_NOWARN)
		return;
	pr_warn("%s: page allocation failure: order:%u, mode:%#x(%pGg)\n",
		current->comm, order, gfp, &gfp);
}

static struct page *alloc_for(gfp_t gfp, unsigned int order, u32 site)
{
	struct page *page;

	if (gfp & __GFP_DIRECT_RECLAIM)
		sched_might_sleep("alloc_pages");
	if (order > MAX_PAGE_ORDER) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	page = !(gfp & __GFP_NOFAIL) && fault_inject("alloc_pages") ?
		NULL : page_take(gfp, order);
	if (page)
		page->site = site;
	else
		warn_failed(gfp, order);
	return page;
}

struct page *alloc_pages(gfp_t gfp, unsigned int order)
{
	return alloc_for(gfp, order, host_stack_here());
}

struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	return alloc_for(gfp, order, host_stack_here());
}

static unsigned long address_or_0(struct page *page)
{
	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	return address_or_0(alloc_for(gfp, order, host_stack_here()));
}

unsigned long get_zeroed_page(gfp_t gfp)
{
	return address_or_0(alloc_for(gfp | __GFP_ZERO, 0, host_stack_here()));
}

void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);
	unsigned long nr = PFN_UP(size);
	struct page *page;

	if (WARN_ON_ONCE(!size || gfp & __GFP_COMP))
		return NULL;
	page = alloc_for(gfp, order, host_stack_here());
	if (!page)
		return NULL;
	split_page(page, order);
	for (; nr < 1UL << order; nr++)
		__free_page(page + nr);
	return page_address(page);
}

unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr,
				     struct page **pages)
{
	u32 site = host_stack_here();
	unsigned long i;

	for (i = 0; i < nr; i++) {
		struct page *page;

		home_load(&pages[i], &page, sizeof(page));
		if (page)
			continue;
		page = alloc_for(gfp, 0, site);
		if (!page)
			break;
		home_store(&pages[i], &page, sizeof(page));
	}
	return i;
}

/* --- judging -------------------------------------------------------------- */

static void report_bad_free(const struct page *page, struct caller by,
			    u32 site, const char *fmt, ...)
{
	struct report r = {
		.id = "page-bad-free",
		.addr = (unsigned long)page,
		.addr_kind = "struct page",
		.why = "the kernel's lists of free pages get corrupted, and "
		       "later two users own one page",
		.fix = "free each block once, with the order it was allocated with",
		.place = { { "freed here", caller_stack(by), home_now() } },
		.nplaces = 1,
	};
	va_list args;

	va_start(args, fmt);
	vsnprintf(r.what, sizeof(r.what), fmt, args);
	va_end(args);
	if (site)
		r.place[r.nplaces++] = (struct report_place) {
			"allocated here", site, 0
		};
	report_emit(&r);
}

static bool is_page(const struct page *page)
{
	unsigned long off = (unsigned long)page - VMEMMAP_START;

	return off < (HOME_AREA_SIZE >> PAGE_SHIFT) * sizeof(*page) &&
	       off % sizeof(*page) == 0;
}

/* May a reference of page be dropped now?  Reports when not. */
static bool check_put(struct page *page, struct caller by)
{
	if (!is_page(page)) {
		report_bad_free(page, by, 0, "%px is no struct page", page);
		return false;
	}
	if (page->flags & BIT(PG_slab)) {
		report_bad_free(page, by, 0,
				"the page at %pa belongs to kmalloc()",
				&(phys_addr_t){ page_to_phys(page) });
		return false;
	}
	if (page->_refcount.counter > 0)
		return true;
	report_bad_free(page, by, PageBuddy(page) ? page->site : 0,
			"the page at %pa is %s",
			&(phys_addr_t){ page_to_phys(page) },
			PageBuddy(page) ? "free already" :
			page->flags & BIT(PG_user) ? "its program's alone" :
			"not the first of an allocated block");
	return false;
}

/* The last reference is gone. */
static void release(struct page *page, struct caller by)
{
	if (page->flags & BIT(PG_user) && !gup_release(page))
		return;
	if (page->flags & BIT(PG_managed)) {
		if (mm_freed)
			mm_freed(page_to_phys(page), PAGE_SIZE << page->order,
				 by);
		page_give(page, page->order);
		return;
	}
	page->_refcount.counter = 1;
	report_bad_free(page, by, page->site,
			"the page at %pa is not of the page allocator",
			&(phys_addr_t){ page_to_phys(page) });
}

static bool check_order(struct page *page, unsigned int order,
			struct caller by)
{
	if (page->order == order || !(page->flags & BIT(PG_managed)))
		return true;
	report_bad_free(page, by, page->site,
			"a block of order %u is freed with order %u",
			page->order, order);
	return false;
}

/* --- returning ------------------------------------------------------------ */

/* Somebody holds the first page still: the others go now. */
static void free_all_but_first(struct page *page, unsigned int order)
{
	page->order = 0;
	while (order-- > 0)
		page_give(page + (1UL << order), order);
}

static void free_block(struct page *page, unsigned int order, struct caller by)
{
	if (!check_put(page, by) || !check_order(page, order, by))
		return;
	if (put_page_testzero(page))
		release(page, by);
	else if (!PageHead(page))
		free_all_but_first(page, order);
}

void __free_pages(struct page *page, unsigned int order)
{
	free_block(page, order, caller_here());
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		free_block(virt_to_page(addr), order, caller_here());
}

void free_pages_exact(void *virt, size_t size)
{
	unsigned long nr = PFN_UP(size);
	struct page *page = virt_to_page(virt);

	for (; nr; nr--)
		free_block(page++, 0, caller_here());
}

void split_page(struct page *page, unsigned int order)
{
	unsigned long i;

	BUG_ON(PageCompound(page));
	BUG_ON(page->order != order || !page->_refcount.counter);
	page->order = 0;
	for (i = 1; i < 1UL << order; i++) {
		page[i].flags = page->flags;
		page[i].order = 0;
		page[i].compound_head = 0;
		page[i].mapping = NULL;
		page[i].private = 0;
		page[i]._mapcount.counter = -1;
		page[i]._refcount.counter = 1;
		page[i].site = page->site;
		page[i].pins = 0;
	}
}

void get_page(struct page *page)
{
	struct page *head = compound_head(page);

	WARN_ON_ONCE(head->_refcount.counter <= 0);
	head->_refcount.counter++;
}

bool try_get_page(struct page *page)
{
	struct page *head = compound_head(page);

	if (WARN_ON_ONCE(head->_refcount.counter <= 0))
		return false;
	head->_refcount.counter++;
	return true;
}

void put_page(struct page *page)
{
	struct page *head = is_page(page) ? compound_head(page) : page;

	if (!check_put(head, caller_here()))
		return;
	if (put_page_testzero(head))
		release(head, caller_here());
}

/* --- leaks ---------------------------------------------------------------- */

static void report_leak(struct page *page, void *arg)
{
	unsigned int *nr = arg;
	struct report r = {
		.id = "page-leak",
		.addr = page_to_phys(page),
		.addr_kind = "paddr",
		.size = PAGE_SIZE << page->order,
		.why = "the memory is lost until the machine is switched off",
		.fix = "free it in the driver's remove or exit function",
		.place = { { "allocated here", page->site, 0 } },
		.nplaces = 1,
	};

	if (page->flags & BIT(PG_slab) || !module_leaves(page->site))
		return;
	snprintf(r.what, sizeof(r.what), "%lu page(s) were never freed",
		 1UL << page->order);
	report_emit(&r);
	(*nr)++;
}

unsigned int page_report_leaks(void)
{
	unsigned int nr = 0;

	page_for_each_out(report_leak, &nr);
	return nr;
}
