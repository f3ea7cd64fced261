// SPDX-License-Identifier: MIT
/* Each reference is put. */
#include <linux/mm.h>

#include "plain.h"

static int run(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return 0;
	get_page(page);
	put_page(page);
	put_page(page);
	return 0;
}

PLAIN_DRIVER(run);
