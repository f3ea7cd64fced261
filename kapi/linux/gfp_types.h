/* SPDX-License-Identifier: MIT */
#ifndef __LINUX_GFP_TYPES_H
#define __LINUX_GFP_TYPES_H

#include <linux/bits.h>
#include <linux/types.h>

#define __GFP_BIT(n)		((__force gfp_t)BIT(n))

#define __GFP_DMA		__GFP_BIT(0)
#define __GFP_HIGHMEM		__GFP_BIT(1)
#define __GFP_DMA32		__GFP_BIT(2)
#define __GFP_MOVABLE		__GFP_BIT(3)
#define GFP_ZONEMASK	\
	(__GFP_DMA | __GFP_HIGHMEM | __GFP_DMA32 | __GFP_MOVABLE)

#define __GFP_RECLAIMABLE	__GFP_BIT(4)
#define __GFP_HIGH		__GFP_BIT(5)
#define __GFP_IO		__GFP_BIT(6)
#define __GFP_FS		__GFP_BIT(7)
#define __GFP_ZERO		__GFP_BIT(8)
#define __GFP_DIRECT_RECLAIM	__GFP_BIT(10)
#define __GFP_KSWAPD_RECLAIM	__GFP_BIT(11)
#define __GFP_RECLAIM		(__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)
#define __GFP_WRITE		__GFP_BIT(12)
#define __GFP_NOWARN		__GFP_BIT(13)
#define __GFP_RETRY_MAYFAIL	__GFP_BIT(14)
#define __GFP_NOFAIL		__GFP_BIT(15)
#define __GFP_NORETRY		__GFP_BIT(16)
#define __GFP_MEMALLOC		__GFP_BIT(17)
#define __GFP_COMP		__GFP_BIT(18)
#define __GFP_NOMEMALLOC	__GFP_BIT(19)
#define __GFP_HARDWALL		__GFP_BIT(20)
#define __GFP_THISNODE		__GFP_BIT(21)
#define __GFP_ACCOUNT		__GFP_BIT(22)

#define GFP_ATOMIC		(__GFP_HIGH | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL		(__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT	(GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT		(__GFP_KSWAPD_RECLAIM | __GFP_NOWARN)
#define GFP_NOIO		__GFP_RECLAIM
#define GFP_NOFS		(__GFP_RECLAIM | __GFP_IO)
#define GFP_USER		\
	(__GFP_RECLAIM | __GFP_IO | __GFP_FS | __GFP_HARDWALL)
#define GFP_DMA			__GFP_DMA
#define GFP_DMA32		__GFP_DMA32
#define GFP_HIGHUSER		(GFP_USER | __GFP_HIGHMEM)
#define GFP_HIGHUSER_MOVABLE	(GFP_HIGHUSER | __GFP_MOVABLE)
#define GFP_TRANSHUGE_LIGHT	\
	((GFP_HIGHUSER_MOVABLE | __GFP_COMP | __GFP_NOMEMALLOC |	\
	  __GFP_NOWARN) & ~__GFP_RECLAIM)
#define GFP_TRANSHUGE		(GFP_TRANSHUGE_LIGHT | __GFP_DIRECT_RECLAIM)

#endif
