/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_REFUSED_H
#define _LINUX_REFUSED_H

#include <linux/compiler.h>

/*
 * A call that this kernel knows by name and will not do: a report refused-call
 * that names it and the caller's line, and the run ends.  Better than a stub
 * that lies.
 */
void refused_call(const char *name) __noreturn;

#define __refused(name) refused_call(name)

#endif
