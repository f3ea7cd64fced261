// SPDX-License-Identifier: MIT
/*
 * dev_info() and its kind - lines that begin with driver and device.
 *
 * Sensed: a class device may lie in a driver's own memory.
 * Same as Linux: the text; dev_err_probe() is silent for -EPROBE_DEFER and
 * (6.12) -ENOMEM.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/printk.h>
#include <linux/stdarg.h>

#include "core/boot.h"

const char *dev_bus_name(const struct device *dev)
{
	return dev->bus ? dev->bus->name : dev->class ? dev->class->name : "";
}

const char *dev_driver_string(const struct device *dev)
{
	const struct device_driver *drv = READ_ONCE(dev->driver);

	return drv ? drv->name : dev_bus_name(dev);
}

static void print(const char *level, const struct device *dev,
		  struct va_format *vaf)
{
	if (dev)
		printk("%s%s %s: %pV", level, dev_driver_string(dev),
		       dev_name(dev), vaf);
	else
		printk("%s(NULL device *): %pV", level, vaf);
}

void _dev_printk(const char *level, const struct device *dev,
		 const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	print(level, dev, &vaf);
	va_end(args);
}

#define DEFINE_DEV_LEVEL(func, level)					\
void func(const struct device *dev, const char *fmt, ...)		\
{									\
	struct va_format vaf;						\
	va_list args;							\
									\
	va_start(args, fmt);						\
	vaf.fmt = fmt;							\
	vaf.va = &args;							\
	print(level, dev, &vaf);					\
	va_end(args);							\
}

DEFINE_DEV_LEVEL(_dev_emerg, KERN_EMERG)
DEFINE_DEV_LEVEL(_dev_alert, KERN_ALERT)
DEFINE_DEV_LEVEL(_dev_crit, KERN_CRIT)
DEFINE_DEV_LEVEL(_dev_err, KERN_ERR)
DEFINE_DEV_LEVEL(_dev_warn, KERN_WARNING)
DEFINE_DEV_LEVEL(_dev_notice, KERN_NOTICE)
DEFINE_DEV_LEVEL(_dev_info, KERN_INFO)

int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	if (err == -EPROBE_DEFER)
		return err;
	if (err == -ENOMEM && linux_version >= 0x060c00)
		return err;
	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	dev_err(dev, "error %pe: %pV", ERR_PTR(err), &vaf);
	va_end(args);
	return err;
}
