// SPDX-License-Identifier: MIT
/* An init that fails after it took two things, and gives neither back. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>

static dev_t number;
static void *memory;

static int __init half_init(void)
{
	int ret = alloc_chrdev_region(&number, 0, 1, "half");

	memory = kmalloc(64, GFP_KERNEL);
	return ret ? ret : -EIO;
}
module_init(half_init);

MODULE_LICENSE("Dual MIT/GPL");
