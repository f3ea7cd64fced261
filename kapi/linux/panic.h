/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PANIC_H
#define _LINUX_PANIC_H

#include <linux/compiler.h>

/* Logs the message; the board stops. */
__printf(1, 2) void panic(const char *fmt, ...) __noreturn;

#define TAINT_WARN		9
#define TAINT_CRAP		10
#define LOCKDEP_STILL_OK	1
#define LOCKDEP_NOW_UNRELIABLE	0

#endif
