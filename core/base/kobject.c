// SPDX-License-Identifier: MIT
/*
 * kobject - a name and a count in a struct device or struct cdev.
 *
 * The object may be a driver's, in board memory, so this file is sensed; the
 * name is private memory.  The last put calls the type's release().
 *
 * Same as Linux: counting, order of release.
 * Not the same:  no ksets, no folders of their own in sysfs.
 */
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/sprintf.h>

#include "core/base/device.h"
#include "host/host.h"

char *private_vasprintf(const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = host_alloc(n + 1);
	if (text)
		vsnprintf(text, n + 1, fmt, ap);
	return text;
}

__printf(1, 2) static char *private_asprintf(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = private_vasprintf(fmt, ap);
	va_end(ap);
	return text;
}

char *private_strdup(const char *s)
{
	return private_asprintf("%s", s);
}

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	kobj->ktype = ktype;
	INIT_LIST_HEAD(&kobj->entry);
	kref_init(&kobj->kref);
	kobj->state_initialized = 1;
	kobj->state_in_sysfs = 0;
}

/* '/' cannot be in a name: '!' instead, as Linux does. */
int kobject_set_name_vargs(struct kobject *kobj, const char *fmt, va_list args)
{
	char *name = private_vasprintf(fmt, args);
	char *c;

	if (!name)
		return -ENOMEM;
	for (c = name; *c; c++)
		if (*c == '/')
			*c = '!';
	host_free((void *)kobj->name);
	kobj->name = name;
	return 0;
}

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;
	int ret;

	va_start(args, fmt);
	ret = kobject_set_name_vargs(kobj, fmt, args);
	va_end(args);
	return ret;
}

struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj) {
		WARN(!kobj->state_initialized,
		     "kobject: '%s': is not initialized, yet kobject_get() is being called.\n",
		     kobject_name(kobj));
		kref_get(&kobj->kref);
	}
	return kobj;
}

static void kobject_release(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);
	const char *name = kobj->name;

	if (kobj->ktype && kobj->ktype->release)
		kobj->ktype->release(kobj);
	host_free((void *)name);
}

void kobject_put(struct kobject *kobj)
{
	if (!kobj)
		return;
	WARN(!kobj->state_initialized,
	     "kobject: '%s': is not initialized, yet kobject_put() is being called.\n",
	     kobject_name(kobj));
	kref_put(&kobj->kref, kobject_release);
}
