// SPDX-License-Identifier: MIT
/* Split, each page is freed alone. */
#include <linux/mm.h>

#include "plain.h"

static int run(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);
	int i;

	if (!page)
		return 0;
	split_page(page, 2);
	for (i = 0; i < 4; i++)
		__free_page(page + i);
	return 0;
}

PLAIN_DRIVER(run);
