// SPDX-License-Identifier: MIT
/* A number that is no bus address is given to the device. */
#include "cdma.h"

static int run(struct cdma *c)
{
	void *buf = devm_kmalloc(c->dev, 4096, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	cdma_copy(c, 0x2000, 0x1000, 64);	/* BUG: of no mapping */
	return 0;
}

CDMA_DRIVER(run);
