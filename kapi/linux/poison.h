/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

/* Addresses that fault, so that a use after list_del() is seen. */
#define POISON_POINTER_DELTA	0xdead000000000000UL
#define LIST_POISON1	((void *)(0x100 + POISON_POINTER_DELTA))
#define LIST_POISON2	((void *)(0x122 + POISON_POINTER_DELTA))

#define POOL_POISON_FREED	0xa7
#define POOL_POISON_ALLOCATED	0xa9

#endif
