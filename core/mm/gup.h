/* SPDX-License-Identifier: MIT */
/* gup - pages of programs that drivers hold. */
#ifndef CORE_MM_GUP_H
#define CORE_MM_GUP_H

#include <linux/gfp_types.h>
#include <linux/types.h>

struct page;

/*
 * page-alloc.c: the last reference of a PG_user page is gone.  false: the
 * program's page keeps the frame.
 */
bool gup_release(struct page *page);

/* Has a program's page this frame, and no driver holds it? */
bool gup_is_idle(const struct page *page);
/* Give the program's page another frame than this idle one, which is the
 * caller's then; 0 or -ENOMEM. */
int gup_move(struct page *page, gfp_t gfp);

/* Report (pin-leak) the pages that the module name, which is being unloaded,
 * holds still; how many. */
unsigned int gup_report_leaks(const char *name);

#endif
