/* SPDX-License-Identifier: MIT */
/* The machine has readq() and writeq(); these are two halves all the same. */
#ifndef _LINUX_IO_64_NONATOMIC_HI_LO_H_
#define _LINUX_IO_64_NONATOMIC_HI_LO_H_

#include <linux/io.h>

static inline u64 hi_lo_readq(const volatile void __iomem *addr)
{
	u32 hi = readl(addr + 4), lo = readl(addr);

	return lo | (u64)hi << 32;
}

static inline void hi_lo_writeq(u64 val, volatile void __iomem *addr)
{
	writel(val >> 32, addr + 4);
	writel(val, addr);
}

static inline u64 hi_lo_readq_relaxed(const volatile void __iomem *addr)
{
	u32 hi = readl_relaxed(addr + 4), lo = readl_relaxed(addr);

	return lo | (u64)hi << 32;
}

static inline void hi_lo_writeq_relaxed(u64 val, volatile void __iomem *addr)
{
	writel_relaxed(val >> 32, addr + 4);
	writel_relaxed(val, addr);
}

#endif
