// SPDX-License-Identifier: MIT
/* A block freed with another order. */
#include <linux/mm.h>

#include "plain.h"

static int run(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	if (page)
		__free_pages(page, 1);	/* BUG: four pages were asked for */
	if (page)
		__free_pages(page, 2);
	return 0;
}

PLAIN_DRIVER(run);
