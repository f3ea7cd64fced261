/* SPDX-License-Identifier: MIT */
/* Nothing is ever swapped here; the page counts that live in this header. */
#ifndef _LINUX_SWAP_H
#define _LINUX_SWAP_H

#include <linux/mm.h>

unsigned long nr_free_pages(void);

#endif
