// SPDX-License-Identifier: MIT
/* Mapping alone does no harm. */
#include "plain.h"

static int run(void)
{
	void __iomem *regs = ioremap(0xfee00000, 0x1000);

	if (!regs)
		return -ENOMEM;
	iounmap(regs);
	return 0;
}

PLAIN_DRIVER(run);
