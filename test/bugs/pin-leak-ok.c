// SPDX-License-Identifier: MIT
/*
 * It is let go on the way out.
 *
 * run: --script test/bugs/pin.dms
 */
#include "pin.h"

static long pin(unsigned long addr)
{
	struct page *page;
	int n = pin_user_pages_fast(addr, 1, FOLL_WRITE, &page);

	if (n < 0)
		return n;
	unpin_user_page(page);
	return 0;
}
