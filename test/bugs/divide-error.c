// SPDX-License-Identifier: MIT
/* A module parameter that nobody set is a divisor. */
#include "plain.h"

static int blocks;

static int run(void)
{
	return 4096 / READ_ONCE(blocks);	/* BUG: 0 */
}

PLAIN_DRIVER(run);
