/* SPDX-License-Identifier: MIT */
/*
 * What the files of of/ share: the blob, what they say about it, the scan.
 */
#ifndef OF_PRIVATE_H
#define OF_PRIVATE_H

#include <linux/of.h>
#include <linux/types.h>

#include "of/note.h"

/* --- tree.c --------------------------------------------------------------- */

/*
 * Check the blob and make the tree of it.  The blob is copied.  0, -EINVAL (the
 * reason was said by host_error(): place, what is there, what was expected),
 * -ENOMEM.
 */
int tree_build(const void *dtb, size_t size);
void tree_reset(void);
/* Entry i of /memreserve/; false past the last. */
bool tree_memreserve(unsigned int i, u64 *base, u64 *size);
/* Full path of np, cut to n - 1 bytes; buf. */
const char *tree_path(const struct device_node *np, char *buf, size_t n);
#define TREE_PATH 256

/* Is a property's value the string s, with its NUL? */
bool tree_value_is(const struct property *prop, const char *s);

/* --- node.c --------------------------------------------------------------- */

/* A cell count ("#address-cells") that np sets for its children: its own or
 * the next one up, else 1.  Not checked. */
int tree_bus_cells(const struct device_node *np, const char *name);

/* --- address.c ------------------------------------------------------------ */

phys_addr_t of_dma_get_max_cpu_address(struct device_node *np);

/* --- note.c --------------------------------------------------------------- */

/* value as so many cells of source, "0x0 0x1000"; buf has TREE_CELLS bytes. */
const char *tree_cells(char *buf, u64 value, int cells);
#define TREE_CELLS 64

/* --- scan.c --------------------------------------------------------------- */

/* Reserve what /memreserve/ names: 0 or -ENOMEM. */
int memreserve_take(void);

/* --- chosen.c ------------------------------------------------------------- */

/* Make less of the RAM that /memory says, by linux,usable-memory-range and by
 * mem=, with its line; 0 or -ENOMEM, as all here. */
int chosen_cap_memory(void);
int chosen_limit_memory(void);
/* The whole pages that the initrd of /chosen is in; false: there is none. */
bool chosen_initrd(u64 *base, u64 *size);
/* Keep them, if they can be used. */
int chosen_reserve_initrd(void);

/* --- arch.c --------------------------------------------------------------- */

/* Are all CPUs of the tree cores without 64 bits? */
bool tree_cpus_arm32(void);

/* --- reserved-mem.c ------------------------------------------------------- */

/* Take /memreserve/ and /reserved-memory out of memblock; print the lines. */
int reserved_mem_scan(void);
void reserved_mem_reset(void);

/* --- irq.c ---------------------------------------------------------------- */

void irq_lines_reset(void);

#endif
