// SPDX-License-Identifier: MIT
/*
 * The words of dma_pool - what a driver did to a pool that Linux, without its
 * debugging, believes or does not see.
 *
 * Where the kernel with SLUB_DEBUG_ON has words for it, they are in the facts.
 */
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "dma/dmapool/private.h"
#include "core/boot.h"
#include "dmaspace/report.h"
#include "home/home.h"

static void begin(struct report *r, const char *id, const struct dma_pool *pool)
{
	const struct device *dev = pool->dev;

	memset(r, 0, sizeof(*r));
	r->id = id;
	/* A dead pool's device may be gone. */
	if (pool->dead)
		return;
	r->device = dev_name(dev);
	r->driver = dev->driver ? dev->driver->name : NULL;
}

static void add_place(struct report *r, const char *what, u32 stack, u64 when)
{
	r->place[r->nplaces++] = (struct report_place){ what, stack, when };
}

static void add_call(struct report *r, const char *what, struct caller by)
{
	add_place(r, what, caller_stack(by), home_now());
}

/* The two callers that a block knows, as a stack. */
static u32 block_stack(const struct block *b)
{
	bool out = b->pc & BLOCK_OUT;
	uintptr_t frame[2] __aligned(16) = { 0, out ? b->up : 0 };

	return b->pc & ~BLOCK_FLAGS ? host_stack_save(b->pc & ~BLOCK_FLAGS, (uintptr_t)frame) : 0;
}

/* Places of blocks that are out, each once, as many as there is room for. */
static void add_blocks_out(struct report *r, const struct dma_pool *pool)
{
	const struct chunk *c;
	unsigned int i;
	u32 stack;
	int at;

	list_for_each_entry(c, &pool->chunks, list) {
		for (i = 0; i < pool->per_chunk; i++) {
			if (!(c->blocks[i].pc & BLOCK_OUT))
				continue;
			stack = block_stack(&c->blocks[i]);
			for (at = 0; at < r->nplaces; at++)
				if (r->place[at].stack == stack)
					break;
			if (at == REPORT_PLACES)
				return;
			if (at == r->nplaces)
				add_place(r, "block allocated here", stack, 0);
		}
	}
}

/* --- frees ---------------------------------------------------------------- */

/* Which function of Linux has the words. */
static const char *free_check(const struct dma_pool *pool)
{
	return pool->by_chunk ? "dma_pool_free" : "pool_block_err";
}

static void report_double(const struct dma_pool *pool, const struct block *b,
			  dma_addr_t dma, struct caller by)
{
	struct report r;

	begin(&r, "dma-pool-double-free", pool);
	snprintf(r.what, sizeof(r.what),
		 "a block is freed that is free: %s %s, dma %pad already free",
		 free_check(pool), pool->name, &dma);
	r.why = "The free list then has the block twice, and goes in a circle: "
		"two owners get one block, and the device of one writes over "
		"the data of the other.";
	r.fix = "dma_pool_free() each block once, when the device is done with "
		"it.";
	r.addr = (uintptr_t)b->vaddr;
	r.addr_kind = "vaddr";
	r.size = pool->size;
	add_call(&r, "freed here", by);
	if (b->pc & ~BLOCK_FLAGS)
		add_place(&r, "freed before here", block_stack(b), 0);
	report_emit(&r);
}

/* Sort out what vaddr is, when it is not a block of pool that is out. */
static void say_what(struct report *r, const struct dma_pool *pool,
		     const struct chunk *c, const void *vaddr)
{
	size_t off = c ? vaddr - c->vaddr : 0;

	if (!c)
		snprintf(r->what, sizeof(r->what),
			 "the address that is freed into pool \"%s\" is no "
			 "memory of a pool",
			 pool->name);
	else if (c->pool != pool)
		snprintf(r->what, sizeof(r->what),
			 "a block of pool \"%s\" (%zu bytes) is freed into "
			 "pool \"%s\" (%zu bytes)",
			 c->pool->name, c->pool->size, pool->name, pool->size);
	else
		snprintf(r->what, sizeof(r->what),
			 "the address that is freed into pool \"%s\" is not "
			 "where a block begins: it is at %#zx of a chunk of "
			 "%zu-byte blocks",
			 pool->name, off, pool->size);
}

void report_pool_free(const struct dma_pool *pool, const void *vaddr,
		      dma_addr_t dma, struct caller by)
{
	struct chunk *c = chunk_around(pool, vaddr);
	struct block *b = c ? block_find(c->pool, c, vaddr) : NULL;
	struct report r;

	if (pool->dead) {
		report_pool_dead(pool, "given a block", by);
		return;
	}
	if (b && c->pool == pool) {
		report_double(pool, b, dma, by);
		return;
	}
	begin(&r, "dma-pool-bad-free", pool);
	say_what(&r, pool, c, vaddr);
	r.why = "Linux believes it, and writes its free list there: the next "
		"owner gets memory that is somebody else's, or that the device "
		"cannot reach.";
	r.fix = "Give dma_pool_free() the pool and the address of "
		"dma_pool_alloc(), unchanged.";
	r.addr = (uintptr_t)vaddr;
	r.addr_kind = "vaddr";
	add_call(&r, "freed here", by);
	if (b && b->pc & BLOCK_OUT)
		add_place(&r, "allocated here", block_stack(b), 0);
	report_emit(&r);
}

