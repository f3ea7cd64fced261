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
 * A frame that a CMA area lent stays with the program's page, idle, until it is
 * held again or the area wants it back.  All bytes are the program's by then:
 * what the kernel wrote and the cache still has was put there as the twin ended.
 * So a move copies nothing; the next twin fetches them.
 *
 * Same as Linux: counts, short counts, -EFAULT for what is not mapped, not
 * writable or mapped by pfn; frames are movable, but FOLL_LONGTERM has none of
 * a CMA area: it moves the page out, or is -ENOMEM when others hold it.
 * Not the same:  a pin is one reference, not 1024; a page that no driver holds
 * has no frame but a lent one, so it gets another one each time; lent ones are
 * let go when memory is short, as nobody sees the program unmap them; a
 * FOLL_LONGTERM that fails half-way is a short count.
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

#define BUCKETS		8192u

struct twin {
	struct twin *next;
	struct host_task *task;
	u64 uaddr;
	struct page *page;
	bool writable;			/* checked with the task */
	struct list_head idle;		/* no driver holds it; else empty */
	u32 stack;			/* who held it first */
};

static struct twin *buckets[BUCKETS];
static LIST_HEAD(idle_twins);		/* the longest first */

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

/* --- frames --------------------------------------------------------------- */

static gfp_t frame_gfp(bool longterm)
{
	return longterm ? GFP_HIGHUSER : GFP_HIGHUSER_MOVABLE;
}

static void frame_set(struct twin *t, struct page *page)
{
	page->flags |= BIT(PG_user);
	page->mapping = (void *)t;
	t->page = page;
}

static void frame_clear(struct page *page)
{
	page->flags &= ~BIT(PG_user);
	page->mapping = NULL;
}

static bool twin_is_idle(const struct twin *t)
{
	return !list_empty(&t->idle);
}

static void twin_unlink(struct twin *t)
{
	struct twin **at = bucket(t->uaddr);

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	host_free(t);
}

bool gup_is_idle(const struct page *page)
{
	return page->flags & BIT(PG_user) &&
	       twin_is_idle((struct twin *)page->mapping);
}

int gup_move(struct page *page, gfp_t gfp)
{
	struct twin *t = (void *)page->mapping;
	struct page *to = page_take(gfp, 0);

	if (!to)
		return -ENOMEM;
	to->_refcount.counter = 0;
	frame_set(t, to);
	frame_clear(page);
	page->flags &= ~BIT(PG_managed);
	return 0;
}

/* Memory is short: all idle pages lose their frames.  Were there any? */
static bool drop_idle(void)
{
	bool any = !list_empty(&idle_twins);
	struct twin *t, *next;

	list_for_each_entry_safe(t, next, &idle_twins, idle) {
		frame_clear(t->page);
		page_give(t->page, 0);
		list_del(&t->idle);
		twin_unlink(t);
	}
	return any;
}

static struct page *frame_take(bool longterm)
{
	struct page *page = page_take(frame_gfp(longterm), 0);

	if (!page && drop_idle())
		page = page_take(frame_gfp(longterm), 0);
	return page;
}

/* --- twins ---------------------------------------------------------------- */

static int twin_init(struct twin *t, bool write, bool longterm)
{
	struct page *page;
	int ret = host_task_pin(t->task, t->uaddr, write);

	if (ret)
		return ret;
	page = frame_take(longterm);
	ret = -ENOMEM;
	if (!page)
		goto out_unpin;
	ret = home_twin(page_to_phys(page), &twin_ops, t);
	if (ret)
		goto out_page;
	frame_set(t, page);
	return 0;
out_page:
	page_give(page, 0);
out_unpin:
	host_task_unpin(t->task, t->uaddr);
	return ret;
}

static struct twin *twin_new(struct host_task *task, u64 uaddr, bool write,
			     bool longterm, u32 stack)
{
	struct twin *t = host_alloc(sizeof(*t));
	int ret;

	if (!t)
		return ERR_PTR(-ENOMEM);
	t->task = task;
	t->uaddr = uaddr;
	t->writable = write;
	t->stack = stack;
	INIT_LIST_HEAD(&t->idle);
	ret = twin_init(t, write, longterm);
	if (ret) {
		host_free(t);
		return ERR_PTR(ret);
	}
	t->next = *bucket(uaddr);
	*bucket(uaddr) = t;
	return t;
}

