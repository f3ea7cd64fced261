/* SPDX-License-Identifier: MIT */
#ifndef __ASM_BYTEORDER_H
#define __ASM_BYTEORDER_H
#include <linux/byteorder/little_endian.h>
#endif
