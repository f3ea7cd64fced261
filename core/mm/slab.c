// SPDX-License-Identifier: MIT
/*
 * Slabs - objects of one size, cut from blocks of pages.
 *
 * What is known of a slab lies in kernel-private memory: a stack of the free
 * objects' numbers (last freed, first out) and, for each object, the call
 * stack that got it.  The objects themselves hold nothing of ours, so neither
 * a driver nor a device can spoil this allocator.
 *
 * Same as Linux: alignment, constructors, which order of pages may be asked.
 * Not the same: the order of the first objects; a double or wild free is a
 * report ("slab-double-free", "slab-bad-free") and is then ignored; the
 * contents of a freed object stay as they are.
 *
 * No lock: nothing here can be preempted (plain K code).
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/context.h"
#include "core/module.h"
#include "core/mm/page.h"
#include "core/module.h"
#include "core/mm/slab.h"
#include "dmaspace/report.h"
#include "home/home.h"
#include "host/host.h"

#define SITE_FREE	BIT(31)		/* with the stack that had it last */
#define EMPTY_KEPT	1		/* empty slabs that a cache keeps */

struct slab {
	struct list_head all;
	struct list_head partial;	/* empty: not in the cache's list */
	struct kmem_cache *cache;
	void *base;
	unsigned int nr_free;
	u16 *free;			/* numbers of free objects, a stack */
	u32 site[];			/* of each object; SITE_FREE */
};

struct kmem_cache {
	char name[32];
	unsigned int object_size;	/* as asked for */
	unsigned int stride;		/* from one object to the next */
	unsigned int align;
	unsigned int order;		/* of a slab's pages */
	unsigned int nr;		/* objects in a slab */
	u32 reciprocal;			/* 2^32 / stride, rounded up */
	slab_flags_t flags;
	void (*ctor)(void *obj);
	unsigned long nr_used;
	unsigned int nr_empty;
	struct list_head partial;	/* slabs with free objects */
	struct list_head slabs;
	struct list_head list;		/* in caches */
};

static LIST_HEAD(caches);

/* --- caches --------------------------------------------------------------- */

static unsigned int slab_order(unsigned int stride)
{
	unsigned int order = 0;

	/* As many as 8 objects, but no more than 8 pages. */
	while (order < 3 && (PAGE_SIZE << order) / stride < 8)
		order++;
	while ((PAGE_SIZE << order) < stride)
		order++;
	return order;
}

struct kmem_cache *slab_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *obj))
{
	struct kmem_cache *s = host_alloc(sizeof(*s));

	if (!s)
		return NULL;
	strscpy(s->name, name, sizeof(s->name));
	s->object_size = size;
	s->align = max_t(unsigned int, align, ARCH_SLAB_MINALIGN);
	s->stride = ALIGN(size, s->align);
	s->order = slab_order(s->stride);
	s->nr = (PAGE_SIZE << s->order) / s->stride;
	s->reciprocal = (u32)DIV_ROUND_UP_ULL(1ULL << 32, s->stride);
	s->flags = flags;
	s->ctor = ctor;
	INIT_LIST_HEAD(&s->partial);
	INIT_LIST_HEAD(&s->slabs);
	list_add_tail(&s->list, &caches);
	return s;
}

static gfp_t cache_zone(const struct kmem_cache *s)
{
	if (s->flags & SLAB_CACHE_DMA)
		return __GFP_DMA;
	return s->flags & SLAB_CACHE_DMA32 ? __GFP_DMA32 : 0;
}

static struct slab *slab_create(struct kmem_cache *s, gfp_t gfp)
{
	struct slab *slab = host_alloc(sizeof(*slab) +
				       s->nr * (sizeof(u32) + sizeof(u16)));
	struct page *page;
	unsigned int i;

