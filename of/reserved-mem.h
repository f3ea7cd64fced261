/* SPDX-License-Identifier: MIT */
/*
 * Handlers of reserved memory: who serves a compatible of a node below
 * /reserved-memory.  The table is in reserved-mem.c.
 *
 * A handler looks at the node (of_get_flat_dt_prop(rmem->fdt_node, ...)), sets
 * rmem->ops and rmem->priv, prints its line and returns 0; an error leaves
 * the region to the next handler.  It must not touch memory: there may be no
 * machine.
 */
#ifndef OF_RESERVED_MEM_H
#define OF_RESERVED_MEM_H

#include <linux/of.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/of_reserved_mem.h>
#include <linux/sizes.h>

#include "core/boot.h"

int rmem_dma_setup(struct reserved_mem *rmem);		/* dma/coherent.c */
int rmem_cma_setup(struct reserved_mem *rmem);		/* dma/contiguous.c */
/* Forget all that rmem_cma_setup() made; nothing is in use. */
void rmem_cma_reset(void);

static inline struct device_node *rmem_node(const struct reserved_mem *rmem)
{
	return (struct device_node *)rmem->fdt_node;
}

/* Region i in the order of Linux's table; NULL past the last. */
struct reserved_mem *reserved_mem_at(unsigned int i);

/*
 * Choose a place for a dynamic node and reserve it: 0; -EINVAL, -ENOMEM, each
 * with its line.
 */
int reserved_mem_place(const struct device_node *np, phys_addr_t *base,
		       phys_addr_t *size);

/* What a CMA area's address and size are multiples of, bytes. */
static inline phys_addr_t cma_block(void)
{
	/* As many pages as a table of page-table entries has. */
	return 1ULL << (2 * linux_page_shift - 3);
}

static inline bool linux_6_1(void)
{
	return linux_version < 0x060c00;
}

static inline unsigned long mib(phys_addr_t size)
{
	return size / SZ_1M;
}

#endif
