/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_LINUX_CONST_H
#define _UAPI_LINUX_CONST_H
#include <linux/const.h>
#endif
