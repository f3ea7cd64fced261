// SPDX-License-Identifier: MIT
/* An assertion of the driver. */
#include "plain.h"

static int run(void)
{
	int *p = kzalloc(sizeof(*p), GFP_KERNEL);

	BUG_ON(p && *p == 0);		/* BUG: it is */
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
