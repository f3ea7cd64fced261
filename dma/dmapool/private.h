/* SPDX-License-Identifier: MIT */
/*
 * What the files of dma_pool tell each other: the pool (dmapool.c), its memory
 * (chunk.c), its reports (report.c).  All of it is
 * kernel-private memory.
 */
#ifndef DMA_DMAPOOL_PRIVATE_H
#define DMA_DMAPOOL_PRIVATE_H

#include <linux/bits.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/types.h>

#include "core/caller.h"
#include "dma/check/check.h"

struct device;

/* No code is at such an address. */
#define BLOCK_OUT	BIT(63)
#define BLOCK_LINKED	BIT(62)		/* free: links are in it */
#define BLOCK_FLAGS	(BLOCK_OUT | BLOCK_LINKED)

/* What is known of a block. */
struct block {
	union {
		struct block *next;	/* free: who goes out after it */
		uintptr_t up;		/* out: who called pc's function */
	};
	void *vaddr;
	dma_addr_t dma;			/* as it was last given to free */
	uintptr_t pc;			/* BLOCK_OUT: who has it; else who freed
					 * it, 0 for nobody */
};

/* One dma_alloc_coherent(). */
struct chunk {
	struct dma_pool *pool;
	void *vaddr;
	dma_addr_t dma;
	unsigned int nr_out;		/* by_chunk only */
	struct block *free;		/* by_chunk only */
	struct list_head list;
	struct block blocks[];
};

struct dma_pool {
	/* What each call needs comes first. */
	struct block *free;		/* last freed, first out */
	size_t nr_out;
	/* Chunks by the page that their blocks begin in. */
	struct slot {
		uintptr_t page;		/* 0: none */
		struct chunk *chunk;
	} *slots;
	u32 slot_mask;			/* how many, a power of two, less 1 */
	/* Number of a block: windows before it, blocks before it in its own. */
	u32 reciprocal;			/* 2^32 / size, rounded up */
	u32 per_window;
	u64 window_mask;
	s64 paid;			/* time that links were paid with */
	u32 per_chunk;			/* blocks */
	u8 page_shift;			/* chunks are that far apart at least */
	u8 window_shift;
	bool by_chunk;			/* before 6.4: a free list each chunk */
	bool no_memory;			/* a chunk has no DRAM behind it */
	bool dead;			/* destroyed */
	bool told;			/* of its leak */

	size_t size;			/* of a block */
	size_t allocation;		/* of a chunk */
	size_t boundary;		/* no block crosses a multiple of it */
	size_t nr_blocks, nr_chunks;
	struct list_head chunks;	/* newest first */
	struct device *dev;
	struct list_head list;		/* in dma_pools */
	u32 stack;			/* of dma_pool_create() */
	u64 when;
	char name[32];
};

/* --- dmapool.c ------------------------------------------------------------ */

extern struct list_head dma_pools;	/* all that live, newest first */

/* dma_pool_create() for a caller. */
struct dma_pool *dma_pool_create_at(const char *name, struct device *dev,
				    size_t size, size_t align, size_t boundary,
				    struct caller by);

/* --- chunk.c -------------------------------------------------------------- */

/* by_chunk, size, allocation and boundary are set: where blocks will be.  There
 * are no chunks. */
void pool_lay_out(struct dma_pool *pool);
/* One more chunk, of all free blocks; 0 or -ENOMEM. */
int pool_grow(struct dma_pool *pool, gfp_t gfp, struct check_place place);
/* The chunk, of any pool of the device, that has the byte; NULL: none. */
struct chunk *chunk_around(const struct dma_pool *pool, const void *vaddr);
/* It is no chunk of the pool any more; its memory goes too, or never. */
void chunk_drop(struct chunk *c, bool leave_memory);

/*
 * What Linux's list has in a free block: the next one's address and its own bus
 * address; before 6.4 the next one's offset, in 4 bytes.
 */
struct links {
	u64 next, dma;
};

static inline size_t links_size(const struct dma_pool *pool)
{
	return pool->by_chunk ? 4 : sizeof(struct links);
}

static inline struct links block_links(const struct chunk *c,
				       const struct block *b)
{
	if (c)
		return (struct links){ b->next ? b->next->vaddr - c->vaddr :
						 c->pool->allocation, 0 };
	return (struct links){
		b->next ? (uintptr_t)b->next->vaddr : 0, b->dma
	};
}

/* No chunk is found any more. */
void slots_free(struct dma_pool *pool);

/* Where the search for a page begins: chunks mostly lie in a row. */
static inline size_t slot_of(const struct dma_pool *pool, uintptr_t page)
{
	return page >> pool->page_shift;
}

/*
 * The chunk whose first page vaddr is in: a block of a page or more has a chunk
 * to itself, so all blocks begin there.  NULL: none of this pool.
 */
static inline struct chunk *chunk_find(const struct dma_pool *pool,
				       const void *vaddr)
{
	uintptr_t page = (uintptr_t)vaddr & PAGE_MASK;
	const struct slot *slot;
	size_t i = slot_of(pool, page);

	for (;; i++) {
		slot = &pool->slots[i & pool->slot_mask];
		if (likely(slot->page == page))
			return slot->chunk;
		if (!slot->page)
			return NULL;
	}
}

/* The block that begins at vaddr, or NULL. */
static inline struct block *block_find(const struct dma_pool *pool,
				       struct chunk *c, const void *vaddr)
{
	u64 off = (uintptr_t)vaddr & ~PAGE_MASK;
	u64 nr = (off >> pool->window_shift) * pool->per_window +
		 ((off & pool->window_mask) * pool->reciprocal >> 32);
	struct block *b = &c->blocks[nr];

	return likely(nr < pool->per_chunk && b->vaddr == vaddr) ? b : NULL;
}

/* --- sensed.c ------------------------------------------------------------- */

void pool_store_handle(dma_addr_t *handle, dma_addr_t dma);

/* --- report.c ------------------------------------------------------------- */

/* Why vaddr cannot be freed into pool. */
void report_pool_free(const struct dma_pool *pool, const void *vaddr,
		      dma_addr_t dma, struct caller by);
/* The block is freed with the bus address of something else. */
void report_pool_dma(const struct dma_pool *pool, const struct block *b,
		     dma_addr_t dma, struct caller by);
/* The first bytes of a free block are not what they were. */
void report_pool_written(const struct dma_pool *pool, const struct block *b,
			 struct caller by);
/* Blocks are out when the pool goes. */
void report_pool_busy(const struct dma_pool *pool, struct caller by);
void report_pool_leak(const struct dma_pool *pool);
/* pool was destroyed, and is used. */
void report_pool_dead(const struct dma_pool *pool, const char *what,
		      struct caller by);

#endif
