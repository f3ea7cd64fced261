// SPDX-License-Identifier: MIT
/*
 * dma_pool - many small coherent blocks cut from a few coherent chunks.
 *
 * What is known of each block (who has it, who freed it, which one goes out
 * next) lies in kernel-private memory: a driver or a device that writes past its
 * block spoils data, never this allocator, and taking and giving a block need
 * not touch board memory, which would cost more than all the rest.
 *
 * A free block's first bytes have a copy of Linux's list links: from the start,
 * and anew at each free that can pay for it (can_pay()).  So a driver sees what
 * it would see, and links that changed tell of a write after free.
 *
 * Same as Linux: arguments, alignment, boundary, order of blocks, which handle
 * is given, what is zeroed, who may sleep, when chunks are freed, the "pools"
 * attribute; the older rules before 6.4.
 * Not the same:  no lock, nothing here is interrupted.  A free that would break
 * Linux's list is a report and then ignored.
 */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/context.h"
#include "dma/dmapool/private.h"
#include "dma/private.h"
#include "home/home.h"

#define MAX_DEAD	64u	/* destroyed pools that are still known */
#define LINK_NS		1000	/* see can_pay() */
#define LINK_BURST	256

LIST_HEAD(dma_pools);

/* --- sysfs ---------------------------------------------------------------- */

static int show_pool(const struct dma_pool *pool, char *buf, int at)
{
	if (pool->by_chunk)
		return sysfs_emit_at(buf, at, "%-16s %4zu %4zu %4zu %2zu\n",
				     pool->name, pool->nr_out,
				     pool->nr_chunks * (pool->allocation /
							pool->size),
				     pool->size, pool->nr_chunks);
	return sysfs_emit_at(buf, at, "%-16s %4zu %4zu %4zu %2zu\n",
			     pool->name, pool->nr_out, pool->nr_blocks,
			     pool->size, pool->nr_chunks);
}

static ssize_t pools_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	int at = sysfs_emit(buf, "poolinfo - 0.1\n");
	struct dma_pool *pool;

	list_for_each_entry(pool, &dma_pools, list)
		if (pool->dev == dev)
			at += show_pool(pool, buf, at);
	return at;
}

static DEVICE_ATTR_RO(pools);

static bool has_pools(const struct device *dev)
{
	struct dma_pool *pool;

	list_for_each_entry(pool, &dma_pools, list)
		if (pool->dev == dev)
			return true;
	return false;
}

/* --- pools ---------------------------------------------------------------- */

static bool bad_size(size_t size)
{
	return !size || (linux_version >= 0x060400 && size > INT_MAX);
}

/* Sizes as Linux rounds them; false: these make no pool. */
static bool pool_measure(struct dma_pool *pool, size_t size, size_t align,
			 size_t boundary)
{
	pool->by_chunk = linux_version < 0x060400;
	align = align ?: 1;
	if (!is_power_of_2(align) || bad_size(size))
		return false;
	size = max_t(size_t, size, links_size(pool));
	pool->size = ALIGN(size, align);
	/* Linux 6.1 would go on with no size at all, for ever. */
	if (pool->size < size)
		return false;
	pool->allocation = max_t(size_t, pool->size, PAGE_SIZE);
	if (boundary && (boundary < pool->size || !is_power_of_2(boundary)))
		return false;
	if (!boundary || (!pool->by_chunk && boundary > pool->allocation))
		boundary = pool->allocation;
	pool->boundary = boundary;
	return true;
}

static struct dma_pool *pool_create(const char *name, struct device *dev,
				    const struct dma_pool *measures,
				    struct caller by)
{
	bool first = !has_pools(dev);
	struct dma_pool *pool = host_alloc(sizeof(*pool));

	if (!pool)
		return NULL;
	*pool = *measures;
	pool_lay_out(pool);
	strscpy(pool->name, name, sizeof(pool->name));
	INIT_LIST_HEAD(&pool->chunks);
	pool->dev = dev;
	pool->stack = caller_stack(by);
	pool->when = home_now();
	pool->paid = (s64)pool->when - LINK_BURST * LINK_NS;
	list_add(&pool->list, &dma_pools);
	if (first && device_create_file(dev, &dev_attr_pools)) {
		list_del(&pool->list);
		host_free(pool);
		return NULL;
	}
	return pool;
}

/* Faults where Linux 6.1 does, if there is no device: that is no UB of ours. */
__attribute__((no_sanitize("undefined")))
static void look_at(const struct device *dev)
{
	READ_ONCE(dev->dma_pools.next);
}

