/* SPDX-License-Identifier: MIT */
#ifndef __ASM_BITSPERLONG_H
#define __ASM_BITSPERLONG_H
#include <linux/types.h>
#endif
