// SPDX-License-Identifier: MIT
/*
 * mempool WAY - ns that DPDK's mempool needs to give a block of 64 bytes and take
 * it back: lifo, batch or mix, as in bench/pool.c.  Made where DPDK is installed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <rte_eal.h>
#include <rte_mempool.h>

#include "pool-driver.h"

#define ROUNDS	200u

static struct rte_mempool *pool;
static void *live[BENCH_POOL_LIVE];

static void take(void **p)
{
	if (rte_mempool_get(pool, p))
		*p = NULL;
}

static void lifo(void)
{
	void *p;

	for (unsigned int i = 0; i < BENCH_POOL_LIVE; i++) {
		take(&p);
		__asm__ volatile("" : "+r"(p) : : "memory");
		rte_mempool_put(pool, p);
	}
}

static void take_all(void)
{
	for (unsigned int i = 0; i < BENCH_POOL_LIVE; i++)
		take(&live[i]);
}

static void batch(void)
{
	take_all();
	for (unsigned int i = 0; i < BENCH_POOL_LIVE; i++)
		rte_mempool_put(pool, live[i]);
}

static void mix(void)
{
	static unsigned int at;

	for (unsigned int i = 0; i < BENCH_POOL_LIVE; i++) {
		rte_mempool_put(pool, live[at]);
		take(&live[at]);
		at = (at + 40503u) % BENCH_POOL_LIVE;
	}
}

static double cpu_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e9 + (double)ts.tv_nsec;
}

/* The best round, an operation. */
static double measure(void (*way)(void))
{
	double best = 0, start, took;

	for (unsigned int i = 0; i < ROUNDS; i++) {
		start = cpu_ns();
		way();
		took = cpu_ns() - start;
		if (!best || took < best)
			best = took;
	}
	return best / BENCH_POOL_LIVE;
}

int main(int argc, char **argv)
{
	static char *eal[] = {
		"mempool", "--no-huge", "--no-pci", "--no-telemetry",
		"--no-shconf", "-m", "64",
	};
	const char *name = argc > 1 ? argv[1] : "";

	if (rte_eal_init(sizeof(eal) / sizeof(eal[0]), eal) < 0)
		return 1;
	pool = rte_mempool_create("bench", 2 * BENCH_POOL_LIVE - 1, 64, 512, 0,
				  NULL, NULL, NULL, NULL, SOCKET_ID_ANY, 0);
	if (!pool)
		return 1;
	if (!strcmp(name, "mix"))
		take_all();
	printf("%f\n", measure(!strcmp(name, "lifo") ? lifo :
			       !strcmp(name, "batch") ? batch : mix));
	fflush(stdout);
	_Exit(0);		/* nothing to be undone */
}
