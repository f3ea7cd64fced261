// SPDX-License-Identifier: MIT
/*
 * Devices, classes and devres: names, references, who frees what and when,
 * order of release, groups, and device memory that grows.
 *
 * board: test/boards/calls.dts
 */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kdev_t.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#define NR_ORDER 16

static char order[NR_ORDER];
static unsigned int at;

static void note(char c)
{
	if (at < NR_ORDER - 1)
		order[at++] = c;
}

static void act(void *data)
{
	note(*(char *)data);
}

static char names[] = "abcd";

static struct platform_device *pdev;

static int init(struct kunit *test)
{
	at = 0;
	memset(order, 0, sizeof(order));
	pdev = platform_device_register_simple("device-test", -1, NULL, 0);
	return PTR_ERR_OR_ZERO(pdev);
}

static void exit(struct kunit *test)
{
	platform_device_unregister(pdev);
}

/* --- devres --------------------------------------------------------------- */

static void newest_first(struct kunit *test)
{
	struct device *dev = &pdev->dev;

	KUNIT_EXPECT_EQ(test, devm_add_action(dev, act, &names[0]), 0);
	KUNIT_EXPECT_EQ(test, devm_add_action(dev, act, &names[1]), 0);
	KUNIT_EXPECT_EQ(test, devm_add_action(dev, act, &names[2]), 0);
	devm_remove_action(dev, act, &names[1]);
	KUNIT_EXPECT_STREQ(test, order, "");
	devm_release_action(dev, act, &names[0]);
	KUNIT_EXPECT_STREQ(test, order, "a");
	devm_add_action(dev, act, &names[3]);
	get_device(dev);
	platform_device_del(pdev);
	KUNIT_EXPECT_STREQ(test, order, "adc");
	platform_device_put(pdev);
	put_device(dev);
	init(test);
}

static void groups(struct kunit *test)
{
	struct device *dev = &pdev->dev;
	void *group;

	devm_add_action(dev, act, &names[0]);
	group = devres_open_group(dev, NULL, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, group);
	devm_add_action(dev, act, &names[1]);
	devm_add_action(dev, act, &names[2]);
	devres_close_group(dev, group);
	devm_add_action(dev, act, &names[3]);
	KUNIT_EXPECT_EQ(test, devres_release_group(dev, group), 2);
	KUNIT_EXPECT_STREQ(test, order, "cb");
	devm_release_action(dev, act, &names[3]);
	devm_release_action(dev, act, &names[0]);
	KUNIT_EXPECT_STREQ(test, order, "cbda");
}

static void res_release(struct device *dev, void *res)
{
	note(*(char *)res);
}

static int res_match(struct device *dev, void *res, void *data)
{
	return *(char *)res == *(char *)data;
}

static void find_and_destroy(struct kunit *test)
{
	struct device *dev = &pdev->dev;
	char *res, i;

	for (i = 0; i < 3; i++) {
		res = devres_alloc(res_release, 1, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, res);
		*res = names[(int)i];
		devres_add(dev, res);
	}
	KUNIT_EXPECT_PTR_EQ(test, devres_find(dev, res_release, NULL, NULL),
			    (void *)res);
	res = devres_find(dev, res_release, res_match, &names[1]);
	KUNIT_ASSERT_NOT_NULL(test, res);
	KUNIT_EXPECT_EQ(test, *res, 'b');
	KUNIT_EXPECT_EQ(test, devres_destroy(dev, res_release, res_match,
					     &names[1]), 0);
	KUNIT_EXPECT_EQ(test, devres_destroy(dev, res_release, res_match,
					     &names[1]), -ENOENT);
	KUNIT_EXPECT_EQ(test, devres_release(dev, res_release, res_match,
					     &names[0]), 0);
	KUNIT_EXPECT_STREQ(test, order, "a");
	devres_release(dev, res_release, NULL, NULL);
}

