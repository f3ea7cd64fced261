// SPDX-License-Identifier: MIT
/* A poll of what nobody will ever change. */
#include "plain.h"

static int done;

static int run(void)
{
	while (!READ_ONCE(done))	/* BUG: no time-out */
		cpu_relax();
	return 0;
}

PLAIN_DRIVER(run);
