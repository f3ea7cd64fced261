// SPDX-License-Identifier: MIT
/*
 * Platform devices of the tree: which nodes get one, their names, resources,
 * interrupts, properties and clocks; matching, probing, deferring, unbinding.
 *
 * board: test/boards/calls.dts
 */
#include <kunit/test.h>
#include <linux/clk.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/pm_runtime.h>
#include <linux/reset.h>
#include <linux/string.h>

#define MAX_SEEN 8

static struct platform_device *seen[MAX_SEEN];
static unsigned int nr_seen, removed;
static int probe_result;

static int probe(struct platform_device *pdev)
{
	if (probe_result)
		return probe_result;
	if (nr_seen < MAX_SEEN)
		seen[nr_seen++] = pdev;
	platform_set_drvdata(pdev, pdev);
	return 0;
}

static void remove(struct platform_device *pdev)
{
	removed++;
}

static const struct of_device_id ids[] = {
	{ .compatible = "test,probe", .data = (void *)42 },
	{ }
};

static struct platform_driver driver = {
	.probe = probe,
	.remove = remove,
	.driver = { .name = "platform-test", .of_match_table = ids },
};

static int init(struct kunit *test)
{
	nr_seen = removed = 0;
	probe_result = 0;
	return platform_driver_register(&driver);
}

static void exit(struct kunit *test)
{
	platform_driver_unregister(&driver);
}

static void which_nodes(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, nr_seen, 2);
	KUNIT_EXPECT_STREQ(test, dev_name(&seen[0]->dev), "64001000.first");
	KUNIT_EXPECT_STREQ(test, dev_name(&seen[1]->dev), "64100010.second");
	KUNIT_EXPECT_STREQ(test, dev_name(seen[1]->dev.parent),
			   "bus@64000000:inner");
	KUNIT_EXPECT_PTR_EQ(test, bus_find_device_by_name(&platform_bus_type,
							  NULL, "60000000.no-compatible"),
			    NULL);
}

static void name_without_address(struct kunit *test)
{
	struct device *dev = bus_find_device_by_name(&platform_bus_type, NULL,
						     "calls");

	KUNIT_EXPECT_NOT_NULL(test, dev);
	put_device(dev);
}

static void find_by_node(struct kunit *test)
{
	struct platform_device *pdev =
		of_find_device_by_node(seen[0]->dev.of_node);

	KUNIT_EXPECT_PTR_EQ(test, pdev, seen[0]);
	platform_device_put(pdev);
}

static void resources(struct kunit *test)
{
	struct resource *r;

	r = platform_get_resource(seen[0], IORESOURCE_MEM, 1);
	KUNIT_ASSERT_NOT_NULL(test, r);
	KUNIT_EXPECT_EQ(test, r->start, 0x64002000);
	KUNIT_EXPECT_EQ(test, resource_size(r), 0x20);
	KUNIT_EXPECT_PTR_EQ(test, platform_get_resource_byname(seen[0],
					IORESOURCE_MEM, "ring"), r);
	KUNIT_EXPECT_PTR_EQ(test, platform_get_resource(seen[0],
					IORESOURCE_MEM, 2), NULL);
	KUNIT_EXPECT_PTR_EQ(test, platform_get_resource_byname(seen[0],
					IORESOURCE_MEM, "none"), NULL);
}

static void interrupts(struct kunit *test)
{
	int done = platform_get_irq(seen[0], 0);

	KUNIT_EXPECT_GT(test, done, 0);
	KUNIT_EXPECT_EQ(test, platform_get_irq_byname(seen[0], "done"), done);
	KUNIT_EXPECT_NE(test, platform_get_irq(seen[0], 1), done);
	KUNIT_EXPECT_EQ(test, platform_irq_count(seen[0]), 2);
	KUNIT_EXPECT_EQ(test, platform_get_irq_optional(seen[0], 2), -ENXIO);
	KUNIT_EXPECT_EQ(test, platform_get_irq_optional(seen[1], 0), -ENXIO);
	KUNIT_EXPECT_EQ(test, platform_get_irq_byname_optional(seen[0], "x"),
			-ENXIO);
}

