// SPDX-License-Identifier: MIT
/* kvfree() knows which it is. */
#include <linux/vmalloc.h>

#include "plain.h"

static int run(void)
{
	char *p = kmalloc(100, GFP_KERNEL);

	kvfree(p);
	kvfree(vmalloc(100));
	return 0;
}

PLAIN_DRIVER(run);
