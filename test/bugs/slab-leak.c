// SPDX-License-Identifier: MIT
/* An early return forgets the buffer. */
#include "plain.h"

static int run(void)
{
	char *p = kzalloc(100, GFP_KERNEL);

	if (p && !p[0])
		return 0;		/* BUG: p is lost */
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