static void properties(struct kunit *test)
{
	struct device *dev = &seen[0]->dev;
	const char *text[2];
	u32 words[4];

	KUNIT_EXPECT_TRUE(test, device_property_present(dev, "test,flag"));
	KUNIT_EXPECT_FALSE(test, device_property_present(dev, "test,flags"));
	KUNIT_EXPECT_EQ(test, device_property_count_u32(dev, "test,words"), 3);
	KUNIT_EXPECT_EQ(test, device_property_read_u32_array(dev, "test,words",
							     words, 3), 0);
	KUNIT_EXPECT_EQ(test, words[2], 3);
	KUNIT_EXPECT_EQ(test, device_property_read_u32_array(dev, "test,words",
							     words, 4),
			-EOVERFLOW);
	KUNIT_EXPECT_EQ(test, device_property_read_u32(dev, "none", words),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, device_property_read_string_array(dev,
						"test,text", text, 2), 2);
	KUNIT_EXPECT_STREQ(test, text[1], "two");
	KUNIT_EXPECT_EQ(test, device_property_match_string(dev, "test,text",
							   "two"), 1);
	KUNIT_EXPECT_EQ(test, (long)device_get_match_data(dev), 42);
}

static void registers_once(struct kunit *test)
{
	struct resource *r = platform_get_resource(seen[0], IORESOURCE_MEM, 0);
	void __iomem *regs = devm_platform_ioremap_resource(seen[0], 0);

	KUNIT_EXPECT_FALSE(test, IS_ERR(regs));
	/* The region is taken now: by us, by its whole, by a part. */
	KUNIT_EXPECT_EQ(test, PTR_ERR(devm_platform_ioremap_resource(seen[0],
								     0)),
			-EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, request_mem_region(r->start + 8, 8, "x"),
			    NULL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(devm_platform_ioremap_resource(seen[0],
								     2)),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(devm_ioremap_resource(&seen[0]->dev,
							    NULL)), -EINVAL);
	device_release_driver(&seen[0]->dev);
	KUNIT_EXPECT_NOT_NULL(test, request_mem_region(r->start, 8, "x"));
	release_mem_region(r->start, 8);
}

static void clocks(struct kunit *test)
{
	struct device *dev = &seen[0]->dev;
	struct clk *clk = devm_clk_get_enabled(dev, "bus");

	KUNIT_ASSERT_FALSE(test, IS_ERR_OR_NULL(clk));
	KUNIT_EXPECT_EQ(test, clk_get_rate(clk), 48000000);
	KUNIT_EXPECT_EQ(test, clk_set_rate(clk, 1), -EINVAL);
	clk = devm_clk_get(dev, "ref");
	KUNIT_ASSERT_FALSE(test, IS_ERR_OR_NULL(clk));
	KUNIT_EXPECT_EQ(test, clk_get_rate(clk), 0);
	KUNIT_EXPECT_EQ(test, clk_enable(clk), -ESHUTDOWN);
	KUNIT_EXPECT_EQ(test, clk_prepare_enable(clk), 0);
	clk_disable_unprepare(clk);
	KUNIT_EXPECT_EQ(test, PTR_ERR(devm_clk_get(dev, "none")), -ENOENT);
	KUNIT_EXPECT_PTR_EQ(test, devm_clk_get_optional(dev, "none"), NULL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(devm_clk_get(&seen[1]->dev, NULL)),
			-ENOENT);
	KUNIT_EXPECT_EQ(test, clk_prepare_enable(NULL), 0);
}

static void no_resets(struct kunit *test)
{
	struct device *dev = &seen[0]->dev;

	KUNIT_EXPECT_PTR_EQ(test, devm_reset_control_get_optional(dev, NULL),
			    NULL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(devm_reset_control_get(dev, NULL)),
			-ENOENT);
}

static void unbind_and_bind(struct kunit *test)
{
	struct device *dev = &seen[0]->dev;

	device_release_driver(dev);
	KUNIT_EXPECT_EQ(test, removed, 1);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, NULL);
	KUNIT_EXPECT_PTR_EQ(test, dev_get_drvdata(dev), NULL);
	device_release_driver(dev);		/* nothing to do */
	KUNIT_EXPECT_EQ(test, removed, 1);
	probe_result = -EIO;
	KUNIT_EXPECT_EQ(test, device_attach(dev), 0);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, NULL);
	probe_result = 0;
	KUNIT_EXPECT_EQ(test, device_attach(dev), 1);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, &driver.driver);
}

