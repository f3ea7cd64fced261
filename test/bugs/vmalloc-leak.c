// SPDX-License-Identifier: MIT
/* An area that nobody frees. */
#include <linux/vmalloc.h>

#include "plain.h"

static int run(void)
{
	char *p = vmalloc(10000);

	if (p)
		p[0] = 1;		/* BUG: and that was all */
	return 0;
}

PLAIN_DRIVER(run);
