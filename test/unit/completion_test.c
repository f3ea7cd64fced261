// SPDX-License-Identifier: MIT
/*
 * Completions: they count, they last, they time out, and who has waited for one
 * may free it at once.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/slab.h>

static void counts(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(x);

	KUNIT_EXPECT_FALSE(test, completion_done(&x));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&x));
	complete(&x);
	complete(&x);
	wait_for_completion(&x);
	KUNIT_EXPECT_TRUE(test, completion_done(&x));
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&x));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&x));
}

static void lasts_for_all(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(x);
	int i;

	complete_all(&x);
	for (i = 0; i < 3; i++)
		wait_for_completion(&x);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&x));
	complete(&x);				/* changes nothing */
	KUNIT_EXPECT_TRUE(test, completion_done(&x));
	reinit_completion(&x);
	KUNIT_EXPECT_FALSE(test, completion_done(&x));
}

static void return_values(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(x);
	unsigned long begin = jiffies;

	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&x, 0), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&x, 5), 0);
	KUNIT_EXPECT_GE(test, jiffies - begin, 5);
	KUNIT_EXPECT_EQ(test,
			wait_for_completion_interruptible_timeout(&x, 1), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable_timeout(&x, 1), 0);
	complete_all(&x);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&x, 0), 1);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&x, 5), 5);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible(&x), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable(&x), 0);
}

/* The longest time that can be asked for is no time in the past. */
static int complete_later(void *arg)
{
	msleep(50);
	complete(arg);
	return 0;
}

static void longest_timeouts(struct kunit *test)
{
	static const unsigned long timeouts[] = {
		MAX_SCHEDULE_TIMEOUT, MAX_SCHEDULE_TIMEOUT - 1,
		MAX_JIFFY_OFFSET, LONG_MAX / 4, 1ul << 43, UINT_MAX,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(timeouts); i++) {
		DECLARE_COMPLETION_ONSTACK(x);
		struct task_struct *t = kthread_run(complete_later, &x, "later");

		KUNIT_EXPECT_NE(test,
				wait_for_completion_timeout(&x, timeouts[i]),
				0);
		kthread_stop(t);
	}
}

static int complete_it(void *arg)
{
	complete(arg);
	return 0;
}

/*
 * complete() has nothing left to do with it when the waiter goes on: the memory
 * is freed and poisoned at once, in each of many interleavings.
 */
static void free_after_wait(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 300; i++) {
		struct completion *x = kmalloc(sizeof(*x), GFP_KERNEL);
		struct task_struct *t;

		KUNIT_ASSERT_NOT_NULL(test, x);
		init_completion(x);
		t = kthread_run(complete_it, x, "completer");
		ndelay(i * 5 % 700);
		wait_for_completion(x);
		memset(x, 0x5a, sizeof(*x));
		kfree(x);
		kthread_stop(t);
	}
}

static struct completion shared;
static int passed;

static int pass_one(void *arg)
{
	wait_for_completion(&shared);
	passed++;
	return 0;
}

static void one_complete_one_waiter(struct kunit *test)
{
	struct task_struct *t[4];
	unsigned int i;

	init_completion(&shared);
	passed = 0;
	for (i = 0; i < 4; i++)
		t[i] = kthread_run(pass_one, NULL, "pass%u", i);
	msleep(20);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, passed, i);
		complete(&shared);
		msleep(20);
	}
	for (i = 0; i < 4; i++)
		kthread_stop(t[i]);
	KUNIT_EXPECT_EQ(test, passed, 4);
	KUNIT_EXPECT_FALSE(test, completion_done(&shared));
}

static struct kunit_case completion_cases[] = {
	KUNIT_CASE(counts),
	KUNIT_CASE(lasts_for_all),
	KUNIT_CASE(return_values),
	KUNIT_CASE(longest_timeouts),
	KUNIT_CASE(free_after_wait),
	KUNIT_CASE(one_complete_one_waiter),
	{ }
};

static struct kunit_suite completion_suite = {
	.name = "completion",
	.test_cases = completion_cases,
};
kunit_test_suite(completion_suite);

MODULE_LICENSE("Dual MIT/GPL");
