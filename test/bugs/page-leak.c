// SPDX-License-Identifier: MIT
/* A reference too many keeps the page. */
#include <linux/mm.h>

#include "plain.h"

static int run(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return 0;
	get_page(page);
	put_page(page);			/* BUG: the first reference stays */
	return 0;
}

PLAIN_DRIVER(run);
