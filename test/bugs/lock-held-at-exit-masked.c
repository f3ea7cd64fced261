// SPDX-License-Identifier: MIT
/* The driver comes back with interrupts masked. */
#include "plain.h"

static int run(void)
{
	unsigned long flags;

	local_irq_save(flags);		/* BUG: for good */
	return 0;
}

PLAIN_DRIVER(run);
