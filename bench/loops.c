// SPDX-License-Identifier: MIT
/*
 * bench-loops - the loops of loops.h in ordinary memory; prints ns an operation
 * of each.  Built as it is, and with the thread sanitizer.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "loops.h"

#define ROUND_NS	5000000u

static _Alignas(LOOP_BYTES) char page[LOOP_BYTES];

static uint64_t cpu_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/* Each loop gets a timed loop of its own, so that it is inlined as in a driver. */
#define TIME(loop) do {							\
	unsigned long done = 0, n = 4096;				\
	uint64_t took = 0;						\
									\
	for (; took < ROUND_NS; n *= 2) {				\
		took = cpu_ns();					\
		for (done = 0; done < n; )			\
			done += loop(page);				\
		took = cpu_ns() - took;					\
	}								\
	printf("%f\n", (double)took / (double)done);			\
} while (0)

int main(void)
{

	TIME(loop_load8);
	TIME(loop_store8);
	TIME(loop_load1);
	TIME(loop_fill);
	loop_link(page);
	TIME(loop_walk);
	return 0;
}
