// SPDX-License-Identifier: MIT
/* Registers by accessors. */
#include "cdma.h"

static int run(struct cdma *c)
{
	dev_info(c->dev, "status %x\n", readl(c->regs + 4));
	return 0;
}

CDMA_DRIVER(run);
