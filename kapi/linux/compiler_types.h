/* SPDX-License-Identifier: MIT */
/* Words for sparse (address spaces, bitwise) and short names of attributes. */
#ifndef _LINUX_COMPILER_TYPES_H
#define _LINUX_COMPILER_TYPES_H

#include <linux/kconfig.h>

#ifdef __CHECKER__
#define __kernel	__attribute__((address_space(0)))
#define __user		__attribute__((noderef, address_space(__user)))
#define __iomem		__attribute__((noderef, address_space(__iomem)))
#define __percpu	__attribute__((noderef, address_space(__percpu)))
#define __rcu		__attribute__((noderef, address_space(__rcu)))
#define __force		__attribute__((force))
#define __nocast	__attribute__((nocast))
#define __safe		__attribute__((safe))
#define __private	__attribute__((noderef))
#define __must_hold(x)	__attribute__((context(x, 1, 1)))
#define __acquires(x)	__attribute__((context(x, 0, 1)))
#define __releases(x)	__attribute__((context(x, 1, 0)))
#define __cond_acquires(x) __attribute__((context(x, 0, -1)))
#define __acquire(x)	__context__(x, 1)
#define __release(x)	__context__(x, -1)
#define __cond_lock(x, c) ((c) ? ({ __acquire(x); 1; }) : 0)
#else
#define __kernel
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __safe
#define __private
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __cond_acquires(x)
#define __acquire(x)	((void)0)
#define __release(x)	((void)0)
#define __cond_lock(x, c) (c)
#endif

#define ACCESS_PRIVATE(p, member) ((p)->member)

#define ___PASTE(a, b)	a##b
#define __PASTE(a, b)	___PASTE(a, b)

#include <linux/compiler_attributes.h>

#define notrace
#define __nocfi
#define __no_kcsan
#define __no_kasan_or_inline	__always_inline
#define __no_sanitize_or_inline	__always_inline
#define __no_randomize_layout
#define __randomize_layout
#define __designated_init
#define __latent_entropy
#define randomized_struct_fields_start	struct {
#define randomized_struct_fields_end	};
#define __counted_by(member)

#define noinline_for_stack	noinline
#define asm_inline		asm __inline

#define __same_type(a, b) \
	__builtin_types_compatible_p(__typeof__(a), __typeof__(b))

/* The type of x without const and volatile, when x is a scalar. */
#define __unqual_int_(type) \
	unsigned type: (unsigned type)0, signed type: (signed type)0
#define __unqual_scalar_typeof(x)					\
	__typeof__(_Generic((x), char: (char)0, _Bool: (_Bool)0,	\
			    __unqual_int_(char), __unqual_int_(short),	\
			    __unqual_int_(int), __unqual_int_(long),	\
			    __unqual_int_(long long), default: (x)))

#define __native_word(t)					\
	(sizeof(t) == sizeof(char) || sizeof(t) == sizeof(short) ||	\
	 sizeof(t) == sizeof(int) || sizeof(t) == sizeof(long))

#define compiletime_assert(cond, msg) _Static_assert(cond, msg)
#define compiletime_assert_atomic_type(t) \
	_Static_assert(__native_word(t), "needs one machine word")

#ifdef MODULE
/* What the compiler copies by itself the sensor would not see. */
void *memcpy(void *dst, const void *src, __SIZE_TYPE__ n);
void *memmove(void *dst, const void *src, __SIZE_TYPE__ n);
void *memset(void *dst, int c, __SIZE_TYPE__ n);
int memcmp(const void *a, const void *b, __SIZE_TYPE__ n);
#define __builtin_memcpy	memcpy
#define __builtin_memmove	memmove
#define __builtin_memset	memset
#define __builtin_memcmp	memcmp
#endif

#endif
