// SPDX-License-Identifier: MIT
/* Freed. */
#include <linux/vmalloc.h>

#include "plain.h"

static int run(void)
{
	char *p = vmalloc(10000);

	if (p)
		p[0] = 1;
	vfree(p);
	return 0;
}

PLAIN_DRIVER(run);
