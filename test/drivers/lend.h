/* SPDX-License-Identifier: MIT */
/* What test/drivers/lend.c and its program share.  Calls that give a page return
 * its number; LEND_TAKE returns 0 when there is none. */
#ifndef TEST_DRIVERS_LEND_H
#define TEST_DRIVERS_LEND_H

#include <linux/ioctl.h>

struct lend_pages {
	unsigned long long addr;	/* of the program */
	unsigned long pfn;
	unsigned int n, align;
	int value;
};

#define LEND_PIN	_IOW('l', 1, struct lend_pages)	/* the page of addr */
#define LEND_PIN_LONG	_IOW('l', 2, struct lend_pages)	/* FOLL_LONGTERM */
#define LEND_UNPIN	_IOW('l', 3, struct lend_pages)	/* pfn */
#define LEND_SET	_IOW('l', 4, struct lend_pages)	/* n bytes of pfn: value */
#define LEND_IS		_IOW('l', 5, struct lend_pages)	/* are they? 0 or 1 */
#define LEND_TAKE	_IOW('l', 6, struct lend_pages)	/* cma_alloc(n, align) */
#define LEND_GIVE	_IOW('l', 7, struct lend_pages)	/* cma_release(pfn, n) */
#define LEND_GET	_IOW('l', 8, struct lend_pages)	/* get_page() of pfn */
#define LEND_PUT	_IOW('l', 9, struct lend_pages)	/* put_page() of pfn */
#define LEND_FREE	_IO('l', 10)			/* how many pages are */

#endif
