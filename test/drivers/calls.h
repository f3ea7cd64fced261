/* SPDX-License-Identifier: MIT */
/* What test/drivers/calls.c and its program share. */
#ifndef TEST_DRIVERS_CALLS_H
#define TEST_DRIVERS_CALLS_H

#include <linux/ioctl.h>

struct calls_pages {
	unsigned long long addr;
	unsigned int n, write;
};

#define CALLS_SIZE	0x10000

#define CALLS_ADD_ONE	_IOWR('c', 1, int)	/* adds 1 to *arg */
#define CALLS_READY	_IO('c', 2)		/* wakes who polls */
#define CALLS_FILL	_IOW('c', 3, struct calls_pages)
#define CALLS_TWICE	_IOW('c', 4, struct calls_pages)
#define CALLS_NAME	_IOW('c', 5, char)	/* length of the string arg */
#define CALLS_COUNTS	_IO('c', 6)		/* releases * 256 + flushes */
#define CALLS_SLEEP	_IO('c', 7)		/* until CALLS_READY */
#define CALLS_KEEP	_IOW('c', 8, struct calls_pages) /* never unpins */

#endif
