/* SPDX-License-Identifier: MIT */
/* One node: 0. */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#include <linux/types.h>

#define MAX_NUMNODES	1
#define NUMA_NO_NODE	(-1)
#define first_online_node	0

static inline int numa_node_id(void)
{
	return 0;
}

static inline int numa_mem_id(void)
{
	return 0;
}

#endif
