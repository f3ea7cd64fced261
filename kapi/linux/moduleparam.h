/* SPDX-License-Identifier: MIT */
/* Parameters are records in the section __param; the loader sets them. */
#ifndef _LINUX_MODULE_PARAMS_H
#define _LINUX_MODULE_PARAMS_H

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/stringify.h>
#include <linux/types.h>

#ifndef KBUILD_MODNAME
#define KBUILD_MODNAME	"driver"
#endif

struct kernel_param;

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

struct kparam_string {
	unsigned int maxlen;
	char *string;
};

struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

struct kernel_param {
	const char *name;
	const struct kernel_param_ops *ops;
	u16 perm;
	u8 level, flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

#define __module_param(name, ops, argument, perm)			\
	static const struct kernel_param __param_##name			\
		__used __section("__param")				\
		__aligned(sizeof(void *)) =				\
		{ #name, ops, perm, 0, 0, { argument } }

#define module_param_cb(name, ops, arg, perm) \
	__module_param(name, ops, (void *)(arg), perm)
#define module_param_named(name, value, type, perm) \
	__module_param(name, &param_ops_##type, &(value), perm)
#define module_param(name, type, perm) \
	module_param_named(name, name, type, perm)
#define core_param(name, var, type, perm) \
	module_param_named(name, var, type, perm)
#define module_param_string(name, string, len, perm)			\
	static const struct kparam_string __param_string_##name =	\
		{ len, string };					\
	__module_param(name, &param_ops_string,				\
		       (void *)&__param_string_##name, perm)
#define module_param_array_named(name, array, type, nump, perm)		\
	static const struct kparam_array __param_arr_##name =		\
		{ ARRAY_SIZE(array), sizeof((array)[0]), nump,		\
		  &param_ops_##type, array };				\
	__module_param(name, &param_array_ops,				\
		       (void *)&__param_arr_##name, perm)
#define module_param_array(name, type, nump, perm) \
	module_param_array_named(name, name, type, nump, perm)

#define MODULE_PARM_DESC(parm, desc) \
	static const char __UNIQUE_ID(parm)[] __used __section(".modinfo") \
		__aligned(1) = "parm=" #parm ":" desc

#define __param_ops_of(type)						\
	extern const struct kernel_param_ops param_ops_##type;		\
	int param_set_##type(const char *val,				\
			     const struct kernel_param *kp);		\
	int param_get_##type(char *buffer, const struct kernel_param *kp)
__param_ops_of(bool);
__param_ops_of(byte);
__param_ops_of(charp);
__param_ops_of(int);
__param_ops_of(invbool);
__param_ops_of(long);
__param_ops_of(short);
__param_ops_of(uint);
__param_ops_of(ullong);
__param_ops_of(ulong);
__param_ops_of(ushort);
__param_ops_of(hexint);
extern const struct kernel_param_ops param_ops_string;
extern const struct kernel_param_ops param_array_ops;
int param_set_copystring(const char *val, const struct kernel_param *kp);
int param_get_string(char *buffer, const struct kernel_param *kp);

#define kernel_param_lock(mod)		do { } while (0)
#define kernel_param_unlock(mod)	do { } while (0)

#endif
