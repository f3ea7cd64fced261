/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_LINKAGE_H
#define _LINUX_LINKAGE_H

#include <linux/compiler_types.h>

#define asmlinkage
#define __page_aligned_data	__aligned(4096)
#define __page_aligned_bss	__aligned(4096)

#endif
