// SPDX-License-Identifier: MIT
/* The exit takes the node back. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static const struct file_operations fops = {
	.owner = THIS_MODULE,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "goes",
	.fops = &fops,
};
module_misc_device(misc);

MODULE_LICENSE("Dual MIT/GPL");
