/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/stat.h>
#include <linux/string.h>
#include <linux/stringify.h>
#include <linux/types.h>

#define MODULE_NAME_LEN	(64 - sizeof(unsigned long))

enum module_state {
	MODULE_STATE_LIVE,
	MODULE_STATE_COMING,
	MODULE_STATE_GOING,
	MODULE_STATE_UNFORMED,
};

/* A loaded driver; the loader fills it in. */
struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];
	const char *version;
	const char *srcversion;
	int (*init)(void);
	void (*exit)(void);
	atomic_t refcnt;
	void *host;			/* the loader's own */
};

#ifdef MODULE
/* One a driver: the linker keeps the first. */
struct module __this_module __weak;
#endif

#define MODULE_INFO(tag, info) \
	static const char __UNIQUE_ID(tag)[] __used __section(".modinfo") \
		__aligned(1) = #tag "=" info
#define MODULE_ALIAS(_alias)		MODULE_INFO(alias, _alias)
#define MODULE_SOFTDEP(_dep)		MODULE_INFO(softdep, _dep)
#define MODULE_LICENSE(_license)		MODULE_INFO(license, _license)
#define MODULE_AUTHOR(_author)		MODULE_INFO(author, _author)
#define MODULE_DESCRIPTION(_desc)	MODULE_INFO(description, _desc)
#define MODULE_VERSION(_version)		MODULE_INFO(version, _version)
#define MODULE_FIRMWARE(_firmware)	MODULE_INFO(firmware, _firmware)
#define MODULE_IMPORT_NS(_ns)		MODULE_INFO(import_ns, __stringify(_ns))
#define MODULE_SUPPORTED_DEVICE(name)

/* Tables for depmod; a driver's own pointer to its table is what counts. */
#define MODULE_DEVICE_TABLE(type, name) \
	extern const __typeof__(name) __mod_##type##__##name##_device_table \
		__attribute__((__unused__))

bool try_module_get(struct module *module);
void __module_get(struct module *module);
void module_put(struct module *module);
unsigned int module_refcount(struct module *mod);

static inline bool module_is_live(struct module *mod)
{
	return mod->state != MODULE_STATE_GOING;
}

#define module_name(mod)	((mod) ? (mod)->name : "kernel")

/* A driver that only registers. */
#define module_driver(__driver, __register, __unregister, ...)		\
static int __driver##_init(void)					\
{									\
	return __register(&(__driver), ##__VA_ARGS__);			\
}									\
module_init(__driver##_init);						\
static void __driver##_exit(void)					\
{									\
	__unregister(&(__driver), ##__VA_ARGS__);			\
}									\
module_exit(__driver##_exit)

#endif
