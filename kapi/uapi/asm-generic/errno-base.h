/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_ASM_GENERIC_ERRNO_BASE_H
#define _UAPI_ASM_GENERIC_ERRNO_BASE_H
#include <asm-generic/errno-base.h>
#endif
