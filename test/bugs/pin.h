/* SPDX-License-Identifier: MIT */
/* A node whose ioctl 1 pins the page of its argument: the bug is in pin(). */
#ifndef BUGS_PIN_H
#define BUGS_PIN_H

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>

static long pin(unsigned long addr);

static long pin_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return cmd == 1 ? pin(arg) : -ENOTTY;
}

static const struct file_operations pin_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = pin_ioctl,
};

static struct miscdevice pin_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "pin",
	.fops = &pin_fops,
};
module_misc_device(pin_misc);

MODULE_LICENSE("Dual MIT/GPL");

#endif
