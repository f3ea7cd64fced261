/* SPDX-License-Identifier: MIT */
/*
 * Device registers.  The pointer comes from ioremap(); each call is one access
 * of that size at the device.  readX(): later loads are ordered after it.
 * writeX(): earlier stores to memory have reached it first.  The _relaxed
 * forms do neither.
 */
#ifndef __ASM_IO_H
#define __ASM_IO_H

#include <linux/types.h>

#include <asm/barrier.h>
#include <asm/byteorder.h>
#include <asm/page.h>
#include <asm/pgtable.h>

u8 readb(const volatile void __iomem *addr);
u8 readb_relaxed(const volatile void __iomem *addr);
void writeb(u8 value, volatile void __iomem *addr);
void writeb_relaxed(u8 value, volatile void __iomem *addr);
u16 readw(const volatile void __iomem *addr);
u16 readw_relaxed(const volatile void __iomem *addr);
void writew(u16 value, volatile void __iomem *addr);
void writew_relaxed(u16 value, volatile void __iomem *addr);
u32 readl(const volatile void __iomem *addr);
u32 readl_relaxed(const volatile void __iomem *addr);
void writel(u32 value, volatile void __iomem *addr);
void writel_relaxed(u32 value, volatile void __iomem *addr);
u64 readq(const volatile void __iomem *addr);
u64 readq_relaxed(const volatile void __iomem *addr);
void writeq(u64 value, volatile void __iomem *addr);
void writeq_relaxed(u64 value, volatile void __iomem *addr);

#define ioread8(addr)		readb(addr)
#define iowrite8(v, addr)	writeb((v), (addr))
#define ioread16(addr)		readw(addr)
#define iowrite16(v, addr)	writew((v), (addr))
#define ioread32(addr)		readl(addr)
#define iowrite32(v, addr)	writel((v), (addr))
#define ioread64(addr)		readq(addr)
#define iowrite64(v, addr)	writeq((v), (addr))

#define ioread16be(addr)	swab16(readw(addr))
#define iowrite16be(v, addr)	writew(swab16(v), (addr))
#define ioread32be(addr)	swab32(readl(addr))
#define iowrite32be(v, addr)	writel(swab32(v), (addr))
#define ioread64be(addr)	swab64(readq(addr))
#define iowrite64be(v, addr)	writeq(swab64(v), (addr))

#define __raw_readb(addr)		readb_relaxed(addr)
#define __raw_writeb(v, addr)	writeb_relaxed((v), (addr))
#define __raw_readw(addr)		readw_relaxed(addr)
#define __raw_writew(v, addr)	writew_relaxed((v), (addr))
#define __raw_readl(addr)		readl_relaxed(addr)
#define __raw_writel(v, addr)	writel_relaxed((v), (addr))
#define __raw_readq(addr)		readq_relaxed(addr)
#define __raw_writeq(v, addr)	writeq_relaxed((v), (addr))
#define readb	readb
#define readb_relaxed	readb_relaxed
#define writeb	writeb
#define writeb_relaxed	writeb_relaxed
#define readw	readw
#define readw_relaxed	readw_relaxed
#define writew	writew
#define writew_relaxed	writew_relaxed
#define readl	readl
#define readl_relaxed	readl_relaxed
#define writel	writel
#define writel_relaxed	writel_relaxed
#define readq	readq
#define readq_relaxed	readq_relaxed
#define writeq	writeq
#define writeq_relaxed	writeq_relaxed

/* count accesses to one register, data in memory order. */
void readsb(const volatile void __iomem *addr, void *buf,
	    unsigned int count);
void writesb(volatile void __iomem *addr, const void *buf,
	     unsigned int count);
void readsw(const volatile void __iomem *addr, void *buf,
	    unsigned int count);
void writesw(volatile void __iomem *addr, const void *buf,
	     unsigned int count);
void readsl(const volatile void __iomem *addr, void *buf,
	    unsigned int count);
void writesl(volatile void __iomem *addr, const void *buf,
	     unsigned int count);
void readsq(const volatile void __iomem *addr, void *buf,
	    unsigned int count);
void writesq(volatile void __iomem *addr, const void *buf,
	     unsigned int count);
#define ioread8_rep(addr, buf, n)	readsb((addr), (buf), (n))
#define iowrite8_rep(addr, buf, n)	writesb((addr), (buf), (n))
#define ioread16_rep(addr, buf, n)	readsw((addr), (buf), (n))
#define iowrite16_rep(addr, buf, n)	writesw((addr), (buf), (n))
#define ioread32_rep(addr, buf, n)	readsl((addr), (buf), (n))
#define iowrite32_rep(addr, buf, n)	writesl((addr), (buf), (n))

void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n);
void memcpy_toio(volatile void __iomem *to, const void *from, size_t n);
void memset_io(volatile void __iomem *to, int value, size_t n);

/* NULL on failure, for System RAM too (with a warning).  May sleep. */
void __iomem *ioremap(phys_addr_t paddr, size_t size);
void __iomem *ioremap_wc(phys_addr_t paddr, size_t size);
void __iomem *ioremap_np(phys_addr_t paddr, size_t size);
/* Also for RAM: then the address of the linear map. */
void __iomem *ioremap_cache(phys_addr_t paddr, size_t size);
void iounmap(volatile void __iomem *addr);
#define ioremap_uc	ioremap
#define ioremap_wt	ioremap
#define ioremap_np	ioremap_np
#define ioremap_wc	ioremap_wc
#define ioremap_cache	ioremap_cache

#define mmiowb()	do { } while (0)

#endif
