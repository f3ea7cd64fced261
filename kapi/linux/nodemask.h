/* SPDX-License-Identifier: MIT */
#ifndef __LINUX_NODEMASK_H
#define __LINUX_NODEMASK_H
#include <linux/numa.h>
#define num_online_nodes()	1
#define for_each_online_node(node)	for ((node) = 0; (node) < 1; (node)++)
#define node_online(node)	((node) == 0)
#endif
