/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_LIBFDT_H
#define _LINUX_LIBFDT_H

/* Debian's libfdt.h over of/libfdt/libfdt_env.h; K side only. */
#include <libfdt.h>

#endif
