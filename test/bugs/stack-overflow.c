// SPDX-License-Identifier: MIT
/* A walk without an end. */
#include "plain.h"

static noinline int depth(volatile int *n)
{
	volatile int here = *n + 1;

	return depth(&here) + here;	/* BUG: no end */
}

static int run(void)
{
	volatile int zero = 0;

	return depth(&zero);
}

PLAIN_DRIVER(run);
