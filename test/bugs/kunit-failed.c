// SPDX-License-Identifier: MIT
/* A test that does not hold: expectations go on, assertions end the case. */
#include <kunit/test.h>

static int cleaned;

static void clean(void *ctx)
{
	cleaned++;
}

static void wrong(struct kunit *test)
{
	kunit_add_action(test, clean, NULL);
	KUNIT_EXPECT_EQ(test, 6 * 7, 41);		/* BUG: it is 42 */
	KUNIT_ASSERT_STREQ(test, "this", "that");
	cleaned = 100;
}

static void cleaned_up(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, cleaned, 1);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(wrong),
	KUNIT_CASE(cleaned_up),
	{}
};

static struct kunit_suite suite = {
	.name = "wrong",
	.test_cases = cases,
};
kunit_test_suite(suite);
MODULE_LICENSE("Dual MIT/GPL");
