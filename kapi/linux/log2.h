/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_LOG2_H
#define _LINUX_LOG2_H

#include <linux/bitops.h>
#include <linux/types.h>

/* Constants give constants: __builtin_clzll() folds. */
#define ilog2(n) \
	((int)((n) < 2 ? 0 : 63 - __builtin_clzll((unsigned long long)(n))))
#define const_ilog2(n)	ilog2(n)
#define order_base_2(n)	((n) > 1 ? ilog2((n) - 1) + 1 : 0)
#define bits_per(n)	((n) < 2 ? 1 : ilog2(n) + 1)

static __always_inline __attribute_const__ bool is_power_of_2(unsigned long n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

#define roundup_pow_of_two(n) \
	((n) == 1 ? 1UL : 1UL << (ilog2((n) - 1) + 1))
#define rounddown_pow_of_two(n)	(1UL << ilog2(n))
#define __roundup_pow_of_two(n)	roundup_pow_of_two(n)

#endif
