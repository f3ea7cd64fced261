// SPDX-License-Identifier: MIT
/* A register is read through a plain pointer. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u32 *sr = (u32 __force *)(c->regs + 4);

	dev_info(c->dev, "status %x\n", *sr);	/* BUG: readl() */
	return 0;
}

CDMA_DRIVER(run);
