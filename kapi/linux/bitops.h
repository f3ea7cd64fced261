/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_BITOPS_H
#define _LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/types.h>

#define BITS_PER_TYPE(type)	(sizeof(type) * BITS_PER_BYTE)
#define BITS_TO_LONGS(nr)	(((nr) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define BITS_TO_U64(nr)		(((nr) + 63) / 64)
#define BITS_TO_U32(nr)		(((nr) + 31) / 32)
#define BITS_TO_BYTES(nr)	(((nr) + 7) / 8)

/* --- atomic, fully ordered where a value comes back ----------------------- */

#define __bit_word(nr, addr)	((unsigned long *)(addr) + BIT_WORD(nr))

static __always_inline void set_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_or(__bit_word(nr, addr), BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void clear_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(__bit_word(nr, addr), ~BIT_MASK(nr),
			   __ATOMIC_RELAXED);
}

static __always_inline void change_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_xor(__bit_word(nr, addr), BIT_MASK(nr),
			   __ATOMIC_RELAXED);
}

static __always_inline bool test_and_set_bit(long nr,
					     volatile unsigned long *addr)
{
	return __atomic_fetch_or(__bit_word(nr, addr), BIT_MASK(nr),
				 __ATOMIC_SEQ_CST) & BIT_MASK(nr);
}

static __always_inline bool test_and_clear_bit(long nr,
					       volatile unsigned long *addr)
{
	return __atomic_fetch_and(__bit_word(nr, addr), ~BIT_MASK(nr),
				  __ATOMIC_SEQ_CST) & BIT_MASK(nr);
}

static __always_inline bool test_and_change_bit(long nr,
						volatile unsigned long *addr)
{
	return __atomic_fetch_xor(__bit_word(nr, addr), BIT_MASK(nr),
				  __ATOMIC_SEQ_CST) & BIT_MASK(nr);
}

static __always_inline bool test_and_set_bit_lock(long nr,
						  volatile unsigned long *addr)
{
	return __atomic_fetch_or(__bit_word(nr, addr), BIT_MASK(nr),
				 __ATOMIC_ACQUIRE) & BIT_MASK(nr);
}

static __always_inline void clear_bit_unlock(long nr,
					     volatile unsigned long *addr)
{
	__atomic_fetch_and(__bit_word(nr, addr), ~BIT_MASK(nr),
			   __ATOMIC_RELEASE);
}

static __always_inline bool test_bit(unsigned long nr,
				     const volatile unsigned long *addr)
{
	return addr[BIT_WORD(nr)] & BIT_MASK(nr);
}

#define test_bit_acquire(nr, addr)	test_bit(nr, addr)

/* --- not atomic ----------------------------------------------------------- */

static __always_inline void __set_bit(unsigned long nr,
				      volatile unsigned long *addr)
{
	*__bit_word(nr, addr) |= BIT_MASK(nr);
}

static __always_inline void __clear_bit(unsigned long nr,
					volatile unsigned long *addr)
{
	*__bit_word(nr, addr) &= ~BIT_MASK(nr);
}

static __always_inline void __change_bit(unsigned long nr,
					 volatile unsigned long *addr)
{
	*__bit_word(nr, addr) ^= BIT_MASK(nr);
}

static __always_inline bool __test_and_set_bit(unsigned long nr,
					       volatile unsigned long *addr)
{
	bool old = *__bit_word(nr, addr) & BIT_MASK(nr);

	__set_bit(nr, addr);
	return old;
}

static __always_inline bool __test_and_clear_bit(unsigned long nr,
						 volatile unsigned long *addr)
{
	bool old = *__bit_word(nr, addr) & BIT_MASK(nr);

	__clear_bit(nr, addr);
	return old;
}

#define assign_bit(nr, addr, value) \
	((value) ? set_bit((nr), (addr)) : clear_bit((nr), (addr)))
#define __assign_bit(nr, addr, value) \
	((value) ? __set_bit((nr), (addr)) : __clear_bit((nr), (addr)))

#define smp_mb__before_atomic()	barrier()
#define smp_mb__after_atomic()	barrier()

/* --- places of bits in a word: __ffs, __fls, ffz: undefined for none ------ */

static __always_inline __attribute_const__ unsigned long __ffs(unsigned long w)
{
	return __builtin_ctzl(w);
}

static __always_inline __attribute_const__ unsigned long __fls(unsigned long w)
{
	return BITS_PER_LONG - 1 - __builtin_clzl(w);
}

#define ffz(w)	__ffs(~(w))

static __always_inline __attribute_const__ int ffs(int w)
{
	return __builtin_ffs(w);
}

static __always_inline __attribute_const__ int fls(unsigned int w)
{
	return w ? 32 - __builtin_clz(w) : 0;
}

static __always_inline __attribute_const__ int fls64(u64 w)
{
	return w ? 64 - __builtin_clzll(w) : 0;
}

#define fls_long(w)	fls64(w)

static __always_inline unsigned long __ffs64(u64 w)
{
	return __builtin_ctzll(w);
}

static __always_inline int get_bitmask_order(unsigned int count)
{
	return fls(count);
}

/* --- weight, rotation, sign ----------------------------------------------- */

static __always_inline unsigned int hweight64(u64 w)
{
	w -= (w >> 1) & 0x5555555555555555ull;
	w = (w & 0x3333333333333333ull) + ((w >> 2) & 0x3333333333333333ull);
	w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0full;
	return (w * 0x0101010101010101ull) >> 56;
}

#define hweight32(w)	hweight64((u32)(w))
#define hweight16(w)	hweight64((u16)(w))
#define hweight8(w)	hweight64((u8)(w))
#define hweight_long(w)	hweight64(w)

static inline u64 rol64(u64 w, unsigned int n)
{
	return (w << (n & 63)) | (w >> (-n & 63));
}

static inline u64 ror64(u64 w, unsigned int n)
{
	return (w >> (n & 63)) | (w << (-n & 63));
}

static inline u32 rol32(u32 w, unsigned int n)
{
	return (w << (n & 31)) | (w >> (-n & 31));
}

static inline u32 ror32(u32 w, unsigned int n)
{
	return (w >> (n & 31)) | (w << (-n & 31));
}

static inline __s32 sign_extend32(u32 value, int index)
{
	return (__s32)(value << (31 - index)) >> (31 - index);
}

static inline __s64 sign_extend64(u64 value, int index)
{
	return (__s64)(value << (63 - index)) >> (63 - index);
}

#include <linux/find.h>

#endif
