/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/barrier.h>

/* real: one compiler builtin each, so the sensor sees an atomic access */
#define ATOMIC_INIT(i)		{ (i) }
#define ATOMIC64_INIT(i)	{ (i) }

#define DMASPACE_ATOMIC(prefix, atype, type)				\
static inline type prefix##_read(const atype *v)			\
{									\
	return __atomic_load_n(&v->counter, __ATOMIC_RELAXED);		\
}									\
static inline type prefix##_read_acquire(const atype *v)		\
{									\
	return __atomic_load_n(&v->counter, __ATOMIC_ACQUIRE);		\
}									\
static inline void prefix##_set(atype *v, type i)			\
{									\
	__atomic_store_n(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void prefix##_set_release(atype *v, type i)		\
{									\
	__atomic_store_n(&v->counter, i, __ATOMIC_RELEASE);		\
}									\
static inline void prefix##_add(type i, atype *v)			\
{									\
	__atomic_fetch_add(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void prefix##_sub(type i, atype *v)			\
{									\
	__atomic_fetch_sub(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void prefix##_or(type i, atype *v)			\
{									\
	__atomic_fetch_or(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void prefix##_and(type i, atype *v)			\
{									\
	__atomic_fetch_and(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void prefix##_inc(atype *v)				\
{									\
	prefix##_add(1, v);						\
}									\
static inline void prefix##_dec(atype *v)				\
{									\
	prefix##_sub(1, v);						\
}									\
static inline type prefix##_fetch_add(type i, atype *v)			\
{									\
	return __atomic_fetch_add(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline type prefix##_fetch_sub(type i, atype *v)			\
{									\
	return __atomic_fetch_sub(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline type prefix##_add_return(type i, atype *v)		\
{									\
	return __atomic_add_fetch(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline type prefix##_sub_return(type i, atype *v)		\
{									\
	return __atomic_sub_fetch(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline type prefix##_inc_return(atype *v)			\
{									\
	return prefix##_add_return(1, v);				\
}									\
static inline type prefix##_dec_return(atype *v)			\
{									\
	return prefix##_sub_return(1, v);				\
}									\
static inline bool prefix##_inc_and_test(atype *v)			\
{									\
	return prefix##_inc_return(v) == 0;				\
}									\
static inline bool prefix##_dec_and_test(atype *v)			\
{									\
	return prefix##_dec_return(v) == 0;				\
}									\
static inline bool prefix##_sub_and_test(type i, atype *v)		\
{									\
	return prefix##_sub_return(i, v) == 0;				\
}									\
static inline type prefix##_xchg(atype *v, type n)			\
{									\
	return __atomic_exchange_n(&v->counter, n, __ATOMIC_SEQ_CST);	\
}									\
static inline type prefix##_cmpxchg(atype *v, type old, type n)		\
{									\
	__atomic_compare_exchange_n(&v->counter, &old, n, false,	\
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	return old;							\
}									\
static inline bool prefix##_try_cmpxchg(atype *v, type *old, type n)	\
{									\
	return __atomic_compare_exchange_n(&v->counter, old, n, false,	\
					   __ATOMIC_SEQ_CST,		\
					   __ATOMIC_SEQ_CST);		\
}									\
static inline type prefix##_fetch_add_unless(atype *v, type a, type u)	\
{									\
	type c = prefix##_read(v);					\
									\
	while (c != u && !prefix##_try_cmpxchg(v, &c, c + a))		\
		;							\
	return c;							\
}									\
static inline bool prefix##_add_unless(atype *v, type a, type u)	\
{									\
	return prefix##_fetch_add_unless(v, a, u) != u;			\
}									\
static inline bool prefix##_inc_not_zero(atype *v)			\
{									\
	return prefix##_add_unless(v, 1, 0);				\
}									\
static inline type prefix##_dec_if_positive(atype *v)			\
{									\
	type c = prefix##_read(v);					\
									\
	while (c > 0 && !prefix##_try_cmpxchg(v, &c, c - 1))		\
		;							\
	return c - 1;							\
}

DMASPACE_ATOMIC(atomic, atomic_t, int)
DMASPACE_ATOMIC(atomic64, atomic64_t, s64)

typedef atomic64_t atomic_long_t;
#define atomic_long_read(v)	((long)atomic64_read(v))
#define atomic_long_set(v, i)	atomic64_set(v, i)
#define atomic_long_inc(v)	atomic64_inc(v)
#define atomic_long_dec(v)	atomic64_dec(v)
#define atomic_long_add(i, v)	atomic64_add(i, v)

#define xchg(ptr, v)		__atomic_exchange_n((ptr), (v), __ATOMIC_SEQ_CST)
#define cmpxchg(ptr, old, new)						\
({									\
	typeof(*(ptr)) __old = (old);					\
	__atomic_compare_exchange_n((ptr), &__old, (new), false,	\
				    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	__old;								\
})

#endif