struct dma_pool *dma_pool_create_at(const char *name, struct device *dev,
				    size_t size, size_t align, size_t boundary,
				    struct caller by)
{
	struct dma_pool measures = { 0 };

	if (!dev && linux_version >= 0x060400)
		return NULL;
	if (!pool_measure(&measures, size, align, boundary))
		return NULL;
	look_at(dev);
	sched_might_sleep("dma_pool_create");
	if (fault_inject("dma_pool_create"))
		return NULL;
	return pool_create(name, dev, &measures, by);
}

/*
 * size, align and boundary in bytes; align and boundary 0 or a power of two,
 * boundary at least size.  NULL: they are not so, or there is no memory.  May
 * sleep.  Without a device 6.1 crashes.
 */
struct dma_pool *dma_pool_create(const char *name, struct device *dev,
				 size_t size, size_t align, size_t boundary)
{
	return dma_pool_create_at(name, dev, size, align, boundary,
				  caller_here());
}

/*
 * A driver may use a pool that it has destroyed.  The last ones stay to say so;
 * they have no block and no chunk, so nothing that is quick comes here.
 */
static void pool_bury(struct dma_pool *pool)
{
	static struct dma_pool *dead[MAX_DEAD];
	static unsigned int next;

	host_free(dead[next]);
	dead[next] = pool;
	next = (next + 1) % MAX_DEAD;
	pool->dead = true;
	pool->free = NULL;
	slots_free(pool);
}

static void say_busy(const struct dma_pool *pool, const struct chunk *c)
{
	if (c)
		dev_err(pool->dev, "dma_pool_destroy %s, %p busy\n",
			pool->name, c->vaddr);
	else
		dev_err(pool->dev, "dma_pool_destroy %s busy\n", pool->name);
}

static void free_chunks(struct dma_pool *pool)
{
	bool busy = pool->nr_out;
	struct chunk *c, *next;

	if (busy && !pool->by_chunk)
		say_busy(pool, NULL);
	list_for_each_entry_safe(c, next, &pool->chunks, list) {
		if (pool->by_chunk)
			busy = c->nr_out;
		if (pool->by_chunk && busy)
			say_busy(pool, c);
		chunk_drop(c, busy);
	}
}

/*
 * All blocks were freed; NULL is none.  May sleep.  With a block that is out all
 * of the pool's memory is lost (before 6.4: the chunks with such blocks).
 */
void dma_pool_destroy(struct dma_pool *pool)
{
	if (!pool)
		return;
	sched_might_sleep("dma_pool_destroy");
	if (pool->dead) {
		report_pool_dead(pool, "destroyed again", caller_here());
		return;
	}
	list_del(&pool->list);
	if (!has_pools(pool->dev))
		device_remove_file(pool->dev, &dev_attr_pools);
	if (pool->nr_out)
		report_pool_busy(pool, caller_here());
	free_chunks(pool);
	pool_bury(pool);
}

void dma_pool_driver_gone(struct device *dev)
{
	struct dma_pool *pool;

	list_for_each_entry(pool, &dma_pools, list) {
		if (pool->dev != dev || pool->told)
			continue;
		pool->told = true;
		report_pool_leak(pool);
	}
}

/* --- blocks --------------------------------------------------------------- */

/* The newest chunk that has a free block: its last freed one. */
static noinline struct block *pop_by_chunk(struct dma_pool *pool,
					   struct chunk **chunk)
{
	struct block *b;
	struct chunk *c;

	list_for_each_entry(c, &pool->chunks, list) {
		b = c->free;
		if (!b)
			continue;
		c->free = b->next;
		c->nr_out++;
		*chunk = c;
		return b;
	}
	return NULL;
}

static inline struct block *block_pop(struct dma_pool *pool,
				      struct chunk **chunk)
{
	struct block *b = pool->free;

	if (unlikely(pool->by_chunk))
		return pop_by_chunk(pool, chunk);
	if (likely(b))
		pool->free = b->next;
	return b;
}

/*
 * Board memory is slow: a write of 16 bytes costs as much as all the rest.  So
 * links are paid with virtual time: a block each LINK_NS, and as many as
 * LINK_BURST that were not written before.  A driver whose device does something
 * between two calls has them in each free block; a loop of nothing but calls
 * has them in some.
 */
static inline bool can_pay(struct dma_pool *pool)
{
	s64 now = (s64)home_now();

	if (likely(now < pool->paid + LINK_NS))
		return false;
	pool->paid = max(pool->paid, now - LINK_BURST * LINK_NS) + LINK_NS;
	return true;
}

