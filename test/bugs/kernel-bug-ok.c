// SPDX-License-Identifier: MIT
/* An assertion that holds. */
#include "plain.h"

static int run(void)
{
	BUG_ON(sizeof(u64) != 8);
	return 0;
}

PLAIN_DRIVER(run);
