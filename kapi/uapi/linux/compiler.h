/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_LINUX_COMPILER_H
#define _UAPI_LINUX_COMPILER_H
#include <linux/compiler.h>
#endif
