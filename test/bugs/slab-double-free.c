// SPDX-License-Identifier: MIT
/* An object freed by the error path and by its owner. */
#include "plain.h"

static int run(void)
{
	char *p = kmalloc(100, GFP_KERNEL);

	kfree(p);			/* BUG: and once more */
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
