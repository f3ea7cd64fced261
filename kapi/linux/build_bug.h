/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_BUILD_BUG_H
#define _LINUX_BUILD_BUG_H

#include <linux/compiler.h>

#define BUILD_BUG_ON_ZERO(e)	((int)(sizeof(struct { int : (-!!(e)); })))
#define BUILD_BUG_ON_INVALID(e)	((void)(sizeof((long)(e))))

/* The condition need not be an integer constant expression, so no
 * _Static_assert: the optimiser must see that it is false. */
#define __BUILD_BUG_ON(cond, fn)					\
	do {								\
		extern void fn(void)					\
			__attribute__((__error__("BUILD_BUG_ON failed")));\
		if (cond)						\
			fn();						\
	} while (0)
#ifdef __OPTIMIZE__
#define BUILD_BUG_ON_MSG(cond, msg) \
	__BUILD_BUG_ON(cond, __PASTE(__build_bug_on_, __COUNTER__))
#else
#define BUILD_BUG_ON_MSG(cond, msg)	((void)sizeof(cond))
#endif
#define BUILD_BUG_ON(cond)	BUILD_BUG_ON_MSG(cond, #cond)
#define BUILD_BUG_ON_NOT_POWER_OF_2(n) \
	BUILD_BUG_ON((n) == 0 || (((n) & ((n) - 1)) != 0))
#define BUILD_BUG()		BUILD_BUG_ON(1)

#undef static_assert
#define __static_assert(expr, msg, ...)	_Static_assert(expr, msg)
#define static_assert(expr, ...) __static_assert(expr, ##__VA_ARGS__, #expr)

#endif
