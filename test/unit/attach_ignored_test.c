// SPDX-License-Identifier: MIT
/*
 * A /reserved-memory that the kernel ignores: its regions are in the tree, but
 * nobody can have them: -EINVAL.
 *
 * board: test/boards/ignored.dts
 */
#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_platform.h>
#include <linux/of_reserved_mem.h>

static void ignored(struct kunit *test)
{
	struct device_node *np = of_find_node_by_path("/attach"), *pool;
	struct platform_device *pdev = of_find_device_by_node(np);
	dma_addr_t addr;
	void *p;

	KUNIT_ASSERT_NOT_NULL(test, pdev);
	pool = of_parse_phandle(np, "memory-region", 0);
	KUNIT_EXPECT_NOT_NULL(test, pool);
	KUNIT_EXPECT_NULL(test, of_reserved_mem_lookup(pool));
	KUNIT_EXPECT_EQ(test, of_reserved_mem_device_init(&pdev->dev), -EINVAL);
	p = dma_alloc_coherent(&pdev->dev, 4096, &addr, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, p);
	dma_free_coherent(&pdev->dev, 4096, p, addr);
	of_node_put(pool);
	of_node_put(np);
	put_device(&pdev->dev);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(ignored),
	{ }
};

static struct kunit_suite suite = {
	.name = "attach-ignored",
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
