/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_ASM_GENERIC_ERRNO_H
#define _UAPI_ASM_GENERIC_ERRNO_H
#include <asm-generic/errno.h>
#endif
