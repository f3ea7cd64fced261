// SPDX-License-Identifier: MIT
/* What vmalloc() gave may be used to its last byte. */
#include <linux/vmalloc.h>
#include "plain.h"

static int run(void)
{
	u8 *p = vmalloc(3 * PAGE_SIZE);

	if (!p)
		return -ENOMEM;
	p[0] = 1;
	p[3 * PAGE_SIZE - 1] = 2;
	vfree(p);
	return 0;
}

PLAIN_DRIVER(run);
