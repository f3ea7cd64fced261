/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_LINUX_STDDEF_H
#define _UAPI_LINUX_STDDEF_H
#include <linux/stddef.h>
#endif
