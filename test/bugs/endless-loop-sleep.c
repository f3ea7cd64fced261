// SPDX-License-Identifier: MIT
/* A probe that waits politely, for ever. */
#include "cdma.h"
#include <linux/delay.h>

static int run(struct cdma *c)
{
	while (!(readl(c->regs + 4) & 0x80))	/* BUG: a reserved bit */
		msleep(1);
	return 0;
}

CDMA_DRIVER(run);
