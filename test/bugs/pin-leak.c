// SPDX-License-Identifier: MIT
/*
 * A page of the program is pinned and never let go.
 *
 * run: --script test/bugs/pin.dms
 */
#include "pin.h"

static long pin(unsigned long addr)
{
	struct page *page;
	int n = pin_user_pages_fast(addr, 1, FOLL_WRITE, &page); /* BUG */

	return n < 0 ? n : 0;
}
