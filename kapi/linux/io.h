/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/sizes.h>
#include <linux/types.h>

#include <asm/io.h>
#include <asm/page.h>

struct device;
struct resource;

/* What memremap() may give; the first that works of WB, WT, WC. */
enum {
	MEMREMAP_WB	= 1 << 0,
	MEMREMAP_WT	= 1 << 1,
	MEMREMAP_WC	= 1 << 2,
	MEMREMAP_ENC	= 1 << 3,
	MEMREMAP_DEC	= 1 << 4,
};

/* NULL on failure; System RAM only with MEMREMAP_WB.  May sleep. */
void *memremap(resource_size_t offset, size_t size, unsigned long flags);
void memunmap(void *addr);
void *devm_memremap(struct device *dev, resource_size_t offset, size_t size,
		    unsigned long flags);
void devm_memunmap(struct device *dev, void *addr);

void __iomem *devm_ioremap(struct device *dev, resource_size_t offset,
			   resource_size_t size);
void __iomem *devm_ioremap_uc(struct device *dev, resource_size_t offset,
			      resource_size_t size);
void __iomem *devm_ioremap_wc(struct device *dev, resource_size_t offset,
			      resource_size_t size);
void devm_iounmap(struct device *dev, void __iomem *addr);
void __iomem *devm_ioremap_resource(struct device *dev,
				    const struct resource *res);

/* count is of 32-bit (64-bit) words. */
void __iowrite32_copy(void __iomem *to, const void *from, size_t count);
void __ioread32_copy(void *to, const void __iomem *from, size_t count);
void __iowrite64_copy(void __iomem *to, const void *from, size_t count);

/* Memory types by ranges are a matter of x86. */
static inline int arch_phys_wc_add(unsigned long base, unsigned long size)
{
	return 0;
}

static inline void arch_phys_wc_del(int handle)
{
}

#endif
