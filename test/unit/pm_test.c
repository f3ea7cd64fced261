// SPDX-License-Identifier: MIT
/*
 * core/platform/pm.c: who calls a driver's callbacks, and who waits for them.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm_runtime.h>

static struct platform_device *pdev;
static unsigned int resumed, suspended;

static int resume(struct device *dev)
{
	msleep(10);
	resumed++;
	return 0;
}

static int suspend(struct device *dev)
{
	suspended++;
	return 0;
}

static const struct dev_pm_ops ops = { RUNTIME_PM_OPS(suspend, resume, NULL) };

static int probe(struct platform_device *p)
{
	pm_runtime_enable(&p->dev);
	return 0;
}

static void remove(struct platform_device *p)
{
	pm_runtime_disable(&p->dev);
}

static struct platform_driver driver = {
	.probe = probe,
	.remove = remove,
	.driver = { .name = "pm-test", .pm = &ops },
};

static int init(struct kunit *test)
{
	int ret = platform_driver_register(&driver);

	if (ret)
		return ret;
	resumed = suspended = 0;
	pdev = platform_device_register_simple("pm-test", PLATFORM_DEVID_NONE,
					       NULL, 0);
	return PTR_ERR_OR_ZERO(pdev);
}

static void exit(struct kunit *test)
{
	platform_device_unregister(pdev);
	platform_driver_unregister(&driver);
}

static void callbacks(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(&pdev->dev), 0);
	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(&pdev->dev), 1);
	KUNIT_EXPECT_EQ(test, resumed, 1);
	KUNIT_EXPECT_EQ(test, pm_runtime_put_sync(&pdev->dev), 0);
	KUNIT_EXPECT_EQ(test, suspended, 0);
	KUNIT_EXPECT_EQ(test, pm_runtime_put_sync(&pdev->dev), 0);
	KUNIT_EXPECT_EQ(test, suspended, 1);
}

static void no_callbacks(struct kunit *test)
{
	pm_runtime_no_callbacks(&pdev->dev);
	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(&pdev->dev), 0);
	KUNIT_EXPECT_EQ(test, pm_runtime_put_sync(&pdev->dev), 0);
	KUNIT_EXPECT_EQ(test, resumed, 0);
	KUNIT_EXPECT_EQ(test, suspended, 0);
}

static int user(void *data)
{
	int ret = pm_runtime_get_sync(&pdev->dev);

	while (!kthread_should_stop())
		msleep(1);
	return ret;
}

/* The second user goes on when the first one's callback is through. */
static void two_users(struct kunit *test)
{
	struct task_struct *first = kthread_run(user, NULL, "first");

	KUNIT_ASSERT_FALSE(test, IS_ERR(first));
	msleep(1);
	KUNIT_EXPECT_EQ(test, resumed, 0);
	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(&pdev->dev), 1);
	KUNIT_EXPECT_EQ(test, resumed, 1);
	KUNIT_EXPECT_EQ(test, kthread_stop(first), 0);
	pm_runtime_put_sync(&pdev->dev);
	pm_runtime_put_sync(&pdev->dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(callbacks),
	KUNIT_CASE(no_callbacks),
	KUNIT_CASE(two_users),
	{ }
};

static struct kunit_suite suite = {
	.name = "pm",
	.init = init,
	.exit = exit,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
