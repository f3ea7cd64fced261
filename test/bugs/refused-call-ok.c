// SPDX-License-Identifier: MIT
/* Nothing is refused. */
#include "plain.h"

static int run(void)
{
	return 0;
}

PLAIN_DRIVER(run);
