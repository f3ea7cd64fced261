// SPDX-License-Identifier: MIT
/* Each way out frees it. */
#include "plain.h"

static int run(void)
{
	char *p = kzalloc(100, GFP_KERNEL);

	if (p && !p[0])
		goto out;
	p = krealloc(p, 200, GFP_KERNEL);
out:
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
