/* SPDX-License-Identifier: MIT */
/*
 * Slab allocator, what the other rooms of the kernel need beside
 * <linux/slab.h>.
 */
#ifndef CORE_MM_SLAB_H
#define CORE_MM_SLAB_H

#include <linux/types.h>

#include "core/caller.h"

struct kmem_cache;

/* A cache as kmem_cache_create() makes it, nothing injected or judged. */
struct kmem_cache *slab_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *obj));
/* An object for the caller whose stack is site (host_stack_here()). */
void *slab_alloc(struct kmem_cache *s, gfp_t gfp, u32 site);
/* Any cache's object; a report when p is none. */
void slab_free(const void *p, struct caller by);
/* Size of the object that p begins and that is out, else 0. */
size_t slab_size(const void *p);
void slab_warn_failed(gfp_t gfp, size_t size);
/* Judge the caller's context; must this allocation fail by injection? */
bool slab_must_fail(gfp_t gfp, const char *what);
void slab_report_bad_free(const char *id, const void *p, u32 stack, u32 site,
			  const char *what);

/* kmalloc() on behalf of the caller whose stack is site: for functions that
 * hand out memory themselves (kstrdup() and its like). */
void *kmalloc_for(size_t size, gfp_t gfp, u32 site);

/* Smallest alignment and size of what kmalloc() gives on this kernel. */
unsigned int slab_minalign(void);

/* Is p memory of kmalloc(), slab or pages? */
bool kmalloc_owns(const void *p);

/* Is the address in an object that is out; its start, size and stack. */
bool slab_object(const void *addr, const void **start, size_t *size,
		 u32 *site);

/* Objects that are out. */
unsigned long slab_count_used(void);
/* A report "slab-leak" for each object that the module being unloaded has
 * still; how many. */
unsigned int slab_report_leaks(void);

#endif
