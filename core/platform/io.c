// SPDX-License-Identifier: MIT
/*
 * Register access and barriers.
 *
 * An address of the MMIO area goes to the home, which knows the model.  RAM
 * that a driver reads with readl() (a ring in a coherent buffer, say) is
 * loaded as RAM; anything else is dereferenced, so that a NULL register base
 * faults here with the driver's stack below.
 *
 * Same as Linux on arm64: readX() is followed by a read barrier, writeX()
 * preceded by a write barrier; the relaxed forms have none.
 */
#include <linux/io.h>
#include <linux/kernel.h>

#include "home/home.h"

static bool is_cookie(const volatile void *addr)
{
	return home_in_window(addr) && home_area_of(addr) == HOME_MMIO;
}

void __mb(void)
{
	home_barrier(HOME_MB);
}

void __rmb(void)
{
	home_barrier(HOME_RMB);
}

void __wmb(void)
{
	home_barrier(HOME_WMB);
}

#undef readb
#undef readw
#undef readl
#undef readq
#undef writeb
#undef writew
#undef writel
#undef writeq
#undef readb_relaxed
#undef readw_relaxed
#undef readl_relaxed
#undef readq_relaxed
#undef writeb_relaxed
#undef writew_relaxed
#undef writel_relaxed
#undef writeq_relaxed

#define DEFINE_ACCESS(s, type)						\
	static type raw_read##s(const volatile void __iomem *addr)	\
	{								\
		type v;							\
									\
		if (likely(is_cookie(addr)))				\
			return home_mmio_read(addr, sizeof(type));	\
		if (!home_in_window(addr))				\
			return *(const volatile type *)addr;		\
		home_load(addr, &v, sizeof(v));				\
		return v;						\
	}								\
									\
	static void raw_write##s(type v, volatile void __iomem *addr)	\
	{								\
		if (likely(is_cookie(addr)))				\
			home_mmio_write(addr, v, sizeof(type));		\
		else if (!home_in_window(addr))				\
			*(volatile type *)addr = v;			\
		else							\
			home_store(addr, &v, sizeof(v));		\
	}								\
									\
	type read##s##_relaxed(const volatile void __iomem *addr)	\
	{								\
		return raw_read##s(addr);				\
	}								\
									\
	void write##s##_relaxed(type v, volatile void __iomem *addr)	\
	{								\
		raw_write##s(v, addr);					\
	}								\
									\
	type read##s(const volatile void __iomem *addr)			\
	{								\
		type v = raw_read##s(addr);				\
									\
		home_barrier(HOME_RMB);					\
		return v;						\
	}								\
									\
	void write##s(type v, volatile void __iomem *addr)		\
	{								\
		home_barrier(HOME_WMB);					\
		raw_write##s(v, addr);					\
	}								\
									\
	void reads##s(const volatile void __iomem *addr, void *buf,	\
		      unsigned int count)				\
	{								\
		for (; count; count--, buf += sizeof(type)) {		\
			type v = raw_read##s(addr);			\
									\
			home_store(buf, &v, sizeof(v));			\
		}							\
	}								\
									\
	void writes##s(volatile void __iomem *addr, const void *buf,	\
		       unsigned int count)				\
	{								\
		for (; count; count--, buf += sizeof(type)) {		\
			type v;						\
									\
			home_load(buf, &v, sizeof(v));			\
			raw_write##s(v, addr);				\
		}							\
	}

DEFINE_ACCESS(b, u8)
DEFINE_ACCESS(w, u16)
DEFINE_ACCESS(l, u32)
DEFINE_ACCESS(q, u64)

/* --- blocks --------------------------------------------------------------- */

/* As arm64: bytes up to the first 8-byte boundary, words, bytes. */
static bool word_next(const volatile void *addr, size_t n)
{
	return n >= 8 && IS_ALIGNED((unsigned long)addr, 8);
}

void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n)
{
	size_t step;

	for (; n; n -= step, to += step, from += step) {
		u64 v;

		step = word_next(from, n) ? 8 : 1;
		v = step == 8 ? raw_readq(from) : raw_readb(from);
		home_store(to, &v, step);
	}
}

void memcpy_toio(volatile void __iomem *to, const void *from, size_t n)
{
	size_t step;

	for (; n; n -= step, to += step, from += step) {
		u64 v = 0;

		step = word_next(to, n) ? 8 : 1;
		home_load(from, &v, step);
		if (step == 8)
			raw_writeq(v, to);
		else
			raw_writeb(v, to);
	}
}

void memset_io(volatile void __iomem *to, int value, size_t n)
{
	u64 word = (u8)value * 0x0101010101010101ull;
	size_t step;

	for (; n; n -= step, to += step) {
		step = word_next(to, n) ? 8 : 1;
		if (step == 8)
			raw_writeq(word, to);
		else
			raw_writeb(value, to);
	}
}

void __iowrite32_copy(void __iomem *to, const void *from, size_t count)
{
	for (; count; count--, to += 4, from += 4)
		writesl(to, from, 1);
}

void __ioread32_copy(void *to, const void __iomem *from, size_t count)
{
	for (; count; count--, to += 4, from += 4)
		readsl(from, to, 1);
}

void __iowrite64_copy(void __iomem *to, const void *from, size_t count)
{
	for (; count; count--, to += 8, from += 8)
		writesq(to, from, 1);
}
