// SPDX-License-Identifier: MIT
/* The node stays when the module goes. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static const struct file_operations fops = {
	.owner = THIS_MODULE,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "stays",
	.fops = &fops,
};

static int __init stays_init(void)
{
	return misc_register(&misc);	/* BUG: nobody takes it back */
}
module_init(stays_init);

static void __exit stays_exit(void)
{
}
module_exit(stays_exit);

MODULE_LICENSE("Dual MIT/GPL");