bool gup_release(struct page *page)
{
	struct twin *t = (void *)page->mapping;

	home_untwin(page_to_phys(page));
	host_task_unpin(t->task, t->uaddr);
	WARN(page->pins, "put_page() of a page that pin_user_pages() gave: "
	     "it wants unpin_user_page()\n");
	page->pins = 0;
	if (is_migrate_cma_page(page)) {
		list_add_tail(&t->idle, &idle_twins);
		return false;
	}
	frame_clear(page);
	twin_unlink(t);
	return true;
}

/* Out of the CMA area, for a pin that may last. */
static int move_out(struct twin *t)
{
	struct page *page = t->page;
	int ret;

	if (!is_migrate_cma_page(page))
		return 0;
	if (!twin_is_idle(t))
		return -ENOMEM;
	ret = gup_move(page, GFP_USER);
	if (!ret)
		page_give(page, 0);
	return ret;
}

/* A driver holds the idle page again. */
static int twin_wake(struct twin *t, bool write, u32 stack)
{
	int ret = host_task_pin(t->task, t->uaddr, write);

	if (ret)
		return ret;
	ret = home_twin(page_to_phys(t->page), &twin_ops, t);
	if (ret) {
		host_task_unpin(t->task, t->uaddr);
		return ret;
	}
	t->writable = write;
	t->stack = stack;
	list_del_init(&t->idle);
	return 0;
}

static int make_writable(struct twin *t)
{
	int ret = host_task_pin(t->task, t->uaddr, true);

	if (ret)
		return ret;
	host_task_unpin(t->task, t->uaddr);
	t->writable = true;
	return 0;
}

/* How a page is wanted. */
struct want {
	bool write, pin, longterm;
	u32 stack;
};

static int hold_again(struct twin *t, const struct want *w)
{
	int ret = w->longterm ? move_out(t) : 0;

	if (!ret && twin_is_idle(t))
		ret = twin_wake(t, w->write, w->stack);
	else if (!ret && w->write && !t->writable)
		ret = make_writable(t);
	if (!ret)
		t->page->_refcount.counter++;
	return ret;
}

/* The page of uaddr with one more reference. */
static struct page *hold_page(struct host_task *task, u64 uaddr,
			      const struct want *w)
{
	struct twin *t = twin_find(task, uaddr);
	struct page *page;
	int ret;

	if (fault_inject("get_user_pages"))
		return ERR_PTR(-ENOMEM);
	page = vm_page_at(uaddr, w->write);
	if (page)
		return page;
	if (!t) {
		t = twin_new(task, uaddr, w->write, w->longterm, w->stack);
		return IS_ERR(t) ? (void *)t : t->page;
	}
	ret = hold_again(t, w);
	return ret ? ERR_PTR(ret) : t->page;
}

static int hold_pages(unsigned long start, int nr_pages, struct page **pages,
		      const struct want *w)
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
		page = hold_page(task, start + ((u64)i << PAGE_SHIFT), w);
		if (IS_ERR(page))
			return i ? i : PTR_ERR(page);
		page->pins += w->pin;
		home_store(&pages[i], &page, sizeof(page));
	}
	return nr_pages;
}

int get_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages)
{
	struct want w = {
		.write = gup_flags & FOLL_WRITE,
		.stack = host_stack_here(),
	};

	if (WARN_ON_ONCE(gup_flags & FOLL_LONGTERM))
		return -EINVAL;
	return hold_pages(start, nr_pages, pages, &w);
}

int pin_user_pages_fast(unsigned long start, int nr_pages,
			unsigned int gup_flags, struct page **pages)
{
	struct want w = {
		.write = gup_flags & FOLL_WRITE,
		.pin = true,
		.longterm = gup_flags & FOLL_LONGTERM,
		.stack = host_stack_here(),
	};

	if (WARN_ON_ONCE(gup_flags & FOLL_GET))
		return -EINVAL;
	return hold_pages(start, nr_pages, pages, &w);
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
			if (twin_is_idle(t) || !module_leaves(t->stack))
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
