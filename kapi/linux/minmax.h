/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/types.h>

#define __cmp(x, y, op)	((x) op (y) ? (x) : (y))
#define __cmp_once(x, y, ux, uy, op) ({					\
	__auto_type ux = (x);						\
	__auto_type uy = (y);						\
	__cmp(ux, uy, op); })
#define __careful_cmp(x, y, op)						\
	__builtin_choose_expr(__is_constexpr((x) - (y)),		\
		__cmp(x, y, op),					\
		__cmp_once(x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_), op))

#define min(x, y)	__careful_cmp(x, y, <)
#define max(x, y)	__careful_cmp(x, y, >)
#define umin(x, y)	min((x) + 0u + 0ul + 0ull, (y) + 0u + 0ul + 0ull)
#define umax(x, y)	max((x) + 0u + 0ul + 0ull, (y) + 0u + 0ul + 0ull)
#define min3(x, y, z)	min((__typeof__(x))min(x, y), z)
#define max3(x, y, z)	max((__typeof__(x))max(x, y), z)
#define min_t(type, x, y)	min((type)(x), (type)(y))
#define max_t(type, x, y)	max((type)(x), (type)(y))

#define min_not_zero(x, y) ({						\
	__typeof__(x) __mnz_x = (x);					\
	__typeof__(y) __mnz_y = (y);					\
	__mnz_x == 0 ? __mnz_y :					\
		(__mnz_y == 0 ? __mnz_x : min(__mnz_x, __mnz_y)); })

#define clamp(val, lo, hi)	min((__typeof__(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) \
	min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)	clamp_t(__typeof__(val), val, lo, hi)

#define in_range(val, start, len) \
	((u64)(val) - (u64)(start) < (u64)(len))

#define swap(a, b) do {							\
	__typeof__(a) __swap_tmp = (a);					\
	(a) = (b);							\
	(b) = __swap_tmp;						\
} while (0)

#define MIN(a, b)	__cmp(a, b, <)
#define MAX(a, b)	__cmp(a, b, >)
#define MIN_T(type, a, b)	__cmp((type)(a), (type)(b), <)
#define MAX_T(type, a, b)	__cmp((type)(a), (type)(b), >)

#endif
