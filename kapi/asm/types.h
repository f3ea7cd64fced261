/* SPDX-License-Identifier: MIT */
#ifndef __ASM_TYPES_H
#define __ASM_TYPES_H
#include <linux/types.h>
#endif
