// SPDX-License-Identifier: MIT
/*
 * gup - pages of a program that a driver holds on to.
 *
 * Such a page is a page of the board that stands for the program's: a twin (see
 * home.h).  The same page held twice is the same struct page with two
 * references; the last reference ends the twin.  Memory of the board that the
 * program has mapped needs no twin, and is only given out when it was mapped
 * by struct page.
 *
 * Same as Linux: counts, short counts, -EFAULT for what is not mapped, not
 * writable or mapped by pfn.
 * Not the same:  a pin is one reference, not 1024; a page has another frame
 * each time that it is held anew.
 */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/uaccess.h>

#include "core/context.h"
#include "core/mm/gup.h"
#include "core/module.h"
#include "core/mm/page.h"
#include "core/mm/vm.h"
#include "dmaspace/report.h"
#include "home/home.h"
#include "host/host.h"
#include "host/task.h"

#define BUCKETS		1024u

struct twin {
	struct twin *next;
	struct host_task *task;
	u64 uaddr;
	struct page *page;
	bool writable;			/* checked with the task */
	u32 stack;			/* who held it first */
};

static struct twin *buckets[BUCKETS];

static struct twin **bucket(u64 uaddr)
{
	return &buckets[(uaddr >> PAGE_SHIFT) % BUCKETS];
}

static void twin_fetch(void *cookie, uint64_t paddr, void *buf, size_t n)
{
	struct twin *t = cookie;
	u64 at = t->uaddr + (paddr & ~PAGE_MASK);

	/* The program took its page away: it reads as zero. */
	if (host_task_read(t->task, at, buf, n))
		__builtin_memset(buf, 0, n);
}

static void twin_put(void *cookie, uint64_t paddr, const void *buf, size_t n)
{
	struct twin *t = cookie;

	host_task_write(t->task, t->uaddr + (paddr & ~PAGE_MASK), buf, n);
}

static const struct home_twin_ops twin_ops = {
	.fetch = twin_fetch,
	.put = twin_put,
};

static struct twin *twin_find(struct host_task *task, u64 uaddr)
{
	struct twin *t;

	for (t = *bucket(uaddr); t; t = t->next)
		if (t->uaddr == uaddr && t->task == task)
			return t;
	return NULL;
}

static int twin_init(struct twin *t, bool write)
{
	int ret = host_task_pin(t->task, t->uaddr, write);

	if (ret)
		return ret;
	t->page = page_take(GFP_HIGHUSER, 0);
	ret = -ENOMEM;
	if (!t->page)
		goto out_unpin;
	ret = home_twin(page_to_phys(t->page), &twin_ops, t);
	if (ret)
		goto out_page;
	return 0;
out_page:
	page_give(t->page, 0);
out_unpin:
	host_task_unpin(t->task, t->uaddr);
	return ret;
}

static struct twin *twin_new(struct host_task *task, u64 uaddr, bool write,
			     u32 stack)
{
	struct twin *t = host_alloc(sizeof(*t));
	int ret;

	if (!t)
		return ERR_PTR(-ENOMEM);
	t->task = task;
	t->uaddr = uaddr;
	t->writable = write;
	t->stack = stack;
	ret = twin_init(t, write);
	if (ret) {
		host_free(t);
		return ERR_PTR(ret);
	}
	t->page->flags |= BIT(PG_user);
	t->page->mapping = (void *)t;
	t->next = *bucket(uaddr);
	*bucket(uaddr) = t;
	return t;
}

void gup_release(struct page *page)
{
	struct twin *t = (void *)page->mapping;
	struct twin **at = bucket(t->uaddr);

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	home_untwin(page_to_phys(page));
	host_task_unpin(t->task, t->uaddr);
	WARN(page->pins, "put_page() of a page that pin_user_pages() gave: "
	     "it wants unpin_user_page()\n");
	page->flags &= ~BIT(PG_user);
	page->mapping = NULL;
	host_free(t);
}

/* The page of uaddr with one more reference. */
static struct page *hold_page(struct host_task *task, u64 uaddr, bool write,
			      u32 stack)
{
	struct twin *t = twin_find(task, uaddr);
	struct page *page;
	int ret;

	if (fault_inject("get_user_pages"))
		return ERR_PTR(-ENOMEM);
	page = vm_page_at(uaddr, write);
	if (page)
		return page;
	if (!t) {
		t = twin_new(task, uaddr, write, stack);
		return IS_ERR(t) ? (void *)t : t->page;
	}
	if (write && !t->writable) {
		ret = host_task_pin(task, uaddr, true);
		if (ret)
			return ERR_PTR(ret);
		host_task_unpin(task, uaddr);
		t->writable = true;
	}
	get_page(t->page);
	return t->page;
}

static int hold_pages(unsigned long start, int nr_pages, bool write, bool pin,
		      struct page **pages, u32 stack)
{
	struct host_task *task = current->host;
	struct page *page;
	int i;

	sched_might_sleep("get_user_pages");
	if (nr_pages < 0)
		return -EINVAL;
	start &= PAGE_MASK;
	if (!task || !access_ok(start, (unsigned long)nr_pages << PAGE_SHIFT))
		return -EFAULT;
	for (i = 0; i < nr_pages; i++) {
		page = hold_page(task, start + ((u64)i << PAGE_SHIFT), write,
				 stack);
		if (IS_ERR(page))
			return i ? i : PTR_ERR(page);
		page->pins += pin;
		home_store(&pages[i], &page, sizeof(page));
	}
	return nr_pages;
}

int get_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages)
{
	return hold_pages(start, nr_pages, gup_flags & FOLL_WRITE, false,
			  pages, host_stack_here());
}

int pin_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages)
{
	if (WARN_ON_ONCE(gup_flags & FOLL_GET))
		return -EINVAL;
	return hold_pages(start, nr_pages, gup_flags & FOLL_WRITE, true,
			  pages, host_stack_here());
}

void unpin_user_page(struct page *page)
{
	unsigned long pfn = page_to_pfn(page);

	if (!pfn_valid(pfn) || pfn_to_page(pfn) != page) {
		put_page(page);		/* which reports it */
		return;
	}
	if (WARN(!page->pins, "unpin_user_page() of a page that is not pinned\n"))
		return;
	page->pins--;
	put_page(page);
}

void unpin_user_pages(struct page **pages, unsigned long npages)
{
	unpin_user_pages_dirty_lock(pages, npages, false);
}

/* Programs' pages are never written to a disk here: dirty or not is one. */
void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages,
				 bool make_dirty)
{
	struct page *page;
	unsigned long i;

	for (i = 0; i < npages; i++) {
		home_load(&pages[i], &page, sizeof(page));
		unpin_user_page(page);
	}
}

/* --- leaks ---------------------------------------------------------------- */

unsigned int gup_report_leaks(const char *name)
{
	unsigned int i, leaks = 0;
	struct twin *t;
	struct report r = {
		.id = "pin-leak",
		.driver = name,
		.size = PAGE_SIZE,
		.addr_kind = "user",
		.why = "the program's memory stays locked for ever, and is never freed",
		.fix = "unpin_user_page() every page that was pinned, on every way out",
		.nplaces = 1,
	};

	for (i = 0; i < BUCKETS; i++)
		for (t = buckets[i]; t; t = t->next) {
			if (!module_leaves(t->stack))
				continue;
			leaks++;
			r.addr = t->uaddr;
			r.place[0].what = "pinned here";
			r.place[0].stack = t->stack;
			scnprintf(r.what, sizeof(r.what),
				  "module %s is gone but still holds a page of the program",
				  name);
			report_emit(&r);
		}
	return leaks;
}
