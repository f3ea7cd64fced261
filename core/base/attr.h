/* SPDX-License-Identifier: MIT */
/* attr - files of devices below /sys/devices, for board.c. */
#ifndef CORE_BASE_ATTR_H
#define CORE_BASE_ATTR_H

#include <linux/types.h>

/*
 * path as a program writes it: from "/sys/", or below /sys/devices/platform,
 * or with the name of a platform device first.  buf is private memory.  Bytes,
 * -ENOENT, -EACCES, or what the driver returns.
 */
ssize_t attr_show(const char *path, char *buf, size_t n);
ssize_t attr_store(const char *path, const char *buf, size_t n);

#endif
