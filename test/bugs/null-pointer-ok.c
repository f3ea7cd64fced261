// SPDX-License-Identifier: MIT
/* The pointer is looked at first. */
#include "plain.h"

static int run(void)
{
	int *irq = kzalloc(sizeof(*irq), GFP_KERNEL);

	if (!irq)
		return -ENOMEM;
	*irq = 3;
	kfree(irq);
	return 0;
}

PLAIN_DRIVER(run);
