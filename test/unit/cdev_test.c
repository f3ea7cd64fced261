// SPDX-License-Identifier: MIT
/*
 * Numbers of character devices, misc minors, ranges of the address space:
 * what is given, what is refused.
 *
 * board: test/boards/calls.dts
 */
#include <kunit/test.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/ioport.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

static const struct file_operations fops = {
	.owner = THIS_MODULE,
};

static void dynamic_major(struct kunit *test)
{
	dev_t a, b;

	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&a, 5, 2, "a"), 0);
	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&b, 0, 1, "b"), 0);
	KUNIT_EXPECT_EQ(test, MAJOR(a), 254);
	KUNIT_EXPECT_EQ(test, MINOR(a), 5);
	KUNIT_EXPECT_EQ(test, MAJOR(b), 253);
	unregister_chrdev_region(a, 2);
	unregister_chrdev_region(b, 1);
}

static void fixed_numbers(struct kunit *test)
{
	dev_t at = MKDEV(200, 10);

	KUNIT_ASSERT_EQ(test, register_chrdev_region(at, 5, "a"), 0);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(at + 4, 1, "b"), -EBUSY);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(at - 1, 2, "b"), -EBUSY);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(at + 5, 1, "b"), 0);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(MKDEV(512, 0), 1, "b"),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, register_chrdev_region(MKDEV(10, 77), 1, "b"),
			-EBUSY);
	unregister_chrdev_region(at + 5, 1);
	unregister_chrdev_region(at, 5);
}

static void whole_major(struct kunit *test)
{
	int major = register_chrdev(0, "whole", &fops);

	KUNIT_ASSERT_GT(test, major, 0);
	KUNIT_EXPECT_EQ(test, register_chrdev(major, "again", &fops), -EBUSY);
	unregister_chrdev(major, "whole");
	KUNIT_EXPECT_EQ(test, register_chrdev(major, "again", &fops), 0);
	unregister_chrdev(major, "again");
}

struct box {
	struct cdev cdev;
	struct device dev;
};

static unsigned int released;

static void box_release(struct device *dev)
{
	released++;
	kfree(container_of(dev, struct box, dev));
}

static void device_and_number(struct kunit *test)
{
	struct class *cls = class_create("cdev-test");
	struct box *box = kzalloc(sizeof(*box), GFP_KERNEL);
	dev_t at;

	KUNIT_ASSERT_FALSE(test, IS_ERR(cls));
	KUNIT_ASSERT_NOT_NULL(test, box);
	KUNIT_ASSERT_EQ(test, alloc_chrdev_region(&at, 0, 1, "box"), 0);
	released = 0;
	device_initialize(&box->dev);
	box->dev.class = cls;
	box->dev.devt = at;
	box->dev.release = box_release;
	dev_set_name(&box->dev, "box");
	cdev_init(&box->cdev, &fops);
	box->cdev.owner = THIS_MODULE;
	KUNIT_EXPECT_EQ(test, cdev_device_add(&box->cdev, &box->dev), 0);
	cdev_device_del(&box->cdev, &box->dev);
	KUNIT_EXPECT_EQ(test, released, 0);
	put_device(&box->dev);
	KUNIT_EXPECT_EQ(test, released, 1);
	unregister_chrdev_region(at, 1);
	class_destroy(cls);
}

static void misc_minors(struct kunit *test)
{
	static struct miscdevice a = {
		.minor = MISC_DYNAMIC_MINOR, .name = "misc-a", .fops = &fops,
	}, b = {
		.minor = MISC_DYNAMIC_MINOR, .name = "misc-b", .fops = &fops,
	}, same = {
		.minor = MISC_DYNAMIC_MINOR, .name = "misc-a", .fops = &fops,
	}, fixed = {
		.minor = 127, .name = "misc-c", .fops = &fops,
	};

	KUNIT_ASSERT_EQ(test, misc_register(&a), 0);
	KUNIT_EXPECT_EQ(test, a.minor, 127);
	KUNIT_EXPECT_NOT_NULL(test, a.this_device);
	KUNIT_ASSERT_EQ(test, misc_register(&b), 0);
	KUNIT_EXPECT_EQ(test, b.minor, 126);
	KUNIT_EXPECT_EQ(test, misc_register(&same), -EEXIST);
	KUNIT_EXPECT_EQ(test, same.minor, MISC_DYNAMIC_MINOR);
	KUNIT_EXPECT_EQ(test, misc_register(&fixed), -EBUSY);
	misc_deregister(&a);
	KUNIT_EXPECT_EQ(test, a.minor, MISC_DYNAMIC_MINOR);
	KUNIT_EXPECT_EQ(test, misc_register(&fixed), 0);
	misc_deregister(&fixed);
	misc_deregister(&b);
}

static void ranges(struct kunit *test)
{
	struct resource wide = DEFINE_RES_MEM_NAMED(0x50000000, 0x10000, "w");
	struct resource *r;

	r = request_mem_region(0x50001000, 0x1000, "a");
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_PTR_EQ(test, request_mem_region(0x50001ffc, 8, "b"),
			    NULL);
	KUNIT_EXPECT_NOT_NULL(test, request_mem_region(0x50002000, 8, "b"));
	KUNIT_EXPECT_EQ(test, request_resource(&iomem_resource, &wide),
			-EBUSY);
	KUNIT_EXPECT_EQ(test, insert_resource(&iomem_resource, &wide), 0);
	KUNIT_EXPECT_PTR_EQ(test, r->parent, &wide);
	/* Not busy: a driver's region goes into it, not over its edge. */
	KUNIT_EXPECT_NOT_NULL(test, request_mem_region(0x50003000, 8, "c"));
	KUNIT_EXPECT_PTR_EQ(test, request_mem_region(0x5000fffc, 8, "d"),
			    NULL);
	release_mem_region(0x50003000, 8);
	release_mem_region(0x50002000, 8);
	release_mem_region(0x50001000, 0x1000);
	release_mem_region(0x50001000, 0x1000);	/* one line in the log */
	KUNIT_EXPECT_EQ(test, release_resource(&wide), 0);
	KUNIT_EXPECT_EQ(test, release_resource(&wide), -EINVAL);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(dynamic_major),
	KUNIT_CASE(fixed_numbers),
	KUNIT_CASE(whole_major),
	KUNIT_CASE(device_and_number),
	KUNIT_CASE(misc_minors),
	KUNIT_CASE(ranges),
	{ }
};

static struct kunit_suite suite = {
	.name = "cdev",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
