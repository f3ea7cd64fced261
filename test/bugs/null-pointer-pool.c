// SPDX-License-Identifier: MIT
/*
 * A pool of no device: 6.1 does not look, and faults; since 6.4 there is none.
 *
 * run: --linux=6.1
 */
#include <linux/dmapool.h>

#include "plain.h"

static int run(void)
{
	return dma_pool_create("none", NULL, 64, 64, 0) ? -EBUSY : 0;
}

PLAIN_DRIVER(run);
