// SPDX-License-Identifier: MIT
/* The driver comes back with preemption disabled. */
#include "plain.h"

static int run(void)
{
	preempt_disable();		/* BUG: for good */
	return 0;
}

PLAIN_DRIVER(run);
