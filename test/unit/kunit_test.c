// SPDX-License-Identifier: MIT
/*
 * kunit/test.h: actions, skips, parameters.  Failures end a run with status 1;
 * test/bugs/kunit-failed.c has those.
 */
#include <kunit/test.h>

static int order;

static void note(void *ctx)
{
	order = order * 10 + (long)ctx;
}

static void kunit_test_actions(struct kunit *test)
{
	order = 0;
	KUNIT_EXPECT_EQ(test, kunit_add_action(test, note, (void *)1), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_action(test, note, (void *)2), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_action(test, note, (void *)3), 0);
	kunit_remove_action(test, note, (void *)2);
	kunit_release_action(test, note, (void *)3);
	KUNIT_EXPECT_EQ(test, order, 3);
	kunit_add_action(test, note, (void *)4);
}

static void kunit_test_actions_ran(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, order, 341);
}

static void kunit_test_skip(struct kunit *test)
{
	kunit_skip(test, "as it should");
	KUNIT_FAIL(test, "not skipped");
}

static const int values[] = { 3, 5, 7 };

static void describe(const int *value, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "value %d", *value);
}
KUNIT_ARRAY_PARAM(odd, values, describe);

static void kunit_test_parameter(struct kunit *test)
{
	const int *value = test->param_value;

	KUNIT_EXPECT_EQ(test, *value % 2, 1);
	KUNIT_EXPECT_GE(test, *value, 3);
}

static int begin(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, 100, GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static void kunit_test_init(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, memchr_inv(test->priv, 0, 100));
	kunit_kfree(test, test->priv);
}

static struct kunit_case kunit_cases[] = {
	KUNIT_CASE(kunit_test_actions),
	KUNIT_CASE(kunit_test_actions_ran),
	KUNIT_CASE(kunit_test_skip),
	KUNIT_CASE_PARAM(kunit_test_parameter, odd_gen_params),
	KUNIT_CASE(kunit_test_init),
	{}
};

static struct kunit_suite kunit_suite = {
	.name = "kunit",
	.init = begin,
	.test_cases = kunit_cases,
};
kunit_test_suite(kunit_suite);
MODULE_LICENSE("Dual MIT/GPL");
