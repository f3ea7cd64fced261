// SPDX-License-Identifier: MIT
/* A call that dmaspace has not got. */
#include <linux/dma-mapping.h>
#include "plain.h"
#include <linux/refused.h>

static int run(void)
{
	__refused("some_call");		/* BUG: it is refused by name */
	return 0;
}

PLAIN_DRIVER(run);
