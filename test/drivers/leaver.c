// SPDX-License-Identifier: MIT
/* An exit that gives nothing back: one thing of each kind. */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

static const struct file_operations fops = {
	.owner = THIS_MODULE,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "leaver",
	.fops = &fops,
};

static struct platform_driver driver = {
	.driver = { .name = "leaver" },
};

static struct cdev cdev;
static struct class *cls;
static dev_t number;

static int __init leaver_init(void)
{
	cdev_init(&cdev, &fops);
	cdev.owner = THIS_MODULE;
	cls = class_create("leaver");
	if (IS_ERR(cls))
		return PTR_ERR(cls);
	if (alloc_chrdev_region(&number, 0, 1, "leaver") ||
	    cdev_add(&cdev, number, 1) || misc_register(&misc) ||
	    platform_driver_register(&driver) ||
	    !request_mem_region(0x50000000, 0x1000, "leaver") ||
	    !kmalloc(100, GFP_KERNEL) || !alloc_pages(GFP_KERNEL, 2))
		return -EBUSY;
	return 0;
}
module_init(leaver_init);

static void __exit leaver_exit(void)
{
}
module_exit(leaver_exit);

MODULE_LICENSE("Dual MIT/GPL");
