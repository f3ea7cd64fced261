// SPDX-License-Identifier: MIT
/* The pointer that moves is another one. */
#include "plain.h"

static int run(void)
{
	char *p = kstrdup("  text", GFP_KERNEL), *text = p;

	while (text && *text == 32)
		text++;
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
