/* SPDX-License-Identifier: MIT */
/* cma.h - areas of contiguous memory.  Real. */
#ifndef _LINUX_CMA_H
#define _LINUX_CMA_H

#include <linux/types.h>

#define MAX_CMA_AREAS	20
#define CMA_MAX_NAME	64

struct cma;
struct page;

phys_addr_t cma_get_base(const struct cma *cma);
unsigned long cma_get_size(const struct cma *cma);	/* bytes */
const char *cma_get_name(const struct cma *cma);

/*
 * Make an area of memory that is already reserved.  -EINVAL: size is 0, not
 * memory, or base or size is not a multiple of a page block; -ENOSPC.
 */
int cma_init_reserved_mem(phys_addr_t base, phys_addr_t size,
			  unsigned int order_per_bit, const char *name,
			  struct cma **res_cma);

/*
 * Reserve size bytes below limit (0: anywhere), at base if it is fixed, at or
 * above it else, and make an area of them.  -EINVAL, -EBUSY (it is reserved
 * already), -ENOMEM, -ENOSPC; a line says so.
 */
int cma_declare_contiguous(phys_addr_t base, phys_addr_t size,
			   phys_addr_t limit, phys_addr_t alignment,
			   unsigned int order_per_bit, bool fixed,
			   const char *name, struct cma **res_cma);

/*
 * count pages at a multiple of 1 << align pages, not zeroed; NULL, and the log
 * says why unless no_warn.  May sleep.  Of pages that are lent to movable users
 * those that nobody holds are moved away; where one cannot move, the next place
 * is tried.
 */
struct page *cma_alloc(struct cma *cma, unsigned long count,
		       unsigned int align, bool no_warn);
bool cma_pages_valid(struct cma *cma, const struct page *pages,
		     unsigned long count);
/* false: the pages are not this area's.  From now on they are lent again; a
 * warning in the log: somebody holds one still, or they were released before. */
bool cma_release(struct cma *cma, const struct page *pages,
		 unsigned long count);
int cma_for_each_area(int (*it)(struct cma *cma, void *data), void *data);

#endif
