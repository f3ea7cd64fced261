// SPDX-License-Identifier: MIT
/* Freeing by a pointer that has moved on. */
#include "plain.h"

static int run(void)
{
	char *p = kstrdup("  text", GFP_KERNEL);

	if (p)
		kfree(p + 2);		/* BUG: p is what was allocated */
	return 0;
}

PLAIN_DRIVER(run);