void report_pool_dma(const struct dma_pool *pool, const struct block *b,
		     dma_addr_t dma, struct caller by)
{
	dma_addr_t right = b->dma;
	char fix[160];
	struct report r;

	begin(&r, "dma-pool-wrong-dma", pool);
	snprintf(r.what, sizeof(r.what),
		 "a block of pool \"%s\" is freed with device address %pad; "
		 "it is at %pad",
		 pool->name, &dma, &right);
	r.why = "The pool keeps the address that free was given, unchecked, and "
		"gives it to the next owner: that one's device reads and "
		"writes somewhere else.";
	snprintf(fix, sizeof(fix), "dma_pool_free(pool, vaddr, %pad): the handle "
		 "that dma_pool_alloc() gave with this block.", &right);
	r.fix = fix;
	r.addr = dma;
	r.addr_kind = "dma";
	r.size = pool->size;
	add_call(&r, "freed here", by);
	add_place(&r, "allocated here", block_stack(b), 0);
	report_emit(&r);
}

void report_pool_written(const struct dma_pool *pool, const struct block *b,
			 struct caller by)
{
	struct report r;

	begin(&r, "dma-pool-write-after-free", pool);
	snprintf(r.what, sizeof(r.what),
		 "the first %zu bytes of a free block of pool \"%s\" were "
		 "written: %s %s (corrupted)",
		 links_size(pool), pool->name,
		 pool->by_chunk ? "dma_pool_alloc" : "pool_check_block",
		 pool->name);
	r.why = "The CPU or a device wrote to the block when it was free: into "
		"the pool's list, which on a board then leads anywhere, or "
		"into the data of whoever has it by then.";
	r.fix = "Stop the device, or wait until it is done with the block; then "
		"dma_pool_free(), and forget the address.";
	r.addr = (uintptr_t)b->vaddr;
	r.addr_kind = "vaddr";
	r.size = pool->size;
	add_call(&r, "found here, at the next allocation", by);
	if (b->pc & ~BLOCK_FLAGS)
		add_place(&r, "freed here", block_stack(b), 0);
	report_emit(&r);
}

/* --- pools ---------------------------------------------------------------- */

void report_pool_busy(const struct dma_pool *pool, struct caller by)
{
	struct report r;

	begin(&r, "dma-pool-busy", pool);
	snprintf(r.what, sizeof(r.what),
		 "pool \"%s\" is destroyed, and %zu of its blocks are not free",
		 pool->name, pool->nr_out);
	r.why = pool->by_chunk ?
		"The memory that has such blocks is lost until the next boot, "
		"since a device may still use it." :
		"All of the pool's memory is lost until the next boot, since a "
		"device may still use it.";
	r.fix = "dma_pool_free() each block, after the device was stopped; then "
		"dma_pool_destroy().";
	r.size = pool->nr_out * pool->size;
	add_call(&r, "destroyed here", by);
	add_blocks_out(&r, pool);
	report_emit(&r);
}

void report_pool_leak(const struct dma_pool *pool)
{
	struct report r;

	begin(&r, "dma-pool-leak", pool);
	snprintf(r.what, sizeof(r.what),
		 "the driver let go of the device and left pool \"%s\" "
		 "behind: %zu bytes, %zu of %zu blocks not free",
		 pool->name, pool->nr_chunks * pool->allocation, pool->nr_out,
		 pool->nr_blocks);
	r.why = "The device can still reach the memory, and nobody can free it.";
	r.fix = "dma_pool_destroy() in remove() and on each way out of probe(), "
		"after the device was stopped; or dmam_pool_create().";
	add_place(&r, "created here", pool->stack, pool->when);
	add_blocks_out(&r, pool);
	report_emit(&r);
}

void report_pool_dead(const struct dma_pool *pool, const char *what,
		      struct caller by)
{
	struct report r;

	begin(&r, "dma-pool-destroyed", pool);
	snprintf(r.what, sizeof(r.what),
		 "pool \"%s\" was destroyed and is %s", pool->name, what);
	r.why = "The pool's own memory was freed: somebody else has it by now.";
	r.fix = "Destroy the pool last, once, and forget its address.";
	add_call(&r, "used here", by);
	add_place(&r, "created here", pool->stack, pool->when);
	report_emit(&r);
}
