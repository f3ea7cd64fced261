// SPDX-License-Identifier: MIT
/* A short walk. */
#include "plain.h"

static noinline int depth(volatile int *n)
{
	volatile int here = *n + 1;

	return here < 20 ? depth(&here) : 0;
}

static int run(void)
{
	volatile int zero = 0;

	return depth(&zero);
}

PLAIN_DRIVER(run);
