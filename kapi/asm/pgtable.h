/* SPDX-License-Identifier: MIT */
#ifndef __ASM_PGTABLE_H
#define __ASM_PGTABLE_H

#include <asm/page.h>

/* Memory types as numbered in arm64's page table entries (bits 4:2). */
#define MT_NORMAL		0
#define MT_NORMAL_TAGGED	1
#define MT_NORMAL_NC		2
#define MT_DEVICE_nGnRnE	3
#define MT_DEVICE_nGnRE		4
#define PTE_ATTRINDX(t)		((u64)(t) << 2)
#define PTE_ATTRINDX_MASK	((u64)7 << 2)
#define PTE_RDONLY		((u64)1 << 7)

#define __pgprot_type(prot, type) \
	__pgprot((pgprot_val(prot) & ~PTE_ATTRINDX_MASK) | PTE_ATTRINDX(type))
#define pgprot_noncached(prot)		__pgprot_type(prot, MT_DEVICE_nGnRnE)
#define pgprot_writecombine(prot)	__pgprot_type(prot, MT_NORMAL_NC)
#define pgprot_dmacoherent(prot)	__pgprot_type(prot, MT_NORMAL_NC)
#define pgprot_device(prot)		__pgprot_type(prot, MT_DEVICE_nGnRE)
#define pgprot_decrypted(prot)		(prot)
#define pgprot_encrypted(prot)		(prot)

#define PAGE_KERNEL		__pgprot(PTE_ATTRINDX(MT_NORMAL))
#define PAGE_KERNEL_RO		__pgprot(PTE_ATTRINDX(MT_NORMAL) | PTE_RDONLY)
#define PAGE_SHARED		PAGE_KERNEL
#define PAGE_READONLY		PAGE_KERNEL_RO

#endif
