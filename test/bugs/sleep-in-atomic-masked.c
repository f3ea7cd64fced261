// SPDX-License-Identifier: MIT
/* A sleep with interrupts masked. */
#include "plain.h"

static int run(void)
{
	unsigned long flags;

	local_irq_save(flags);
	usleep_range(10, 20);		/* BUG: masked */
	local_irq_restore(flags);
	return 0;
}

PLAIN_DRIVER(run);
