// SPDX-License-Identifier: MIT
/*
 * The memory of dma_pool - chunks of dma_alloc_coherent(), cut into blocks.
 *
 * Chunks are only ever added, so the table that finds them has no holes.
 *
 * Same as Linux: where blocks lie.  Before 6.4 a block that would end at the
 * very boundary was left out, and a boundary behind the chunk's end made the
 * last block run over it.
 */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>

#include "dma/dmapool/private.h"
#include "dma/private.h"
#include "home/home.h"

#define FIRST_SLOTS	16u

static struct slot no_slots[1];

/* --- the table ------------------------------------------------------------ */

static void slot_put(struct dma_pool *pool, struct chunk *c)
{
	size_t i = slot_of(pool, (uintptr_t)c->vaddr);

	while (pool->slots[i & pool->slot_mask].page)
		i++;
	pool->slots[i & pool->slot_mask] =
		(struct slot){ (uintptr_t)c->vaddr, c };
}

void slots_free(struct dma_pool *pool)
{
	if (pool->slots != no_slots)
		host_free(pool->slots);
	pool->slots = no_slots;
	pool->slot_mask = 0;
}

/* Room for one more chunk, and for as many empty slots. */
static int slots_grow(struct dma_pool *pool)
{
	u32 nr = pool->slot_mask + 1;
	struct slot *more;
	struct chunk *c;

	if ((pool->nr_chunks + 1) * 2 <= nr)
		return 0;
	nr = max(nr * 2, FIRST_SLOTS);
	more = host_alloc(nr * sizeof(*more));
	if (!more)
		return -ENOMEM;
	slots_free(pool);
	pool->slots = more;
	pool->slot_mask = nr - 1;
	list_for_each_entry(c, &pool->chunks, list)
		slot_put(pool, c);
	return 0;
}

struct chunk *chunk_around(const struct dma_pool *pool, const void *vaddr)
{
	const struct dma_pool *other;
	struct chunk *c;

	list_for_each_entry(c, &pool->chunks, list)
		if ((size_t)(vaddr - c->vaddr) < pool->allocation)
			return c;
	list_for_each_entry(other, &dma_pools, list)
		list_for_each_entry(c, &other->chunks, list)
			if ((size_t)(vaddr - c->vaddr) < other->allocation)
				return c;
	return NULL;
}

/* --- blocks --------------------------------------------------------------- */

/* The next block's place, from where the last one ends. */
static size_t place_from(const struct dma_pool *pool, size_t at, size_t *end)
{
	bool crosses = pool->by_chunk ? at + pool->size >= *end :
					at + pool->size > *end;

	if (!crosses)
		return at;
	at = *end;
	*end += pool->boundary;
	return at;
}

/* Is there a block at this place?  Before 6.4 it only had to begin there. */
static bool fits(const struct dma_pool *pool, size_t at)
{
	return pool->by_chunk ? at < pool->allocation :
				at + pool->size <= pool->allocation;
}

/* The blocks of c, NULL: none yet, are each given its place; how many. */
static unsigned int place_blocks(const struct dma_pool *pool, struct chunk *c)
{
	size_t at = 0, end = pool->boundary;
	unsigned int n = 0;

	while (fits(pool, at)) {
		if (c) {
			c->blocks[n].vaddr = c->vaddr + at;
			c->blocks[n].dma = c->dma + at;
		}
		n++;
		at = place_from(pool, at + pool->size, &end);
	}
	return n;
}

void pool_lay_out(struct dma_pool *pool)
{
	bool windows = is_power_of_2(pool->boundary);
	size_t room = pool->boundary - pool->by_chunk;

	pool->slots = no_slots;
	pool->page_shift = PAGE_SHIFT + get_order(pool->allocation);
	pool->reciprocal = (u32)DIV_ROUND_UP_ULL(1ULL << 32, pool->size);
	pool->per_window = (u32)max_t(size_t, room / pool->size, 1);
	pool->window_shift = windows ? ilog2(pool->boundary) : 63;
	pool->window_mask = windows ? pool->boundary - 1 : ~0ULL;
	pool->per_chunk = place_blocks(pool, NULL);
}

/* --- chunks --------------------------------------------------------------- */

/* Put c's blocks before those that are free, first one first. */
static void chain_blocks(struct dma_pool *pool, struct chunk *c)
{
	unsigned int i, last = pool->per_chunk - 1;
	struct links links;

	for (i = 0; i < last; i++)
		c->blocks[i].next = &c->blocks[i + 1];
	c->blocks[last].next = pool->by_chunk ? NULL : pool->free;
	if (pool->by_chunk)
		c->free = c->blocks;
	else
		pool->free = c->blocks;
	for (i = 0; !pool->no_memory && i <= last; i++) {
		links = block_links(pool->by_chunk ? c : NULL, &c->blocks[i]);
		home_store(c->blocks[i].vaddr, &links, links_size(pool));
		c->blocks[i].pc = BLOCK_LINKED;
	}
}

/* A device pool may be where nothing answers. */
static bool has_memory(const struct dma_pool *pool, const void *vaddr)
{
	return home_in_window(vaddr) && home_area_of(vaddr) != HOME_MMIO &&
	       home_dram_contains(home_paddr(vaddr), pool->allocation);
}

int pool_grow(struct dma_pool *pool, gfp_t gfp, struct check_place place)
{
	struct chunk *c;

	c = host_alloc(struct_size(c, blocks, pool->per_chunk));
	if (!c)
		return -ENOMEM;
	c->vaddr = dma_alloc_at(pool->dev, pool->allocation, &c->dma,
				gfp & ~__GFP_ZERO,
				gfp & __GFP_NOWARN ? DMA_ATTR_NO_WARN : 0,
				place);
	if (!c->vaddr)
		goto out_chunk;
	/* Somebody else may have made the pool grow, so not before. */
	if (slots_grow(pool))
		goto out_memory;
	check_owned(pool->dev, c->dma);
	c->pool = pool;
	if (!has_memory(pool, c->vaddr))
		pool->no_memory = true;
	place_blocks(pool, c);
	chain_blocks(pool, c);
	slot_put(pool, c);
	list_add(&c->list, &pool->chunks);
	pool->nr_blocks += pool->per_chunk;
	pool->nr_chunks++;
	return 0;
out_memory:
	dma_free_coherent(pool->dev, pool->allocation, c->vaddr, c->dma);
out_chunk:
	host_free(c);
	return -ENOMEM;
}

void chunk_drop(struct chunk *c, bool leave_memory)
{
	struct dma_pool *pool = c->pool;

	list_del(&c->list);
	if (!leave_memory)
		dma_free_coherent(pool->dev, pool->allocation, c->vaddr,
				  c->dma);
	host_free(c);
}
