// SPDX-License-Identifier: MIT
/* A bus address is used as a pointer. */
#include "plain.h"

static int run(void)
{
	u32 *p = (u32 *)0x5ead00000000ul;

	return *p;			/* BUG: nothing is there */
}

PLAIN_DRIVER(run);
