/* SPDX-License-Identifier: MIT */
#ifndef _UAPI_LINUX_SWAB_H
#define _UAPI_LINUX_SWAB_H
#include <linux/swab.h>
#endif
