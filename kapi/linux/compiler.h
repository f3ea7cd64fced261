/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#include <linux/compiler_types.h>

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)
#define likely_notrace(x)	likely(x)
#define unlikely_notrace(x)	unlikely(x)

#define barrier()		__asm__ __volatile__("" : : : "memory")
#define barrier_data(ptr)	\
	__asm__ __volatile__("" : : "r" (ptr) : "memory")
#define unreachable()		__builtin_unreachable()
#define OPTIMIZER_HIDE_VAR(v)	__asm__("" : "=r" (v) : "0" (v))
#define RELOC_HIDE(ptr, off)	\
	((__typeof__(ptr))((unsigned long)(ptr) + (off)))

#define __UNIQUE_ID(prefix) \
	__PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)
#define __ADDRESSABLE(sym) \
	static void *__used __UNIQUE_ID(__PASTE(__addressable_, sym)) = \
		(void *)(unsigned long)&sym;

#define __is_constexpr(x) \
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
#define __must_be_array(a) \
	(sizeof(struct { int : (-!!__same_type((a), &(a)[0])); }))

/* One access, not torn, not repeated; seen by the sensor as volatile. */
#define __READ_ONCE(x) \
	(*(const volatile __unqual_scalar_typeof(x) *)&(x))
#define READ_ONCE(x)	__READ_ONCE(x)
#define __WRITE_ONCE(x, val) \
	do { *(volatile __typeof__(x) *)&(x) = (val); } while (0)
#define WRITE_ONCE(x, val)	__WRITE_ONCE(x, val)
#define READ_ONCE_NOCHECK(x)	READ_ONCE(x)

#define data_race(expr)		(expr)
#define ASSERT_EXCLUSIVE_WRITER(var)	((void)0)
#define ASSERT_EXCLUSIVE_ACCESS(var)	((void)0)

#define __diag_push()
#define __diag_pop()
#define __diag_ignore_all(option, comment)
#define absolute_pointer(val)	RELOC_HIDE((void *)(val), 0)

#endif
