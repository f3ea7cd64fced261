/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_OVERFLOW_H
#define _LINUX_OVERFLOW_H

#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/limits.h>

#define is_signed_type(type)	(((type)(-1)) < (__force type)1)
#define is_unsigned_type(type)	(!is_signed_type(type))
#define __type_half_max(type)	\
	((type)1 << (8 * sizeof(type) - 1 - is_signed_type(type)))
#define type_max(t)	\
	((t)((__type_half_max(t) - 1) + __type_half_max(t)))
#define type_min(t)	((t)((t)-type_max(t) - (t)1))

/* true: the result did not fit; *d holds what fits of it. */
#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d) __builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d) __builtin_mul_overflow(a, b, d)

#define wrapping_add(type, a, b) ({					\
	type __wrap_val;						\
	__builtin_add_overflow(a, b, &__wrap_val);			\
	__wrap_val; })
#define wrapping_sub(type, a, b) ({					\
	type __wrap_val;						\
	__builtin_sub_overflow(a, b, &__wrap_val);			\
	__wrap_val; })
#define wrapping_mul(type, a, b) ({					\
	type __wrap_val;						\
	__builtin_mul_overflow(a, b, &__wrap_val);			\
	__wrap_val; })

#define check_shl_overflow(a, s, d) ({					\
	__typeof__(a) __shl_a = (a);					\
	__typeof__(s) __shl_s = (s);					\
	__typeof__(d) __shl_d = (d);					\
	unsigned long long __shl_full = __shl_a;			\
	int __shl_to = __shl_s >= 0 && __shl_s <			\
		(__typeof__(s))(8 * sizeof(*__shl_d)) ? (int)__shl_s : 0;\
	*__shl_d = (__shl_full << __shl_to);				\
	(__shl_to != (int)__shl_s || *__shl_d < 0 || __shl_a < 0 ||	\
	 (unsigned long long)(*__shl_d >> __shl_to) != __shl_full); })

#define overflows_type(n, T)	\
	({ __typeof__(T) __ovf; __builtin_add_overflow(n, 0, &__ovf); })

/* Sizes that stick at SIZE_MAX: no allocator has that much. */
static inline size_t __must_check size_mul(size_t a, size_t b)
{
	size_t bytes;

	return check_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_add(size_t a, size_t b)
{
	size_t bytes;

	return check_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_sub(size_t a, size_t b)
{
	size_t bytes;

	if (a == SIZE_MAX || b == SIZE_MAX || check_sub_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

#define array_size(a, b)	size_mul(a, b)
#define array3_size(a, b, c)	size_mul(size_mul(a, b), c)
#define flex_array_size(p, member, count) \
	size_mul(count, sizeof(*(p)->member) + __must_be_array((p)->member))
#define struct_size(p, member, count) \
	size_add(sizeof(*(p)), flex_array_size(p, member, count))
#define struct_size_t(type, member, count) \
	struct_size((type *)NULL, member, count)

#endif
