// SPDX-License-Identifier: MIT
/* A wait with interrupts masked, and nobody else who could end it. */
#include "plain.h"

static int done;

static int run(void)
{
	local_irq_disable();
	while (!READ_ONCE(done))	/* BUG: the CPU takes no interrupt */
		cpu_relax();
	local_irq_enable();
	return 0;
}

PLAIN_DRIVER(run);
