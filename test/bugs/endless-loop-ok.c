// SPDX-License-Identifier: MIT
/* A bounded poll. */
#include "plain.h"

static int done;

static int run(void)
{
	unsigned long end = jiffies + HZ;

	while (!READ_ONCE(done) && time_before(jiffies, end))
		cpu_relax();
	return 0;
}

PLAIN_DRIVER(run);
