/* SPDX-License-Identifier: MIT */
/*
 * Early parameters of the kernel's command line: linux_cmdline, else bootargs of
 * /chosen.
 */
#ifndef OF_CMDLINE_H
#define OF_CMDLINE_H

#include <linux/types.h>

/*
 * The value of a parameter: "64M" of "cma=64M", up to a blank.  at NULL: the
 * first, else the next after this one; NULL: no more.  Of a parameter without
 * a value it is what stands behind the name, not behind a '='.
 */
const char *cmdline_next(const char *name, const char *at);

/* Bytes, with K, M, G, T, P or E as memparse() takes them; *p moves behind. */
u64 cmdline_size(const char **p);

#endif
