/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MATH_H
#define _LINUX_MATH_H

#include <linux/types.h>

#define __round_mask(x, y)	((__typeof__(x))((y) - 1))
#define round_up(x, y)		((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y)	((x) & ~__round_mask(x, y))

#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_DOWN_ULL(ll, d) ((unsigned long long)(ll) / (d))
#define DIV_ROUND_UP_ULL(ll, d)	\
	DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d) - 1, (d))
#define DIV_ROUND_UP_SECTOR_T(ll, d)	DIV_ROUND_UP_ULL(ll, d)

#define roundup(x, y) ({						\
	__typeof__(y) __roundup_y = y;					\
	(((x) + (__roundup_y - 1)) / __roundup_y) * __roundup_y; })
#define rounddown(x, y) ({						\
	__typeof__(x) __rounddown_x = (x);				\
	__rounddown_x - (__rounddown_x % (y)); })

/* To the nearest; x may be negative, the divisor may not. */
#define DIV_ROUND_CLOSEST(x, divisor) ({				\
	__typeof__(x) __drc_x = x;					\
	__typeof__(divisor) __drc_d = divisor;				\
	((__typeof__(x))-1 > 0 || __drc_x > 0) ?			\
		((__drc_x + __drc_d / 2) / __drc_d) :			\
		((__drc_x - __drc_d / 2) / __drc_d); })
#define DIV_ROUND_CLOSEST_ULL(x, divisor) ({				\
	__typeof__(divisor) __drc_d = divisor;				\
	((unsigned long long)(x) + __drc_d / 2) / __drc_d; })

#define mult_frac(x, n, d) ({						\
	__typeof__(x) __mf_q = (x) / (d), __mf_r = (x) % (d);		\
	__mf_q * (n) + __mf_r * (n) / (d); })

#define abs(x)	({							\
	__auto_type __abs_x = (x);					\
	__abs_x < 0 ? -__abs_x : __abs_x; })
#define abs_diff(a, b) ({						\
	__auto_type __ad_a = (a);					\
	__auto_type __ad_b = (b);					\
	__ad_a > __ad_b ? __ad_a - __ad_b : __ad_b - __ad_a; })

#define sector_div(n, base) ({						\
	unsigned int __sd_r = (n) % (base);				\
	(n) /= (base);							\
	__sd_r; })

unsigned long int_sqrt(unsigned long x);

#endif
