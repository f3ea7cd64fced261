// SPDX-License-Identifier: MIT
/*
 * bench-loops - the loops of loops.h in ordinary memory; prints ns an operation
 * of each.  Built as it is, and with the thread sanitizer.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "loops.h"

#define SLICE_NS	1000000u
#define SLICES		5		/* the best of them counts */

static _Alignas(LOOP_BYTES) char page[LOOP_BYTES];

static uint64_t cpu_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/* Each loop gets a function of its own, so that it is inlined as in a driver. */
#define SLICE(loop)							\
static double slice_##loop(unsigned long n)				\
{									\
	uint64_t start = cpu_ns();					\
	unsigned long done;						\
									\
	for (done = 0; done < n; )					\
		done += loop(page);					\
	return (double)(cpu_ns() - start) / (double)done;		\
}

SLICE(loop_load8)
SLICE(loop_store8)
SLICE(loop_load1)
SLICE(loop_fill)
SLICE(loop_walk)

static void print_best(double (*slice)(unsigned long n))
{
	unsigned long n = 4096;
	double best, took;
	int i;

	while ((best = slice(n)) * (double)n < SLICE_NS)
		n *= 2;
	for (i = 1; i < SLICES; i++) {
		took = slice(n);
		if (took < best)
			best = took;
	}
	printf("%f\n", best);
}

int main(void)
{
	print_best(slice_loop_load8);
	print_best(slice_loop_store8);
	print_best(slice_loop_load1);
	print_best(slice_loop_fill);
	loop_link(page);
	print_best(slice_loop_walk);
	return 0;
}