static void memory(struct kunit *test)
{
	struct device *dev = &pdev->dev;
	u8 *p = devm_kzalloc(dev, 100, GFP_KERNEL);
	char *s;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, p[99], 0);
	memset(p, 0x5a, 100);
	p = devm_krealloc(dev, p, 5000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, p[99], 0x5a);
	devm_kfree(dev, p);
	s = devm_kasprintf(dev, GFP_KERNEL, "%s-%d", "x", 5);
	KUNIT_ASSERT_NOT_NULL(test, s);
	KUNIT_EXPECT_STREQ(test, s, "x-5");
	s = devm_kmemdup(dev, "abc", 4, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, s, "abc");
	KUNIT_EXPECT_PTR_EQ(test, devm_kcalloc(dev, SIZE_MAX / 2, 4,
					       GFP_KERNEL), NULL);
	KUNIT_EXPECT_PTR_EQ(test, devm_kmalloc(dev, 0, GFP_KERNEL),
			    ZERO_SIZE_PTR);
}

static int refuse(struct platform_device *p)
{
	devm_add_action(&p->dev, act, &names[0]);
	devm_add_action(&p->dev, act, &names[1]);
	platform_set_drvdata(p, p);
	return -EIO;
}

/* A probe that fails leaves nothing. */
static void failed_probe(struct kunit *test)
{
	static struct platform_driver driver = {
		.probe = refuse,
		.driver = { .name = "device-test" },
	};

	KUNIT_EXPECT_EQ(test, platform_driver_register(&driver), 0);
	KUNIT_EXPECT_STREQ(test, order, "ba");
	KUNIT_EXPECT_PTR_EQ(test, platform_get_drvdata(pdev), NULL);
	KUNIT_EXPECT_PTR_EQ(test, pdev->dev.driver, NULL);
	platform_driver_unregister(&driver);
}

/* --- classes -------------------------------------------------------------- */

static void class_names(struct kunit *test)
{
	struct class *cls = class_create("device-test");
	struct device *dev;

	KUNIT_ASSERT_FALSE(test, IS_ERR(cls));
	KUNIT_EXPECT_EQ(test, PTR_ERR(class_create("device-test")), -EEXIST);
	dev = device_create(cls, NULL, MKDEV(200, 1), NULL, "unit%d", 1);
	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "unit1");
	KUNIT_EXPECT_EQ(test, PTR_ERR(device_create(cls, NULL, MKDEV(200, 2),
						    NULL, "unit%d", 1)),
			-EEXIST);
	device_destroy(cls, MKDEV(200, 1));
	device_destroy(cls, MKDEV(200, 1));	/* nothing there: nothing done */
	class_destroy(cls);
}

struct own {
	int before;
	struct device dev;
	int after;
};

static void own_release(struct device *dev)
{
	note('r');
	kfree(container_of(dev, struct own, dev));
}

/* A device in memory of the driver's own lives as long as its references. */
static void embedded(struct kunit *test)
{
	struct class *cls = class_create("device-test");
	struct own *own = kzalloc(sizeof(*own), GFP_KERNEL);

	KUNIT_ASSERT_FALSE(test, IS_ERR(cls));
	KUNIT_ASSERT_NOT_NULL(test, own);
	device_initialize(&own->dev);
	own->dev.class = cls;
	own->dev.release = own_release;
	KUNIT_EXPECT_EQ(test, device_add(&own->dev), -EINVAL);
	KUNIT_EXPECT_EQ(test, dev_set_name(&own->dev, "own/%d", 4), 0);
	KUNIT_EXPECT_EQ(test, device_add(&own->dev), 0);
	KUNIT_EXPECT_STREQ(test, dev_name(&own->dev), "own!4");
	KUNIT_EXPECT_TRUE(test, device_is_registered(&own->dev));
	devm_add_action(&own->dev, act, &names[0]);
	get_device(&own->dev);
	device_unregister(&own->dev);
	KUNIT_EXPECT_STREQ(test, order, "a");
	put_device(&own->dev);
	KUNIT_EXPECT_STREQ(test, order, "ar");
	class_destroy(cls);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(newest_first),
	KUNIT_CASE(groups),
	KUNIT_CASE(find_and_destroy),
	KUNIT_CASE(memory),
	KUNIT_CASE(failed_probe),
	KUNIT_CASE(class_names),
	KUNIT_CASE(embedded),
	{ }
};

static struct kunit_suite suite = {
	.name = "device",
	.init = init,
	.exit = exit,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
