// SPDX-License-Identifier: MIT
/* A register before iounmap(). */
#include "cdma.h"

static int run(struct cdma *c)
{
	readl(c->regs);
	return 0;
}

CDMA_DRIVER(run);
