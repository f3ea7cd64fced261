/* SPDX-License-Identifier: MIT */
/* The data cache is the DMA API's business; nothing else to flush here. */
#ifndef __ASM_CACHEFLUSH_H
#define __ASM_CACHEFLUSH_H

#define flush_kernel_vmap_range(addr, size)		do { } while (0)
#define invalidate_kernel_vmap_range(addr, size)	do { } while (0)
#define flush_icache_range(start, end)			do { } while (0)
#define flush_cache_all()				do { } while (0)

#endif