	if (!slab)
		return NULL;
	page = page_take((gfp & (__GFP_DMA | __GFP_DMA32)) | cache_zone(s),
			 s->order);
	if (!page) {
		host_free(slab);
		return NULL;
	}
	slab->cache = s;
	slab->base = page_address(page);
	slab->free = (u16 *)&slab->site[s->nr];
	for (i = 0; i < s->nr; i++) {
		slab->site[i] = SITE_FREE;
		slab->free[i] = s->nr - 1 - i;
		if (s->ctor)
			s->ctor(slab->base + (size_t)i * s->stride);
	}
	slab->nr_free = s->nr;
	for (i = 0; i < 1U << s->order; i++) {
		page[i].flags |= BIT(PG_slab);
		page[i].private = (unsigned long)slab;
	}
	list_add_tail(&slab->all, &s->slabs);
	list_add(&slab->partial, &s->partial);
	s->nr_empty++;
	return slab;
}

static void slab_destroy(struct slab *slab)
{
	struct kmem_cache *s = slab->cache;
	struct page *page = virt_to_page(slab->base);
	unsigned int i;

	for (i = 0; i < 1U << s->order; i++) {
		page[i].flags &= ~BIT(PG_slab);
		page[i].private = 0;
	}
	list_del(&slab->all);
	list_del(&slab->partial);
	s->nr_empty--;
	page_give(page, s->order);
	host_free(slab);
}

/* --- objects -------------------------------------------------------------- */

static void *object_take(struct kmem_cache *s, gfp_t gfp, u32 site)
{
	struct slab *slab;
	unsigned int i;

	if (likely(!list_empty(&s->partial)))
		slab = list_first_entry(&s->partial, struct slab, partial);
	else
		slab = slab_create(s, gfp);
	if (unlikely(!slab))
		return NULL;
	if (slab->nr_free == s->nr)
		s->nr_empty--;
	i = slab->free[--slab->nr_free];
	if (!slab->nr_free)
		list_del_init(&slab->partial);
	slab->site[i] = site;
	s->nr_used++;
	return slab->base + (size_t)i * s->stride;
}

static inline void object_give(struct slab *slab, unsigned int i)
{
	struct kmem_cache *s = slab->cache;

	slab->site[i] |= SITE_FREE;
	if (!slab->nr_free)
		list_add(&slab->partial, &s->partial);
	slab->free[slab->nr_free++] = i;
	s->nr_used--;
	if (slab->nr_free < s->nr)
		return;
	if (s->nr_empty++ >= EMPTY_KEPT)
		slab_destroy(slab);
}

static unsigned int object_number(const struct slab *slab, const void *p)
{
	size_t off = p - slab->base;

	return (off * slab->cache->reciprocal) >> 32;
}

void slab_report_bad_free(const char *id, const void *p, u32 stack, u32 site,
			  const char *what)
{
	struct report r = {
		.id = id,
		.addr = (unsigned long)p,
		.addr_kind = "vaddr",
		.why = "the allocator's free list gets corrupted, and later two "
		       "owners share one object",
		.fix = "free each object once, by the pointer that the "
		       "allocation returned",
		.place = { { "freed here", stack, home_now() } },
		.nplaces = 1,
	};

	strscpy(r.what, what, sizeof(r.what));
	if (site)
		r.place[r.nplaces++] = (struct report_place) {
			"allocated here", site, 0
		};
	report_emit(&r);
}

static inline struct slab *slab_of(const void *p)
{
	struct page *page;

	if (!__is_lm_address(p))
		return NULL;
	page = virt_to_page(p);
	if (!(page->flags & BIT(PG_slab)))
		return NULL;
	return (struct slab *)page->private;
}

