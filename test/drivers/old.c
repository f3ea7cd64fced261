// SPDX-License-Identifier: MIT
/* A driver as Linux 6.1 wanted it; /dev/old is there while it is bound. */
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
#error "compile it with --linux=6.1"
#endif

static const struct file_operations old_fops = {
	.owner = THIS_MODULE,
};

static struct class *old_class;
static int old_major;

static char *old_devnode(struct device *dev, umode_t *mode)
{
	return NULL;
}

static int old_probe(struct platform_device *pdev)
{
	struct device *dev = device_create(old_class, &pdev->dev,
					   MKDEV(old_major, 0), NULL, "old");

	return PTR_ERR_OR_ZERO(dev);
}

static int old_remove(struct platform_device *pdev)
{
	device_destroy(old_class, MKDEV(old_major, 0));
	return 0;
}

static const struct of_device_id old_ids[] = {
	{ .compatible = "test,calls" },
	{ }
};

static struct platform_driver old_driver = {
	.probe = old_probe,
	.remove = old_remove,
	.driver = { .name = "old", .of_match_table = old_ids },
};

static int __init old_init(void)
{
	int ret;

	old_class = class_create(THIS_MODULE, "old");
	if (IS_ERR(old_class))
		return PTR_ERR(old_class);
	old_class->devnode = old_devnode;
	old_major = register_chrdev(0, "old", &old_fops);
	if (old_major < 0) {
		ret = old_major;
		goto out_class;
	}
	ret = platform_driver_register(&old_driver);
	if (ret)
		goto out_major;
	return 0;
out_major:
	unregister_chrdev(old_major, "old");
out_class:
	class_destroy(old_class);
	return ret;
}
module_init(old_init);

static void __exit old_exit(void)
{
	platform_driver_unregister(&old_driver);
	unregister_chrdev(old_major, "old");
	class_destroy(old_class);
}
module_exit(old_exit);

MODULE_LICENSE("Dual MIT/GPL");
