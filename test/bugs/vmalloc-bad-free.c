// SPDX-License-Identifier: MIT
/* vfree() of memory of kmalloc(). */
#include <linux/vmalloc.h>

#include "plain.h"

static int run(void)
{
	char *p = kmalloc(100, GFP_KERNEL);

	vfree(p);			/* BUG: kfree() or kvfree() */
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
