/* SPDX-License-Identifier: MIT */
#ifndef __LINUX_CACHE_H
#define __LINUX_CACHE_H

#include <linux/align.h>
#include <linux/compiler.h>

#include <asm/cache.h>

#define L1_CACHE_ALIGN(x)	ALIGN(x, L1_CACHE_BYTES)
#ifndef __read_mostly
#define __read_mostly
#endif
#ifndef __ro_after_init
#define __ro_after_init
#endif
#define ____cacheline_aligned		__aligned(SMP_CACHE_BYTES)
#define ____cacheline_aligned_in_smp	____cacheline_aligned
#define __cacheline_aligned		____cacheline_aligned
#define __cacheline_aligned_in_smp	____cacheline_aligned
#define ____cacheline_internodealigned_in_smp

#endif
