/* SPDX-License-Identifier: MIT */
/* What bench/pool.c says to pool-driver.c: ioctl(fd, what, how many). */
#ifndef BENCH_POOL_DRIVER_H
#define BENCH_POOL_DRIVER_H

enum bench_pool_call {
	BENCH_POOL_NEW = 1,		/* a pool of blocks of so many bytes */
	BENCH_POOL_LIFO,		/* take one, give it back */
	BENCH_POOL_BATCH,		/* all out, all in */
	BENCH_POOL_FILL,		/* so many are out, until it is said anew */
	BENCH_POOL_MIX,			/* one of them gives way to another */
	BENCH_POOL_SHAPE,		/* the whole of pool_shapes[so many] */
};

#define BENCH_POOL_LIVE		8192u
#define BENCH_POOL_ROUNDS	100u

/* What Linux's dmapool_test does: BENCH_POOL_ROUNDS batches of each. */
static const struct pool_shape {
	unsigned int size, align, boundary, blocks;
} pool_shapes[] = {
	{ 16, 16, 0, 8192 },
	{ 64, 64, 0, 8192 },
	{ 256, 256, 0, 8192 },
	{ 1024, 1024, 0, 2048 },
	{ 4096, 4096, 0, 1024 },
	{ 68, 32, 4096, 8192 },
};

#endif
