/* SPDX-License-Identifier: MIT */
/* The machine has readq() and writeq(); these are two halves all the same. */
#ifndef _LINUX_IO_64_NONATOMIC_LO_HI_H_
#define _LINUX_IO_64_NONATOMIC_LO_HI_H_

#include <linux/io.h>

static inline u64 lo_hi_readq(const volatile void __iomem *addr)
{
	u32 lo = readl(addr), hi = readl(addr + 4);

	return lo | (u64)hi << 32;
}

static inline void lo_hi_writeq(u64 val, volatile void __iomem *addr)
{
	writel(val, addr);
	writel(val >> 32, addr + 4);
}

static inline u64 lo_hi_readq_relaxed(const volatile void __iomem *addr)
{
	u32 lo = readl_relaxed(addr), hi = readl_relaxed(addr + 4);

	return lo | (u64)hi << 32;
}

static inline void lo_hi_writeq_relaxed(u64 val, volatile void __iomem *addr)
{
	writel_relaxed(val, addr);
	writel_relaxed(val >> 32, addr + 4);
}

#endif
