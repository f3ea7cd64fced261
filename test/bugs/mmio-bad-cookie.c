// SPDX-License-Identifier: MIT
/* A register after iounmap(). */
#include "cdma.h"

static int run(struct cdma *c)
{
	struct resource *r = platform_get_resource(to_platform_device(c->dev),
						   IORESOURCE_MEM, 0);
	void __iomem *regs = ioremap(r->start, 0x1000);

	if (!regs)
		return -ENOMEM;
	iounmap(regs);
	return readl(regs) == 1;	/* BUG: unmapped */
}

CDMA_DRIVER(run);
