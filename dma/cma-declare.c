// SPDX-License-Identifier: MIT
/*
 * cma_declare_contiguous - an area where memory is still free at boot.
 *
 * The range is reserved (a fixed one as it is, else where there is room), then
 * cma.c makes an area of it.
 *
 * Same as Linux: what is rounded, what is refused, each line; with memory above
 * 4 GiB an area that may lie there grows up from 4 GiB, on arm it comes from high
 * memory first, else it is as high as it may be.
 * Not the same:  one node; low memory of arm is its first 768 MiB.
 */
#define pr_fmt(fmt) "cma: " fmt

#include <linux/cma.h>
#include <linux/errno.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/printk.h>

#include "core/mm/memblock.h"
#include "dma/private.h"
#include "of/reserved-mem.h"

struct wish {
	phys_addr_t base, size, limit, align;
	bool fixed;
};

/* Where memory begins that the kernel does not map all the time. */
static phys_addr_t highmem_start(void)
{
	phys_addr_t end = memblock_end_of_DRAM();

	return linux_arm32 ? min(end, memblock_start_of_DRAM() + 768 * SZ_1M) :
			     end;
}

/* 0, or -EINVAL after its line. */
static int sanitise(struct wish *w)
{
	phys_addr_t end = memblock_end_of_DRAM();

	w->align = max(w->align, cma_block());
	if (w->fixed && w->base & (w->align - 1)) {
		pr_err("Region at %pa must be aligned to %pa bytes\n",
		       &w->base, &w->align);
		return -EINVAL;
	}
	w->base = ALIGN(w->base, w->align);
	w->size = ALIGN(w->size, w->align);
	w->limit &= ~(w->align - 1);
	w->fixed &= w->base != 0;
	if (!w->limit || w->limit > end)
		w->limit = end;
	if (w->base + w->size <= w->limit)
		return 0;
	pr_err("Size (%pa) of region at %pa exceeds limit (%pa)\n", &w->size,
	       &w->base, &w->limit);
	return -EINVAL;
}

static int reserve_fixed(const struct wish *w)
{
	phys_addr_t high = highmem_start();

	if (w->base < high && w->base + w->size > high) {
		pr_err("Region at %pa defined on low/high memory boundary (%pa)\n",
		       &w->base, &high);
		return -EINVAL;
	}
	if (memblock_is_region_reserved(w->base, w->size))
		return -EBUSY;
	return memblock_reserve(w->base, w->size) ? -EBUSY : 0;
}

static phys_addr_t find_above_4g(const struct wish *w)
{
	phys_addr_t room = linux_7_2() ? w->limit : memblock_end_of_DRAM(), at;

	if (linux_arm32 || room < SZ_4G + w->size || w->limit <= SZ_4G)
		return 0;
	memblock_set_bottom_up(true);
	at = memblock_phys_alloc_range(w->size, w->align, SZ_4G, w->limit);
	memblock_set_bottom_up(false);
	return at;
}

static int reserve_free(struct wish *w)
{
	phys_addr_t at = find_above_4g(w), high = highmem_start();

	if (!at && w->base < high && w->limit > high) {
		at = memblock_phys_alloc_range(w->size, w->align, high,
					       w->limit);
		w->limit = high;
	}
	if (!at)
		at = memblock_phys_alloc_range(w->size, w->align, w->base,
					       w->limit);
	w->base = at;
	return at ? 0 : -ENOMEM;
}

/* Only 6.6 to 6.14 tell the node: none was asked for. */
static void say(int err, const struct wish *w)
{
	unsigned long mb = mib(w->size);
	const char *node = linux_6_1() || linux_7_2() ? "" : " on node -1";

	if (err)
		pr_err("Failed to reserve %ld MiB%s\n", mb, node);
	else
		pr_info("Reserved %ld MiB at %pa%s\n", mb, &w->base, node);
}

/* <linux/cma.h> has the contract. */
int cma_declare_contiguous(phys_addr_t base, phys_addr_t size,
			   phys_addr_t limit, phys_addr_t alignment,
			   unsigned int order_per_bit, bool fixed,
			   const char *name, struct cma **res_cma)
{
	struct wish w = { base, size, limit, alignment, fixed };
	int err;

	if (cma_is_full())
		return -ENOSPC;
	if (!size || (alignment && !is_power_of_2(alignment)))
		return -EINVAL;
	err = sanitise(&w);
	if (!err)
		err = w.fixed ? reserve_fixed(&w) : reserve_free(&w);
	if (!err) {
		err = cma_init_reserved_mem(w.base, w.size, order_per_bit,
					    name, res_cma);
		if (err)
			memblock_phys_free(w.base, w.size);
	}
	say(err, &w);
	return err;
}