static noinline void links_write(const struct dma_pool *pool, const struct chunk *c,
			struct block *b)
{
	struct links links = block_links(pool->by_chunk ? c : NULL, b);

	home_store(b->vaddr, &links, links_size(pool));
	b->pc |= BLOCK_LINKED;
}

static inline void block_push(struct dma_pool *pool, struct chunk *c,
			      struct block *b)
{
	if (unlikely(pool->by_chunk)) {
		b->next = c->free;
		c->free = b;
		c->nr_out--;
	} else {
		b->next = pool->free;
		pool->free = b;
	}
	pool->nr_out--;
	if (unlikely(can_pay(pool)) && !pool->no_memory)
		links_write(pool, c, b);
}

static noinline struct block *pop_from_more(struct dma_pool *pool, gfp_t gfp,
					    struct chunk **chunk,
					    struct caller by)
{
	struct check_place place = { by.pc, by.frame };

	if (pool->dead) {
		report_pool_dead(pool, "asked for a block", by);
		return NULL;
	}
	return pool_grow(pool, gfp, place) ? NULL : block_pop(pool, chunk);
}

/* Are the links in the block still those that were written there? */
static noinline void links_check(const struct dma_pool *pool,
				 const struct chunk *c, const struct block *b,
				 struct caller by)
{
	struct links want = block_links(c, b), is = want;

	home_load(b->vaddr, &is, links_size(pool));
	if (is.next != want.next || is.dma != want.dma)
		report_pool_written(pool, b, by);
}

/* Who called the function at whose frame we are called: 0 when that is not to
 * be had at once. */
static inline uintptr_t caller_up(struct caller by)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);

	if (unlikely(by.frame - here > PAGE_SIZE || by.frame % sizeof(here)))
		return 0;
	return ((const uintptr_t *)by.frame)[1];
}

/*
 * A block, its bus address in *handle; NULL: the pool could not grow.  Sleeps
 * only as gfp says.  What the block holds is anything, links of the free list
 * among it, but for __GFP_ZERO.
 */
void *dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags,
		     dma_addr_t *handle)
{
	struct caller by = caller_here();
	struct chunk *c = NULL;
	struct block *b;

	if (mem_flags & __GFP_DIRECT_RECLAIM)
		sched_might_sleep("dma_pool_alloc");
	if (unlikely(fault_inject("dma_pool_alloc")))
		return NULL;
	b = block_pop(pool, &c);
	if (unlikely(!b)) {
		b = pop_from_more(pool, mem_flags, &c, by);
		if (!b)
			return NULL;
	}
	if (unlikely(b->pc & BLOCK_LINKED))
		links_check(pool, c, b, by);
	pool->nr_out++;
	b->pc = by.pc | BLOCK_OUT;
	b->up = caller_up(by);
	if (likely(!home_in_window(handle)))
		*handle = b->dma;
	else
		pool_store_handle(handle, b->dma);
	if (unlikely(mem_flags & __GFP_ZERO))
		home_set(b->vaddr, 0, pool->size);
	return b->vaddr;
}

/* Before 6.4 the chunk was looked for by bus address. */
static bool dma_of_pool(const struct dma_pool *pool, const void *vaddr,
			dma_addr_t dma)
{
	const struct chunk *c;

	list_for_each_entry(c, &pool->chunks, list)
		if (dma - c->dma < pool->allocation)
			return true;
	dev_err(pool->dev, "dma_pool_free %s, %p/%pad (bad dma)\n",
		pool->name, vaddr, &dma);
	return false;
}

/* The handle is another block's, or nothing's: is the block freed all the same? */
static noinline bool free_with_dma(struct dma_pool *pool, struct block *b,
				   dma_addr_t dma, struct caller by)
{
	report_pool_dma(pool, b, dma, by);
	if (pool->by_chunk)
		return dma_of_pool(pool, b->vaddr, dma);
	b->dma = dma;
	return true;
}

/*
 * vaddr and dma as dma_pool_alloc() gave them.  Any context.  Linux believes the
 * caller: dma is what the next owner will be told.
 */
void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t dma)
{
	struct caller by = caller_here();
	struct chunk *c = chunk_find(pool, vaddr);
	struct block *b = c ? block_find(pool, c, vaddr) : NULL;

	if (unlikely(!b || !(b->pc & BLOCK_OUT))) {
		report_pool_free(pool, vaddr, dma, by);
		return;
	}
	if (unlikely(dma != b->dma) && !free_with_dma(pool, b, dma, by))
		return;
	b->pc = by.pc;
	block_push(pool, c, b);
}
