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
int rmem_restricted_setup(struct reserved_mem *rmem);	/* dma/swiotlb/ */
/*
 * 7.2, before the memory is reserved: -ENODEV: no area of CMA; *align (NULL: the
 * place is given) is raised to what an area needs; an error refuses the node.
 */
int rmem_cma_validate(unsigned long node, phys_addr_t *align);

/* Forget all areas, none is in use, and the command line. */
void rmem_cma_reset(void);
/* Read the command line's cma=. */
void rmem_cma_start(void);
/* Is there a cma= that can be read? */
bool cma_on_cmdline(void);
/*
 * Reserve the default area below limit (0: anywhere), by cma= or as the kernel
 * was built, if the tree has made none; print the kernel's lines.
 */
void dma_contiguous_reserve(phys_addr_t limit);

static inline struct device_node *rmem_node(const struct reserved_mem *rmem)
{
	return (struct device_node *)rmem->fdt_node;
}

/* Region i in the order of Linux's table; NULL past the last. */
struct reserved_mem *reserved_mem_at(unsigned int i);

/*
 * What a device with np's memory-region would attach to by entry idx: 0 and the
 * region; 0 and NULL: the node is disabled; -EINVAL: the region has no handler
 * (*rmem is what there is, or NULL); -ENODEV: no such entry.
 */
int reserved_mem_target(struct device_node *np, int idx,
			struct reserved_mem **rmem);

/* What a handler's validation says of a node (7.2): as rmem_cma_validate(). */
int reserved_mem_validate(const struct device_node *np, phys_addr_t *align);
/*
 * Run the handlers of a region that is reserved: 0; an error: all that know it
 * refused, which was printed, and the memory went back to the system.
 */
int reserved_mem_init(struct reserved_mem *rmem);

/*
 * For --fix: the word that makes a pool of a node, or a CMA area - if the tree
 * says which was meant.  A place of its own is a device's, one that the kernel
 * chooses may be either.
 */
void rmem_edit_pool(const struct device_node *np);

/*
 * Choose a place for a dynamic node and reserve it: 0; -EINVAL, -ENOMEM, each
 * with its line.
 */
int reserved_mem_place(const struct device_node *np, phys_addr_t *base,
		       phys_addr_t *size);

/* For --fix: /reserved-memory with the root's cells, and what is below it. */
void reserved_mem_edit_cells(const struct device_node *node, int na, int ns);

/* What a CMA area's address and size are multiples of, bytes. */
static inline phys_addr_t cma_block(void)
{
	/* Without huge pages: the largest block of the page allocator. */
	if (linux_arm32)
		return SZ_4M;
	/* As many pages as a table of page-table entries has. */
	return 1ULL << (2 * linux_page_shift - 3);
}

static inline bool linux_6_1(void)
{
	return linux_version < 0x060c00;
}

static inline bool linux_7_2(void)
{
	return linux_version >= 0x070200;
}

static inline unsigned long mib(phys_addr_t size)
{
	return size / SZ_1M;
}

#endif
