/* SPDX-License-Identifier: MIT */
/* What test/drivers/kinds.c and its program share. */
#ifndef TEST_DRIVERS_KINDS_H
#define TEST_DRIVERS_KINDS_H

#include <linux/ioctl.h>

#define KINDS_SIZE	20000		/* bytes: 5 pages */
#define KINDS_PAGES	5

enum kinds {
	KIND_COHERENT, KIND_WC, KIND_POOL, KIND_COOKIE, KIND_PAGES,
	KIND_NONCOHERENT, KIND_NONCONTIGUOUS, KIND_SNOOPS, NR_KINDS,
};

/* Have a buffer of that kind, which mmap() then gives; let it go. */
#define KINDS_ALLOC	_IO('k', 1)
#define KINDS_FREE	_IO('k', 2)
/* Map and unmap memory in every way there is. */
#define KINDS_MAP	_IO('k', 3)

#endif
