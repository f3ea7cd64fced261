/* SPDX-License-Identifier: MIT */
#ifndef __ASM_CACHE_H
#define __ASM_CACHE_H

#define L1_CACHE_SHIFT		6
#define L1_CACHE_BYTES		(1 << L1_CACHE_SHIFT)
#define SMP_CACHE_BYTES		L1_CACHE_BYTES
#define INTERNODE_CACHE_SHIFT	L1_CACHE_SHIFT

/* arm64: no cache line of any device's view is longer than this. */
#define ARCH_DMA_MINALIGN	128
#define ARCH_KMALLOC_MINALIGN	8
#define ARCH_SLAB_MINALIGN	8

/* The line size of this board, as CTR_EL0 would tell. */
#define cache_line_size()	((int)L1_CACHE_BYTES)

#endif
