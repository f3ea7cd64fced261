/* SPDX-License-Identifier: MIT */
/* The options that this kernel is "built" with, and how code asks for them. */
#ifndef __LINUX_KCONFIG_H
#define __LINUX_KCONFIG_H

#define CONFIG_64BIT			1
#define CONFIG_ARM64			1
#define CONFIG_CMA			1
#define CONFIG_DMA_CMA			1
#define CONFIG_HAS_DMA			1
#define CONFIG_HAS_IOMEM		1
#define CONFIG_HZ			250
#define CONFIG_KUNIT			1
#define CONFIG_MMU			1
#define CONFIG_MODULES			1
#define CONFIG_NEED_SG_DMA_LENGTH	1
#define CONFIG_OF			1
#define CONFIG_OF_ADDRESS		1
#define CONFIG_OF_RESERVED_MEM		1
#define CONFIG_PAGE_SHIFT		12
#define CONFIG_PHYS_ADDR_T_64BIT	1
#define CONFIG_PRINTK			1
#define CONFIG_SMP			1

/* 1 in the first place of the list when x is defined as 1, else 0. */
#define __ARG_PLACEHOLDER_1		0,
#define __take_second_arg(ignored, val, ...) val
#define __is_defined(x)			___is_defined(x)
#define ___is_defined(val)		____is_defined(__ARG_PLACEHOLDER_##val)
#define ____is_defined(arg1_or_junk)	__take_second_arg(arg1_or_junk 1, 0)

#define IS_BUILTIN(option)	__is_defined(option)
#define IS_MODULE(option)	__is_defined(option##_MODULE)
#define IS_ENABLED(option)	(IS_BUILTIN(option) || IS_MODULE(option))
#define IS_REACHABLE(option)	IS_ENABLED(option)

#endif
