// SPDX-License-Identifier: MIT
/* Now it holds. */
#include <kunit/test.h>

static void right(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, 6 * 7, 42);
	KUNIT_ASSERT_STREQ(test, "this", "this");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(right),
	{}
};

static struct kunit_suite suite = {
	.name = "right",
	.test_cases = cases,
};
kunit_test_suite(suite);
MODULE_LICENSE("Dual MIT/GPL");
