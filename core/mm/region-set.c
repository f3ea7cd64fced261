// SPDX-License-Identifier: MIT
/*
 * region_set - an array in blocks.
 *
 * A tree may name a hundred thousand ranges in any order.  In one array each
 * would move half of the others; here it moves half a block and counts the
 * blocks behind anew.  A full block is cut in two, an empty one goes.
 */
#include <linux/errno.h>
#include <linux/minmax.h>

#include "core/mm/memblock.h"
#include "core/mm/region-set.h"
#include "host/host.h"

#define BLOCK	256u
#define SPARE	4u			/* what one call may insert */

struct region_block {
	unsigned int start;		/* regions before it */
	unsigned int nr;
	struct memblock_region region[BLOCK];
};

/* Number of the last block that starts at or before i; there is one. */
static unsigned int block_of(const struct region_set *set, unsigned int i)
{
	unsigned int low = 0, high = set->nr_blocks;

	while (high - low > 1) {
		unsigned int mid = low + (high - low) / 2;

		if (set->block[mid]->start <= i)
			low = mid;
		else
			high = mid;
	}
	return low;
}

struct memblock_region *region_set_at(const struct region_set *set,
				      unsigned int i)
{
	struct region_block *b = set->block[block_of(set, i)];

	return &b->region[i - b->start];
}

/* Count again from block k on. */
static void count(struct region_set *set, unsigned int k)
{
	unsigned int start = k ? set->block[k - 1]->start +
				 set->block[k - 1]->nr : 0;

	for (; k < set->nr_blocks; k++) {
		set->block[k]->start = start;
		start += set->block[k]->nr;
	}
	set->nr = start;
}

/* A new empty block number k; NULL: no memory. */
static struct region_block *add_block(struct region_set *set, unsigned int k)
{
	unsigned int max = set->max_blocks * 2 + 4;
	struct region_block **more, *b;

	if (set->nr_blocks == set->max_blocks) {
		more = host_realloc(set->block, max * sizeof(*more));
		if (!more)
			return NULL;
		set->block = more;
		set->max_blocks = max;
	}
	b = host_alloc(sizeof(*b));
	if (!b)
		return NULL;
	__builtin_memmove(&set->block[k + 1], &set->block[k],
			  (set->nr_blocks - k) * sizeof(b));
	set->block[k] = b;
	set->nr_blocks++;
	return b;
}

/* Make room for SPARE regions in the block of i. */
static int make_room(struct region_set *set, unsigned int i)
{
	struct region_block *full, *b;
	unsigned int k;

	if (!set->nr_blocks)
		return add_block(set, 0) ? 0 : -ENOMEM;
	k = block_of(set, i);
	full = set->block[k];
	if (full->nr + SPARE <= BLOCK)
		return 0;
	b = add_block(set, k + 1);
	if (!b)
		return -ENOMEM;
	b->nr = full->nr / 2;
	full->nr -= b->nr;
	__builtin_memcpy(b->region, &full->region[full->nr],
			 b->nr * sizeof(b->region[0]));
	count(set, k);
	return 0;
}

static void insert(struct region_set *set, unsigned int i,
		   const struct memblock_region *r)
{
	unsigned int k = block_of(set, i);
	struct region_block *b = set->block[k];
	struct memblock_region *at = &b->region[i - b->start];

	__builtin_memmove(at + 1, at, (b->nr - (i - b->start)) * sizeof(*at));
	*at = *r;
	b->nr++;
	count(set, k);
}

/* Take n regions from i on out of their block, as many as it has; how many. */
static unsigned int remove_some(struct region_set *set, unsigned int i,
				unsigned int n)
{
	unsigned int k = block_of(set, i), behind;
	struct region_block *b = set->block[k];
	struct memblock_region *at = &b->region[i - b->start];

	n = min(n, b->nr - (i - b->start));
	behind = b->nr - (i - b->start) - n;
	__builtin_memmove(at, at + n, behind * sizeof(*at));
	b->nr -= n;
	if (!b->nr) {
		host_free(b);
		set->nr_blocks--;
		__builtin_memmove(&set->block[k], &set->block[k + 1],
				  (set->nr_blocks - k) * sizeof(b));
	}
	count(set, k);
	return n;
}

int region_set_replace(struct region_set *set, unsigned int i,
		       unsigned int old, const struct memblock_region *with,
		       unsigned int nr)
{
	unsigned int same = min(old, nr);
	int err = nr > old ? make_room(set, i + same) : 0;

	if (err)
		return err;
	for (unsigned int k = 0; k < same; k++)
		*region_set_at(set, i + k) = with[k];
	for (unsigned int k = same; k < nr; k++)
		insert(set, i + k, &with[k]);
	while (old > same)
		old -= remove_some(set, i + same, old - same);
	return 0;
}

void region_set_forget(struct region_set *set)
{
	for (unsigned int k = 0; k < set->nr_blocks; k++)
		host_free(set->block[k]);
	host_free(set->block);
	*set = (struct region_set){ 0 };
}
