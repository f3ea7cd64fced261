/* SPDX-License-Identifier: MIT */
/* module - drivers that are loaded, for board.c. */
#ifndef CORE_MODULE_H
#define CORE_MODULE_H

#include <linux/types.h>

/* In kernel context; 0 or -errno, with one line that says why. */
int module_load(const char *path);
int module_unload(const char *name);
/*
 * Is this the stack of code of the module that is being unloaded right now?
 * Then what it took and still has is a leak.  Looks no line up.
 */
bool module_leaves(u32 stack);
/* All, last loaded first, users or not. */
void module_unload_all(void);

#endif