/* A deferred device is tried again when another was bound. */
static void deferral(struct kunit *test)
{
	struct device *dev = &seen[0]->dev;
	struct platform_device *other;

	device_release_driver(dev);
	probe_result = -EPROBE_DEFER;
	KUNIT_EXPECT_EQ(test, device_attach(dev), -EPROBE_DEFER);
	probe_result = 0;
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, NULL);
	other = platform_device_register_simple("platform-test", -1, NULL, 0);
	KUNIT_EXPECT_PTR_EQ(test, other->dev.driver, &driver.driver);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, &driver.driver);
	platform_device_unregister(other);
}

static void same_name_twice(struct kunit *test)
{
	static struct platform_driver again = {
		.probe = probe,
		.driver = { .name = "platform-test" },
	};

	KUNIT_EXPECT_EQ(test, platform_driver_register(&again), -EBUSY);
	KUNIT_EXPECT_EQ(test, nr_seen, 2);
}

static int own_probed;

static int own_probe(struct platform_device *pdev)
{
	own_probed = *(int *)dev_get_platdata(&pdev->dev) +
		     platform_get_device_id(pdev)->driver_data;
	return 0;
}

/* Devices that a driver makes itself are matched by name. */
static void own_devices(struct kunit *test)
{
	static const struct platform_device_id names[] = {
		{ "own-device", 7 }, { }
	};
	static struct platform_driver own = {
		.probe = own_probe,
		.id_table = names,
		.driver = { .name = "own" },
	};
	struct platform_device *pdev, *twin;
	int data = 30;

	KUNIT_ASSERT_EQ(test, platform_driver_register(&own), 0);
	pdev = platform_device_register_data(NULL, "own-device", 3, &data,
					     sizeof(data));
	KUNIT_ASSERT_FALSE(test, IS_ERR(pdev));
	KUNIT_EXPECT_EQ(test, own_probed, 37);
	KUNIT_EXPECT_STREQ(test, dev_name(&pdev->dev), "own-device.3");
	twin = platform_device_register_data(NULL, "own-device", 3, &data,
					     sizeof(data));
	KUNIT_EXPECT_EQ(test, PTR_ERR(twin), -EEXIST);
	platform_device_unregister(pdev);
	platform_driver_unregister(&own);
}

static void power(struct kunit *test)
{
	struct device *dev = &seen[0]->dev;

	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(dev), -EACCES);
	pm_runtime_put_noidle(dev);
	pm_runtime_enable(dev);
	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(dev), 0);
	KUNIT_EXPECT_EQ(test, pm_runtime_get_sync(dev), 1);
	KUNIT_EXPECT_EQ(test, pm_runtime_put_sync(dev), 0);
	KUNIT_EXPECT_TRUE(test, pm_runtime_active(dev));
	KUNIT_EXPECT_EQ(test, pm_runtime_put_sync(dev), 0);
	KUNIT_EXPECT_TRUE(test, pm_runtime_suspended(dev));
	KUNIT_EXPECT_EQ(test, pm_runtime_resume_and_get(dev), 0);
	pm_runtime_put_sync(dev);
	pm_runtime_disable(dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(which_nodes),
	KUNIT_CASE(name_without_address),
	KUNIT_CASE(find_by_node),
	KUNIT_CASE(resources),
	KUNIT_CASE(interrupts),
	KUNIT_CASE(properties),
	KUNIT_CASE(registers_once),
	KUNIT_CASE(clocks),
	KUNIT_CASE(no_resets),
	KUNIT_CASE(unbind_and_bind),
	KUNIT_CASE(deferral),
	KUNIT_CASE(same_name_twice),
	KUNIT_CASE(own_devices),
	KUNIT_CASE(power),
	{ }
};

static struct kunit_suite suite = {
	.name = "platform",
	.init = init,
	.exit = exit,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
