// SPDX-License-Identifier: MIT
/*
 * Module parameters - the types of module_param().
 *
 * Compiled with the sensor: what is set is a driver's.
 *
 * Same as Linux: types, texts, errors; a bool without a value is true.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <asm/page.h>

#define DEFINE_PARAM(name, type, format, parse)				\
int param_set_##name(const char *val, const struct kernel_param *kp)	\
{									\
	return parse(val, 0, (type *)kp->arg);				\
}									\
									\
int param_get_##name(char *buffer, const struct kernel_param *kp)	\
{									\
	return scnprintf(buffer, PAGE_SIZE, format "\n",		\
			 *(type *)kp->arg);				\
}									\
									\
const struct kernel_param_ops param_ops_##name = {			\
	.set = param_set_##name,					\
	.get = param_get_##name,					\
}

DEFINE_PARAM(byte, u8, "%hhu", kstrtou8);
DEFINE_PARAM(short, s16, "%hi", kstrtos16);
DEFINE_PARAM(ushort, u16, "%hu", kstrtou16);
DEFINE_PARAM(int, int, "%i", kstrtoint);
DEFINE_PARAM(uint, unsigned int, "%u", kstrtouint);
DEFINE_PARAM(hexint, unsigned int, "%#08x", kstrtouint);
DEFINE_PARAM(long, long, "%li", kstrtol);
DEFINE_PARAM(ulong, unsigned long, "%lu", kstrtoul);
DEFINE_PARAM(ullong, unsigned long long, "%llu", kstrtoull);

int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", kp->arg);
}

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}

const struct kernel_param_ops param_ops_bool = {
	.set = param_set_bool,
	.get = param_get_bool,
};

int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool v;
	int err = kstrtobool(val, &v);

	if (!err)
		*(bool *)kp->arg = !v;
	return err;
}

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}

const struct kernel_param_ops param_ops_invbool = {
	.set = param_set_invbool,
	.get = param_get_invbool,
};

/* The text lives as long as the module. */
int param_set_charp(const char *val, const struct kernel_param *kp)
{
	char *copy;

	if (strlen(val) > 1024)
		return -ENOSPC;
	copy = kstrdup(val, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	*(char **)kp->arg = copy;
	return 0;
}

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", *(char **)kp->arg);
}

const struct kernel_param_ops param_ops_charp = {
	.set = param_set_charp,
	.get = param_get_charp,
};

int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	if (strlen(val) + 1 > kp->str->maxlen)
		return -ENOSPC;
	strcpy(kp->str->string, val);
	return 0;
}

int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", kp->str->string);
}

const struct kernel_param_ops param_ops_string = {
	.set = param_set_copystring,
	.get = param_get_string,
};

/* --- arrays: values with commas between ----------------------------------- */

static struct kernel_param element(const struct kernel_param *kp,
				   unsigned int i)
{
	struct kernel_param one = *kp;

	one.ops = kp->arr->ops;
	one.arg = kp->arr->elem + i * kp->arr->elemsize;
	return one;
}

static int array_set(const char *val, const struct kernel_param *kp)
{
	unsigned int n = 0;
	char text[1024], *rest = text, *one;
	int err = 0;

	if (strscpy(text, val, sizeof(text)) < 0)
		return -ENOSPC;
	while (!err && (one = strsep(&rest, ","))) {
		struct kernel_param e = element(kp, n);

		if (n++ == kp->arr->max)
			return -EINVAL;
		err = e.ops->set(one, &e);
	}
	if (!err && kp->arr->num)
		*kp->arr->num = n;
	return err;
}

static int array_get(char *buffer, const struct kernel_param *kp)
{
	unsigned int i, nr = kp->arr->num ? *kp->arr->num : kp->arr->max;
	int len = 0;

	for (i = 0; i < nr; i++) {
		struct kernel_param e = element(kp, i);

		if (i)
			buffer[len - 1] = ',';
		len += e.ops->get(buffer + len, &e);
	}
	return len;
}

const struct kernel_param_ops param_array_ops = {
	.set = array_set,
	.get = array_get,
};
