/* SPDX-License-Identifier: MIT */
/* What bench programs say to bench-driver.c: ioctl(fd, what, how many). */
#ifndef BENCH_DRIVER_H
#define BENCH_DRIVER_H

enum bench_call {
	BENCH_LIVE_TO = 1,		/* so many live mappings, TO_DEVICE */
	BENCH_LIVE_FROM,		/* the same FROM_DEVICE */
	BENCH_MAP,			/* map another, check, unmap */
	BENCH_MAP_AGAIN,		/* unmap a live one, map it again */
	BENCH_LOAD8,			/* loops.h, in board memory */
	BENCH_STORE8,
	BENCH_LOAD1,
	BENCH_FILL,
	BENCH_WALK,
	BENCH_HAND_OVER,		/* to a kernel thread and back */
};

#define BENCH_MAX_LIVE	60000	/* some 230 MiB */

#endif
