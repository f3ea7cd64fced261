/* SPDX-License-Identifier: MIT */
/* Which Linux a driver is compiled for: -DDMASPACE_LINUX_VERSION=0x060100. */
#ifndef _LINUX_VERSION_H
#define _LINUX_VERSION_H

#define KERNEL_VERSION(a, b, c) \
	(((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))

#ifndef DMASPACE_LINUX_VERSION
#define DMASPACE_LINUX_VERSION	0x060c00
#endif
#define LINUX_VERSION_CODE	DMASPACE_LINUX_VERSION
#define LINUX_VERSION_MAJOR	(LINUX_VERSION_CODE >> 16)
#define LINUX_VERSION_PATCHLEVEL ((LINUX_VERSION_CODE >> 8) & 0xff)
#define LINUX_VERSION_SUBLEVEL	(LINUX_VERSION_CODE & 0xff)

#endif
