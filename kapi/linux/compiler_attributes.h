/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_COMPILER_ATTRIBUTES_H
#define _LINUX_COMPILER_ATTRIBUTES_H

#ifndef __has_attribute
#define __has_attribute(x) 0
#endif

#undef __always_inline
#undef __noreturn
#undef __packed
#undef __pure
#undef __used
#undef __weak

#define __alias(symbol)		__attribute__((__alias__(#symbol)))
#define __aligned(x)		__attribute__((__aligned__(x)))
#define __aligned_largest	__attribute__((__aligned__))
#define __alloc_size(x, ...)	__attribute__((__alloc_size__(x, ##__VA_ARGS__)))
#define __always_inline		inline __attribute__((__always_inline__))
#define __always_unused		__attribute__((__unused__))
#define __assume_aligned(a, ...) \
	__attribute__((__assume_aligned__(a, ##__VA_ARGS__)))
#define __attribute_const__	__attribute__((__const__))
#define __cleanup(func)		__attribute__((__cleanup__(func)))
#define __cold			__attribute__((__cold__))
#define __copy(symbol)
#define __deprecated
#define __error(msg)
#define __flatten		__attribute__((flatten))
#define __gnu_inline		__attribute__((__gnu_inline__))
#define __malloc		__attribute__((__malloc__))
#define __maybe_unused		__attribute__((__unused__))
#define __mode(x)		__attribute__((__mode__(x)))
#define __must_check		__attribute__((__warn_unused_result__))
#define __no_caller_saved_registers
#define __noreturn		__attribute__((__noreturn__))
#define __packed		__attribute__((__packed__))
#define __printf(a, b)		__attribute__((__format__(printf, a, b)))
#define __pure			__attribute__((__pure__))
#define __realloc_size(x, ...)
#define __scanf(a, b)		__attribute__((__format__(scanf, a, b)))
#define __section(section)	__attribute__((__section__(section)))
#define __uninitialized
#define __used			__attribute__((__used__))
#define __visible		__attribute__((__externally_visible__))
#define __warning(msg)
#define __weak			__attribute__((__weak__))
#define noinline		__attribute__((__noinline__))

#ifdef __clang__
#undef __visible
#define __visible
#define __nonstring
#else
#define __nonstring		__attribute__((__nonstring__))
#endif

#if __has_attribute(__fallthrough__)
#define fallthrough		__attribute__((__fallthrough__))
#else
#define fallthrough		do {} while (0)
#endif

#endif
