/* SPDX-License-Identifier: MIT */
/*
 * The tree before it has nodes.  Here it always has: a "node" of these calls
 * is what struct reserved_mem.fdt_node holds, and nothing else is.
 */
#ifndef _LINUX_OF_FDT_H
#define _LINUX_OF_FDT_H

#include <linux/types.h>

const void *of_get_flat_dt_prop(unsigned long node, const char *name,
				int *size);
int of_flat_dt_is_compatible(unsigned long node, const char *name);
/* Name of the machine: the root's model, else its first compatible. */
const char *of_flat_dt_get_machine_name(void);

#endif
