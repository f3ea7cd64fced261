// SPDX-License-Identifier: MIT
/* The divisor is checked. */
#include "plain.h"

static int blocks;

static int run(void)
{
	return READ_ONCE(blocks) ? 4096 / blocks : 0;
}

PLAIN_DRIVER(run);
