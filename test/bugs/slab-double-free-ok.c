// SPDX-License-Identifier: MIT
/* The pointer forgets what was freed. */
#include "plain.h"

static int run(void)
{
	char *p = kmalloc(100, GFP_KERNEL);

	kfree(p);
	p = NULL;
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
