// SPDX-License-Identifier: MIT
/* A probe that waits for a bit that comes, with a bound. */
#include "cdma.h"

static int run(struct cdma *c)
{
	u32 sr;

	return readl_poll_timeout(c->regs + 4, sr, sr & 2, 1000, 1000000);
}

CDMA_DRIVER(run);
