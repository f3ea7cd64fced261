/* SPDX-License-Identifier: MIT */
/* gup - pages of programs that drivers hold. */
#ifndef CORE_MM_GUP_H
#define CORE_MM_GUP_H

#include <linux/types.h>

struct page;

/* page-alloc.c: the last reference of a PG_user page is gone. */
void gup_release(struct page *page);

/* Report (pin-leak) the pages that the module name, which is being unloaded,
 * holds still; how many. */
unsigned int gup_report_leaks(const char *name);

#endif
