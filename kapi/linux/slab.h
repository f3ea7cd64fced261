/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_SLAB_H
#define _LINUX_SLAB_H

#include <linux/cache.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/overflow.h>
#include <linux/types.h>

#define __SLAB_FLAG(n)		((__force slab_flags_t)(1U << (n)))
#define SLAB_CONSISTENCY_CHECKS	__SLAB_FLAG(8)
#define SLAB_RED_ZONE		__SLAB_FLAG(10)
#define SLAB_POISON		__SLAB_FLAG(11)
#define SLAB_HWCACHE_ALIGN	__SLAB_FLAG(13)
#define SLAB_CACHE_DMA		__SLAB_FLAG(14)
#define SLAB_CACHE_DMA32	__SLAB_FLAG(15)
#define SLAB_STORE_USER		__SLAB_FLAG(16)
#define SLAB_RECLAIM_ACCOUNT	__SLAB_FLAG(17)
#define SLAB_PANIC		__SLAB_FLAG(18)
#define SLAB_TYPESAFE_BY_RCU	__SLAB_FLAG(19)
#define SLAB_MEM_SPREAD		__SLAB_FLAG(20)
#define SLAB_NO_MERGE		__SLAB_FLAG(24)
#define SLAB_ACCOUNT		__SLAB_FLAG(26)
#define SLAB_TEMPORARY		SLAB_RECLAIM_ACCOUNT

#define ZERO_SIZE_PTR		((void *)16)
#define ZERO_OR_NULL_PTR(x) \
	((unsigned long)(x) <= (unsigned long)ZERO_SIZE_PTR)

#define KMALLOC_MAX_SIZE	(1UL << (MAX_PAGE_ORDER + 12))
#define KMALLOC_MAX_CACHE_SIZE	(1UL << 13)

struct kmem_cache;

struct kmem_cache_args {
	unsigned int align;
	unsigned int useroffset;
	unsigned int usersize;
	unsigned int freeptr_offset;
	bool use_freeptr_offset;
	void (*ctor)(void *obj);
};

/* kmem_cache_create() is a function of 5 arguments, or of 4 with args. */
struct kmem_cache *__kmem_cache_create(const char *name, unsigned int size,
				       unsigned int align, slab_flags_t flags,
				       void (*ctor)(void *obj));
struct kmem_cache *__kmem_cache_create_args(const char *name,
					    unsigned int size,
					    struct kmem_cache_args *args,
					    slab_flags_t flags);
#define __kmem_cache_create_4(name, size, args, flags) \
	__kmem_cache_create_args(name, size, args, flags)
#define __kmem_cache_create_5(name, size, align, flags, ctor) \
	__kmem_cache_create(name, size, align, flags, ctor)
#define __kmem_cache_pick(a, b, c, d, e, fn, ...)	fn
#define kmem_cache_create(...)						\
	__kmem_cache_pick(__VA_ARGS__, __kmem_cache_create_5,		\
			  __kmem_cache_create_4)(__VA_ARGS__)
#define kmem_cache_create_usercopy(name, size, align, flags, uoff, usize, \
				   ctor)				\
	__kmem_cache_create(name, size, align, flags, ctor)
#define KMEM_CACHE(s, flags)						\
	__kmem_cache_create(#s, sizeof(struct s), __alignof__(struct s),\
			    (flags), NULL)

void kmem_cache_destroy(struct kmem_cache *s);
int kmem_cache_shrink(struct kmem_cache *s);
unsigned int kmem_cache_size(struct kmem_cache *s);
void *kmem_cache_alloc(struct kmem_cache *s, gfp_t flags) __malloc;
void *kmem_cache_alloc_node(struct kmem_cache *s, gfp_t flags, int node);
void kmem_cache_free(struct kmem_cache *s, void *obj);
int kmem_cache_alloc_bulk(struct kmem_cache *s, gfp_t flags, size_t n,
			  void **p);
void kmem_cache_free_bulk(struct kmem_cache *s, size_t n, void **p);

static inline void *kmem_cache_zalloc(struct kmem_cache *s, gfp_t flags)
{
	return kmem_cache_alloc(s, flags | __GFP_ZERO);
}

void *kmalloc(size_t size, gfp_t flags) __malloc __alloc_size(1);
void *kmalloc_node(size_t size, gfp_t flags, int node) __malloc;
void *kzalloc(size_t size, gfp_t flags) __malloc __alloc_size(1);
void *kmalloc_array(size_t n, size_t size, gfp_t flags) __malloc;
void *kcalloc(size_t n, size_t size, gfp_t flags) __malloc;
void *krealloc(const void *p, size_t size, gfp_t flags) __must_check;
void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags)
	__must_check;
void kfree(const void *p);
void kfree_sensitive(const void *p);
size_t ksize(const void *p);
size_t kmalloc_size_roundup(size_t size);

#define kzalloc_node(size, flags, node)	kzalloc(size, flags)
#define kcalloc_node(n, size, flags, node)	kcalloc(n, size, flags)
#define kmalloc_array_node(n, size, flags, node) \
	kmalloc_array(n, size, flags)
#define __kmalloc(size, flags)		kmalloc(size, flags)

/* kmalloc() or, when that is too large or fails, vmalloc(). */
void *kvmalloc(size_t size, gfp_t flags) __malloc __alloc_size(1);
void *kvzalloc(size_t size, gfp_t flags) __malloc __alloc_size(1);
void *kvmalloc_array(size_t n, size_t size, gfp_t flags) __malloc;
void *kvcalloc(size_t n, size_t size, gfp_t flags) __malloc;
void kvfree(const void *addr);
void kvfree_sensitive(const void *addr, size_t len);
#define kvmalloc_node(size, flags, node)	kvmalloc(size, flags)
#define kvzalloc_node(size, flags, node)	kvzalloc(size, flags)

DEFINE_FREE(kfree, void *, if (!IS_ERR_OR_NULL(_T)) kfree(_T))
DEFINE_FREE(kvfree, void *, if (!IS_ERR_OR_NULL(_T)) kvfree(_T))

#endif
