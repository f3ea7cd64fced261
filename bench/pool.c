// SPDX-License-Identifier: MIT
/*
 * Rows 1, 2: blocks of a dma_pool, taken and given back by a driver, checks on,
 * on a device that does not snoop; one after the other, 8192 out and in, one of
 * 8192 at a time; and Linux's dmapool_test, growth included.
 *
 * Peers that run here: malloc, and DPDK's mempool where its package is
 * installed.  Neither knows a bus address or checks a thing.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench.h"
#include "dmaspace/board.h"
#include "pool-driver.h"

static int fd;

static void pool_call(void *arg, unsigned long n)
{
	unsigned int cmd = *(const unsigned int *)arg;
	long err = board_ioctl(fd, cmd, n);

	if (err)
		bench_give_up("a pool", err);
}

static double ours(const void *arg)
{
	unsigned int cmd = *(const unsigned int *)arg;

	return bench_time(pool_call, &cmd);
}

/* --- malloc --------------------------------------------------------------- */

static void *live[BENCH_POOL_LIVE];
static volatile size_t block_size = 64;	/* not for the compiler to see through */

static void malloc_lifo(void *arg, unsigned long n)
{
	void *p;

	(void)arg;
	while (n--) {
		p = malloc(block_size);
		__asm__ volatile("" : "+r"(p) : : "memory");
		free(p);
	}
}

static void malloc_all(void)
{
	for (unsigned int i = 0; i < BENCH_POOL_LIVE; i++)
		live[i] = malloc(block_size);
}

static void free_all(void)
{
	for (unsigned int i = 0; i < BENCH_POOL_LIVE; i++) {
		free(live[i]);
		live[i] = NULL;
	}
}

static void malloc_batch(void *arg, unsigned long n)
{
	(void)arg;
	for (; n >= BENCH_POOL_LIVE; n -= BENCH_POOL_LIVE) {
		malloc_all();
		free_all();
	}
}

static void malloc_mix(void *arg, unsigned long n)
{
	unsigned int at = 0;

	(void)arg;
	while (n--) {
		free(live[at]);
		live[at] = malloc(block_size);
		at = (at + 40503u) % BENCH_POOL_LIVE;
	}
}

/* --- DPDK ----------------------------------------------------------------- */

static double by_mempool(const void *arg)
{
	char command[4200];
	double ns = 0;
	FILE *f;

	snprintf(command, sizeof(command), "%s %s 2>/dev/null",
		 bench_file("bench-mempool"), (const char *)arg);
	f = popen(command, "r");
	if (!f || fscanf(f, "%lf", &ns) != 1 || ns <= 0)
		bench_give_up(command, 0);
	pclose(f);
	return ns;
}

/* --- lines ---------------------------------------------------------------- */

static const struct way {
	const char *name;
	unsigned int cmd;
	double kernel, mempool;
	void (*peer)(void *arg, unsigned long n);
} ways[] = {
	{ "lifo", BENCH_POOL_LIFO, 21.9, 5.0, malloc_lifo },
	{ "batch", BENCH_POOL_BATCH, 23.6, 5.1, malloc_batch },
	{ "mix", BENCH_POOL_MIX, 23.5, 5.0, malloc_mix },
};

static double by_malloc(const void *arg)
{
	return bench_time(((const struct way *)arg)->peer, NULL);
}

/* What is out while a way is measured, on both sides. */
static void keep_live(bool all)
{
	long err = board_ioctl(fd, BENCH_POOL_FILL, all ? BENCH_POOL_LIVE : 0);

	if (err)
		bench_give_up("live blocks", err);
	if (all)
		malloc_all();
	else
		free_all();
}

static void one_way(const struct way *way)
{
	struct measure we = { ours, &way->cmd };
	char what[64];
	struct line line = {
		.row = "1", .what = what, .peer = "K dma_pool", .must = 0.75,
		.aim = 0.5, .unit = "x",
	};

	snprintf(what, sizeof(what), "dma_pool alloc + free 64 B, %s",
		 way->name);
	line.pair = bench_pair(we, (struct measure){ bench_reference,
						     &way->kernel });
	line.value = line.pair.ratio;
	bench_line(&line);
	line.must = line.aim = 0;
	line.peer = "malloc";
	line.pair = bench_pair(we, (struct measure){ by_malloc, way });
	bench_line(&line);
	if (bench_run("%s lifo >/dev/null 2>&1", bench_file("bench-mempool"))) {
		line.peer = "DPDK mempool, cached: reference";
		line.pair = bench_pair(we, (struct measure){ bench_reference,
							     &way->mempool });
	} else {
		line.peer = "DPDK mempool, cached";
		line.pair = bench_pair(we, (struct measure){ by_mempool,
							     way->name });
	}
	bench_line(&line);
}

static const double kernel_ms[] = { 19.2, 19.5, 24.4, 6.7, 6.5, 19.7 };

/* As in bench.c. */
static double cpu_ns(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e9 +
	       (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1e3;
}

/* A whole run of a shape, ns. */
static double ours_shape(const void *arg)
{
	double start = cpu_ns();
	long err = board_ioctl(fd, BENCH_POOL_SHAPE, *(const size_t *)arg);

	if (err)
		bench_give_up("a shape", err);
	return cpu_ns() - start;
}

static void one_shape(size_t i)
{
	const struct pool_shape *s = &pool_shapes[i];
	double kernel = kernel_ms[i] * 1e6;
	char what[64];
	struct line line = {
		.row = "2", .what = what, .peer = "K dmapool_test",
		.must = 1.0, .aim = 0.6, .unit = "x",
	};

	snprintf(what, sizeof(what), "dmapool_test %u/%u/%u", s->size,
		 s->align, s->boundary);
	line.pair = bench_pair((struct measure){ ours_shape, &i },
			       (struct measure){ bench_reference, &kernel });
	line.value = line.pair.ratio;
	bench_line(&line);
}

void bench_pool(void)
{
	size_t i;
	long err;

	fd = bench_board("bench.dtb", "pool-driver.so", "/dev/bench-pool");
	err = board_ioctl(fd, BENCH_POOL_NEW, 64);
	if (err)
		bench_give_up("dma_pool_create", err);
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		keep_live(ways[i].cmd == BENCH_POOL_MIX);
		one_way(&ways[i]);
	}
	keep_live(false);
	for (i = 0; i < sizeof(kernel_ms) / sizeof(kernel_ms[0]); i++)
		one_shape(i);
}