/* Slow path of slab_free(): why p cannot be freed. */
static void judge_bad_free(const void *p, struct caller by)
{
	struct slab *slab = slab_of(p);
	u32 stack = caller_stack(by);
	unsigned int i;

	if (!slab) {
		slab_report_bad_free("slab-bad-free", p, stack, 0,
				     "the address is not memory of kmalloc()");
		return;
	}
	i = object_number(slab, p);
	if (slab->base + (size_t)i * slab->cache->stride != p)
		slab_report_bad_free("slab-bad-free", p, stack, 0,
				     "the address is not where an object begins");
	else
		slab_report_bad_free("slab-double-free", p, stack,
				     slab->site[i] & ~SITE_FREE,
				     "the object is free already");
}

/* The slab whose object number *nr begins at p and is out, or NULL. */
static inline struct slab *object_find(const void *p, unsigned int *nr)
{
	struct slab *slab = slab_of(p);

	if (unlikely(!slab))
		return NULL;
	*nr = object_number(slab, p);
	if (unlikely(*nr >= slab->cache->nr ||
		     slab->base + (size_t)*nr * slab->cache->stride != p ||
		     slab->site[*nr] & SITE_FREE))
		return NULL;
	return slab;
}

void slab_free(const void *p, struct caller by)
{
	unsigned int i;
	struct slab *slab = object_find(p, &i);

	if (likely(slab))
		object_give(slab, i);
	else
		judge_bad_free(p, by);
}

size_t slab_size(const void *p)
{
	unsigned int i;
	struct slab *slab = object_find(p, &i);

	return slab ? slab->cache->object_size : 0;
}

void slab_warn_failed(gfp_t gfp, size_t size)
{
	if (!(gfp & __GFP_NOWARN))
		pr_warn("SLUB: Unable to allocate memory on node -1, gfp=%#x(%pGg), size: %zu\n",
			gfp, &gfp, size);
}

void *slab_alloc(struct kmem_cache *s, gfp_t gfp, u32 site)
{
	void *p = object_take(s, gfp, site);

	if (unlikely(!p))
		slab_warn_failed(gfp, s->object_size);
	else if (gfp & __GFP_ZERO)
		home_set(p, 0, s->object_size);
	return p;
}

bool slab_must_fail(gfp_t gfp, const char *what)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		sched_might_sleep(what);
	return !(gfp & __GFP_NOFAIL) && fault_inject(what);
}

/* --- kmem_cache ----------------------------------------------------------- */

static unsigned int cache_align(unsigned int size, unsigned int align,
				slab_flags_t flags)
{
	unsigned int line = cache_line_size();

	if (!(flags & SLAB_HWCACHE_ALIGN))
		return align;
	while (size <= line / 2)
		line /= 2;
	return max(align, line);
}

struct kmem_cache *__kmem_cache_create(const char *name, unsigned int size,
				       unsigned int align, slab_flags_t flags,
				       void (*ctor)(void *obj))
{
	struct kmem_cache *s;

	if (WARN_ON(!name || !size || size > KMALLOC_MAX_SIZE ||
		    (align && !is_power_of_2(align))))
		return NULL;
	s = slab_must_fail(flags & SLAB_PANIC ? GFP_KERNEL | __GFP_NOFAIL :
						GFP_KERNEL, "kmem_cache_create") ?
		NULL : slab_cache_create(name, size,
					 cache_align(size, align, flags),
					 flags, ctor);
	if (!s && flags & SLAB_PANIC)
		panic("kmem_cache_create(%s): no memory\n", name);
	return s;
}

struct kmem_cache *__kmem_cache_create_args(const char *name,
					    unsigned int size,
					    struct kmem_cache_args *args,
					    slab_flags_t flags)
{
	return __kmem_cache_create(name, size, args ? args->align : 0, flags,
				   args ? args->ctor : NULL);
}

int kmem_cache_shrink(struct kmem_cache *s)
{
	struct slab *slab, *next;

	list_for_each_entry_safe(slab, next, &s->partial, partial)
		if (slab->nr_free == s->nr)
			slab_destroy(slab);
	return !list_empty(&s->slabs);
}

