// SPDX-License-Identifier: MIT
/*
 * kmalloc - memory of any size.
 *
 * Up to 8 KiB from caches of fixed sizes, above that a compound block of pages.
 *
 * Same as Linux: the sizes; power-of-two sizes are aligned to themselves, all
 * to the smallest alignment that DMA needs (128 on 6.1, a cache line since
 * 6.5); ZERO_SIZE_PTR; NULL above MAX_PAGE_ORDER.
 * Not the same: wrong frees are reports (core/mm/slab.c).
 */
#include <linux/align.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/version.h>
#include <linux/vmalloc.h>

#include "core/boot.h"
#include "core/mm/page.h"
#include "core/mm/slab.h"
#include "home/home.h"
#include "host/host.h"

static const unsigned int sizes[] = {
	8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 8192,
};
#define NR_SIZES	ARRAY_SIZE(sizes)
#define SMALL_MAX	192		/* above: one size for each power of two */

static struct kmem_cache *caches[NR_SIZES], *dma_caches[NR_SIZES];
static u8 small_index[SMALL_MAX / 8];	/* of size (i + 1) * 8 */

unsigned int slab_minalign(void)
{
	return linux_version >= KERNEL_VERSION(6, 5, 0) ? L1_CACHE_BYTES :
							  ARCH_DMA_MINALIGN;
}

static unsigned int size_index(size_t size)
{
	return size <= SMALL_MAX ? small_index[(size - 1) / 8] :
				   ilog2(size - 1);
}

/* A size that the alignment does not allow is served by a larger one. */
static int cache_boot(struct kmem_cache **set, unsigned int i,
		      const char *prefix, slab_flags_t flags)
{
	unsigned int minalign = slab_minalign(), j = i, size;
	char name[32];

	while (sizes[j] < ALIGN(sizes[i], minalign) || sizes[j] % minalign)
		j++;
	if (!set[j]) {
		size = sizes[j];
		snprintf(name, sizeof(name), "%s-%u", prefix, size);
		set[j] = slab_cache_create(name, size, is_power_of_2(size) ?
					   size : minalign, flags, NULL);
	}
	set[i] = set[j];
	return set[i] ? 0 : -ENOMEM;
}

int slab_boot(void)
{
	unsigned int i, size;
	int err = 0;

	for (i = 0, size = 8; size <= SMALL_MAX; size += 8) {
		if (size > sizes[i])
			i++;
		small_index[size / 8 - 1] = i;
	}
	for (i = 0; i < NR_SIZES && !err; i++) {
		err = cache_boot(caches, i, "kmalloc", 0);
		if (!err)
			err = cache_boot(dma_caches, i, "dma-kmalloc",
					 SLAB_CACHE_DMA);
	}
	return err;
}

/* --- large ---------------------------------------------------------------- */

static void *large_alloc(size_t size, gfp_t gfp, u32 site)
{
	unsigned int order = get_order(size);
	struct page *page;

	if (order > MAX_PAGE_ORDER) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	page = page_take(gfp | __GFP_COMP, order);
	if (!page) {
		slab_warn_failed(gfp, size);
		return NULL;
	}
	page->flags |= BIT(PG_large);
	page->site = site;
	return page_address(page);
}

/* First page of the large_alloc() that p begins, or NULL. */
static struct page *large_page(const void *p)
{
	struct page *page;

	if (!__is_lm_address(p) || !PAGE_ALIGNED(p))
		return NULL;
	page = virt_to_page(p);
	return page->flags & BIT(PG_large) ? page : NULL;
}

static void large_free(struct page *page)
{
	if (page->_refcount.counter == 1) {
		page->_refcount.counter = 0;
		page_give(page, page->order);
		return;
	}
	/* Somebody else holds the pages: the last put_page() frees them. */
	page->flags &= ~BIT(PG_large);
	page->_refcount.counter--;
}

/* --- getting -------------------------------------------------------------- */

void *kmalloc_for(size_t size, gfp_t gfp, u32 site)
{
	struct kmem_cache **set = gfp & __GFP_DMA ? dma_caches : caches;

	if (unlikely(!size))
		return ZERO_SIZE_PTR;
	if (unlikely(slab_must_fail(gfp, "kmalloc")))
		return NULL;
	if (unlikely(size > KMALLOC_MAX_CACHE_SIZE))
		return large_alloc(size, gfp, site);
	return slab_alloc(set[size_index(size)], gfp, site);
}

void *kmalloc(size_t size, gfp_t flags)
{
	return kmalloc_for(size, flags, host_stack_here());
}

void *kmalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc_for(size, flags, host_stack_here());
}

void *kzalloc(size_t size, gfp_t flags)
{
	return kmalloc_for(size, flags | __GFP_ZERO, host_stack_here());
}

void *kmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return kmalloc_for(bytes, flags, host_stack_here());
}

void *kcalloc(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return kmalloc_for(bytes, flags | __GFP_ZERO, host_stack_here());
}

size_t kmalloc_size_roundup(size_t size)
{
	if (!size || size > KMALLOC_MAX_SIZE)
		return size;
	if (size > KMALLOC_MAX_CACHE_SIZE)
		return PAGE_SIZE << get_order(size);
	return kmem_cache_size(caches[size_index(size)]);
}

/* --- returning ------------------------------------------------------------ */

static void free_for(const void *p, struct caller by)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(p))
		return;
	if (likely(mm_freed && __is_lm_address(p)))
		mm_freed(virt_to_phys(p), ksize(p), by);
	page = large_page(p);
	if (unlikely(page))
		large_free(page);
	else
		slab_free(p, by);
}

void kfree(const void *p)
{
	free_for(p, caller_here());
}

void kfree_sensitive(const void *p)
{
	size_t size = ksize(p);

	if (size)
		home_set((void *)p, 0, size);
	free_for(p, caller_here());
}

size_t ksize(const void *p)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(p))
		return 0;
	page = large_page(p);
	return page ? page_size(page) : slab_size(p);
}

bool kmalloc_owns(const void *p)
{
	return large_page(p) || slab_size(p);
}

/* --- kvmalloc ------------------------------------------------------------- */

static void *kvmalloc_for(size_t size, gfp_t flags, u32 site)
{
	gfp_t first = flags;
	void *p;

	/* A large block may fail quietly: there is a second way. */
	if (size > PAGE_SIZE)
		first |= __GFP_NOWARN;
	p = size > KMALLOC_MAX_SIZE ? NULL : kmalloc_for(size, first, site);
	if (p || size <= PAGE_SIZE)
		return p;
	if (WARN_ON_ONCE(size > INT_MAX && !(flags & __GFP_NOWARN)))
		return NULL;
	return __vmalloc(size, flags);
}

void *kvmalloc(size_t size, gfp_t flags)
{
	return kvmalloc_for(size, flags, host_stack_here());
}

void *kvzalloc(size_t size, gfp_t flags)
{
	return kvmalloc_for(size, flags | __GFP_ZERO, host_stack_here());
}

void *kvmalloc_array(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return kvmalloc_for(bytes, flags, host_stack_here());
}

void *kvcalloc(size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return kvmalloc_for(bytes, flags | __GFP_ZERO, host_stack_here());
}

void kvfree(const void *addr)
{
	if (is_vmalloc_addr(addr))
		vfree(addr);
	else
		free_for(addr, caller_here());
}

void kvfree_sensitive(const void *addr, size_t len)
{
	if (ZERO_OR_NULL_PTR(addr))
		return;
	home_set((void *)addr, 0, len);
	kvfree(addr);
}
