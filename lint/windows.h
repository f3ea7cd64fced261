/* SPDX-License-Identifier: MIT */
/*
 * The windows through which a device's buses let it reach memory, as
 * of_dma_get_range() finds them.
 */
#ifndef LINT_WINDOWS_H
#define LINT_WINDOWS_H

#include <linux/of.h>
#include <linux/types.h>

#define MAX_WINDOWS 64

struct window {
	u64 bus, cpu, size;		/* bytes; size 0 ends Linux's list */
};

/*
 * The node whose dma-ranges counts for the device np; NULL: none does, all
 * addresses are as the CPU's.  *hidden: NULL, or one further up that would
 * count if the buses below had dma-ranges; may be NULL.
 */
struct device_node *windows_of(struct device_node *np,
			       struct device_node **hidden);

/* The windows of node as Linux takes them, at most MAX_WINDOWS: how many.
 * What it cannot translate is left out. */
unsigned int windows_read(struct device_node *node, struct window *w);

/* The first window with the CPU's address; NULL: none. */
const struct window *window_with(const struct window *w, unsigned int nr,
				 u64 cpu);

#endif