void kmem_cache_destroy(struct kmem_cache *s)
{
	if (!s)
		return;
	kmem_cache_shrink(s);
	if (WARN(s->nr_used,
		 "kmem_cache_destroy %s: Slab cache still has objects when called from %pS\n",
		 s->name, __builtin_return_address(0)))
		return;
	list_del(&s->list);
	host_free(s);
}

unsigned int kmem_cache_size(struct kmem_cache *s)
{
	return s->object_size;
}

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags)
{
	u32 site = host_stack_here();

	if (unlikely(slab_must_fail(flags, "kmem_cache_alloc")))
		return NULL;
	return slab_alloc(s, flags, site);
}

void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t flags, int node)
{
	u32 site = host_stack_here();

	if (slab_must_fail(flags, "kmem_cache_alloc"))
		return NULL;
	return slab_alloc(s, flags, site);
}

void kmem_cache_free(struct kmem_cache *s, void *obj)
{
	struct slab *slab;
	unsigned int nr;

	if (!obj)
		return;
	slab = object_find(obj, &nr);
	if (unlikely(!slab)) {
		judge_bad_free(obj, caller_here());
		return;
	}
	if (unlikely(slab->cache != s))
		slab_report_bad_free("slab-bad-free", obj, host_stack_here(),
				     slab->site[nr],
				     "the object is of another kmem_cache");
	object_give(slab, nr);
}

int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t flags, size_t n,
			  void **p)
{
	u32 site = host_stack_here();
	size_t i;

	for (i = 0; i < n; i++) {
		void *obj = NULL;

		if (!slab_must_fail(flags, "kmem_cache_alloc"))
			obj = slab_alloc(s, flags, site);
		if (!obj) {
			kmem_cache_free_bulk(s, i, p);
			return 0;
		}
		home_store(&p[i], &obj, sizeof(obj));
	}
	return n;
}

void kmem_cache_free_bulk(struct kmem_cache *s, size_t n, void **p)
{
	void *obj;

	while (n--) {
		home_load(&p[n], &obj, sizeof(obj));
		slab_free(obj, caller_here());
	}
}

/* --- what is out ---------------------------------------------------------- */

bool slab_object(const void *addr, const void **start, size_t *size,
		 u32 *site)
{
	struct slab *slab = slab_of(addr);
	unsigned int i;

	if (!slab)
		return false;
	i = object_number(slab, addr);
	if (i >= slab->cache->nr || slab->site[i] & SITE_FREE)
		return false;
	*start = slab->base + (size_t)i * slab->cache->stride;
	*size = slab->cache->object_size;
	*site = slab->site[i];
	return true;
}

unsigned long slab_count_used(void)
{
	struct kmem_cache *s;
	unsigned long n = 0;

	list_for_each_entry(s, &caches, list)
		n += s->nr_used;
	return n;
}

static void report_leak(const struct slab *slab, unsigned int i)
{
	struct report r = {
		.id = "slab-leak",
		.addr = (unsigned long)slab->base + i * slab->cache->stride,
		.addr_kind = "vaddr",
		.size = slab->cache->object_size,
		.why = "the memory is lost until the machine is switched off",
		.fix = "free it in the driver's remove or exit function",
		.place = { { "allocated here", slab->site[i], 0 } },
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "an object of %s was never freed",
		 slab->cache->name);
	report_emit(&r);
}

static unsigned int slab_leaks(const struct slab *slab)
{
	unsigned int i, nr = 0;

	for (i = 0; i < slab->cache->nr; i++) {
		if (slab->site[i] & SITE_FREE || !module_leaves(slab->site[i]))
			continue;
		report_leak(slab, i);
		nr++;
	}
	return nr;
}

unsigned int slab_report_leaks(void)
{
	struct kmem_cache *s;
	struct slab *slab;
	unsigned int nr = 0;

	list_for_each_entry(s, &caches, list)
		list_for_each_entry(slab, &s->slabs, all)
			nr += slab_leaks(slab);
	return nr;
}
