/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/compiler.h>
#include <linux/stringify.h>

/* No section is thrown away. */
#define __init
#define __initdata
#define __initconst
#define __exit
#define __exitdata
#define __exit_p(x)	(x)
#define __exitused
#define __ref
#define __refdata
#define __refconst
#define __meminit
#define __meminitdata
#define __memexit
#define __cpuinit
#define __devinit
#define __devexit
#define __init_or_module
#define __initdata_or_module
#define __initconst_or_module
#define __ro_after_init
#define __read_mostly

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

/* The loader calls init_module() and cleanup_module() of a driver. */
#define module_init(initfn)						\
	static inline initcall_t __maybe_unused __inittest(void)	\
	{ return initfn; }						\
	int init_module(void);						\
	int init_module(void) { return initfn(); }
#define module_exit(exitfn)						\
	static inline exitcall_t __maybe_unused __exittest(void)	\
	{ return exitfn; }						\
	void cleanup_module(void);					\
	void cleanup_module(void) { exitfn(); }

#define early_initcall(fn)	module_init(fn)
#define core_initcall(fn)	module_init(fn)
#define postcore_initcall(fn)	module_init(fn)
#define arch_initcall(fn)	module_init(fn)
#define subsys_initcall(fn)	module_init(fn)
#define fs_initcall(fn)		module_init(fn)
#define rootfs_initcall(fn)	module_init(fn)
#define device_initcall(fn)	module_init(fn)
#define late_initcall(fn)	module_init(fn)

#endif
