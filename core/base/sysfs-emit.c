// SPDX-License-Identifier: MIT
/*
 * sysfs_emit() and the ready-made show() and store() functions.
 *
 * Same as Linux: a buffer that is not a page's begin is a driver's bug, said
 * once, and nothing is written.  Sensed: variables of DEVICE_INT_ATTR() and
 * its kind are the driver's.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/sprintf.h>

int sysfs_emit(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	if (WARN(!buf || offset_in_page(buf),
		 "invalid sysfs_emit: buf:%p\n", buf))
		return 0;
	va_start(args, fmt);
	len = vscnprintf(buf, PAGE_SIZE, fmt, args);
	va_end(args);
	return len;
}

int sysfs_emit_at(char *buf, int at, const char *fmt, ...)
{
	va_list args;
	int len;

	if (WARN(!buf || offset_in_page(buf) || at < 0 || at >= PAGE_SIZE,
		 "invalid sysfs_emit_at: buf:%p at:%d\n", buf, at))
		return 0;
	va_start(args, fmt);
	len = vscnprintf(buf + at, PAGE_SIZE - at, fmt, args);
	va_end(args);
	return len;
}

static void *var_of(struct device_attribute *attr)
{
	return container_of(attr, struct dev_ext_attribute, attr)->var;
}

ssize_t device_show_int(struct device *dev, struct device_attribute *attr,
			char *buf)
{
	return sysfs_emit(buf, "%d\n", *(int *)var_of(attr));
}

ssize_t device_store_int(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t count)
{
	int ret = kstrtoint(buf, 0, var_of(attr));

	return ret ? ret : (ssize_t)count;
}

ssize_t device_show_ulong(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	return sysfs_emit(buf, "%#lx\n", *(unsigned long *)var_of(attr));
}

ssize_t device_store_ulong(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	int ret = kstrtoul(buf, 0, var_of(attr));

	return ret ? ret : (ssize_t)count;
}

ssize_t device_show_bool(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sysfs_emit(buf, "%d\n", *(bool *)var_of(attr));
}

ssize_t device_store_bool(struct device *dev, struct device_attribute *attr,
			  const char *buf, size_t count)
{
	int ret = kstrtobool(buf, var_of(attr));

	return ret ? ret : (ssize_t)count;
}
