/* SPDX-License-Identifier: MIT */
/* Until 6.11 drivers included this one. */
#ifndef __ASM_UNALIGNED_H
#define __ASM_UNALIGNED_H
#include <linux/unaligned.h>
#endif
