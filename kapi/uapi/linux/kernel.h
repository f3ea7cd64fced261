/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_LINUX_KERNEL_H
#define _UAPI_LINUX_KERNEL_H
#include <linux/kernel.h>
#endif
