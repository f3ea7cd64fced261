/* SPDX-License-Identifier: MIT */
/*
 * BUG() logs the line and traps: the context that runs it ends with an oops.
 * WARN() logs where and why and goes on; its value is the condition.
 */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/types.h>

void __bug_line(const char *file, int line);
void __warn_line(const char *file, int line, const char *func);
__printf(4, 5)
void __warn_text(const char *file, int line, const char *func,
		 const char *fmt, ...);

#define BUG() do {							\
	__bug_line(__FILE__, __LINE__);					\
	__builtin_trap();						\
} while (0)
#define BUG_ON(cond) do { if (unlikely(cond)) BUG(); } while (0)

#define __WARN()	__warn_line(__FILE__, __LINE__, __func__)

#define WARN_ON(cond) ({						\
	bool __warn_hit = !!(cond);					\
	if (unlikely(__warn_hit))					\
		__WARN();						\
	unlikely(__warn_hit); })

#define __warn_no_check_(fmt, args...) \
	__warn_text(__FILE__, __LINE__, __func__, fmt, ##args)
#define WARN(cond, fmt...) ({						\
	bool __warn_hit = !!(cond);					\
	if (unlikely(__warn_hit))					\
		__warn_no_check_(fmt);					\
	unlikely(__warn_hit); })

#define __WARN_FIRST(cond, warn) ({					\
	static bool __warned;						\
	bool __warn_once = !!(cond);					\
	if (unlikely(__warn_once) && !__warned) {			\
		__warned = true;					\
		warn;							\
	}								\
	unlikely(__warn_once); })
#define WARN_ON_ONCE(cond)	__WARN_FIRST(cond, __WARN())
#define WARN_ONCE(cond, fmt...)	__WARN_FIRST(cond, __warn_no_check_(fmt))
#define WARN_TAINT(cond, taint, fmt...)		WARN(cond, fmt)
#define WARN_TAINT_ONCE(cond, taint, fmt...)	WARN_ONCE(cond, fmt)
#define WARN_ON_SMP(cond)	WARN_ON(cond)

#endif
