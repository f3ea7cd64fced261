// SPDX-License-Identifier: MIT
/* A flag that is read once and tested for ever. */
#include "plain.h"

static int done;

static irqreturn_t never(int irq, void *data)
{
	done = 1;
	return IRQ_HANDLED;
}

static int run(void)
{
	if (request_irq(900, never, 0, "never", &done))
		return -EIO;
	for (;;)			/* BUG: without an end */
		;
	return 0;
}

PLAIN_DRIVER(run);
