// SPDX-License-Identifier: MIT
/*
 * Wait queues and completions: who is woken, in which order, what calls return,
 * and when what they wait on may be freed.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(queue);
static int go, woken, order[8];
static DEFINE_SPINLOCK(lock);		/* guards woken and order */

static void note(void *arg)
{
	spin_lock(&lock);
	order[woken++] = (int)(long)arg;
	spin_unlock(&lock);
}

static void start_over(void)
{
	go = woken = 0;
	memset(order, 0, sizeof(order));
}

static int sleeper(void *arg)
{
	wait_event(queue, READ_ONCE(go) > 0);
	note(arg);
	return 0;
}

static int one_of_many(void *arg)
{
	wait_event_interruptible_exclusive(queue, READ_ONCE(go) > 0);
	note(arg);
	return 0;
}

/* In this order, each asleep before the next one comes. */
static struct task_struct *start(int (*fn)(void *), long n)
{
	struct task_struct *task = kthread_run(fn, (void *)n, "waiter%ld", n);

	msleep(20);
	return task;
}

static void wakes_all_others(struct kunit *test)
{
	struct task_struct *t[3];
	long i;

	start_over();
	for (i = 0; i < 3; i++)
		t[i] = start(sleeper, i);
	KUNIT_EXPECT_TRUE(test, waitqueue_active(&queue));
	wake_up(&queue);		/* the condition is not true yet */
	msleep(20);
	KUNIT_EXPECT_EQ(test, woken, 0);
	WRITE_ONCE(go, 1);
	wake_up(&queue);
	for (i = 0; i < 3; i++)
		kthread_stop(t[i]);
	KUNIT_EXPECT_EQ(test, woken, 3);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
}

static void wakes_exclusive_one_by_one(struct kunit *test)
{
	struct task_struct *t[3];
	long i;

	start_over();
	for (i = 0; i < 3; i++)
		t[i] = start(one_of_many, i);
	WRITE_ONCE(go, 1);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, woken, i);
		wake_up_interruptible(&queue);
		msleep(20);
		KUNIT_EXPECT_EQ(test, order[i], i);	/* first come */
	}
	for (i = 0; i < 3; i++)
		kthread_stop(t[i]);
}

static void wakes_exclusive_nr_or_all(struct kunit *test)
{
	struct task_struct *t[5];
	long i;

	start_over();
	t[4] = start(sleeper, 4);
	for (i = 0; i < 4; i++)
		t[i] = start(one_of_many, i);
	WRITE_ONCE(go, 1);
	wake_up_nr(&queue, 2);
	msleep(20);
	KUNIT_EXPECT_EQ(test, woken, 3);	/* the one that is not counted */
	wake_up_all(&queue);
	msleep(20);
	KUNIT_EXPECT_EQ(test, woken, 5);
	for (i = 0; i < 5; i++)
		kthread_stop(t[i]);
}

/* wake_up_interruptible() is nothing for who sleeps uninterruptibly. */
static void state_must_fit(struct kunit *test)
{
	struct task_struct *t;

	start_over();
	t = start(sleeper, 0);
	WRITE_ONCE(go, 1);
	wake_up_interruptible(&queue);
	msleep(20);
	KUNIT_EXPECT_EQ(test, woken, 0);
	wake_up(&queue);
	kthread_stop(t);
	KUNIT_EXPECT_EQ(test, woken, 1);
}

static void time_out_values(struct kunit *test)
{
	unsigned long begin = jiffies;
	long left;

	start_over();
	left = wait_event_timeout(queue, READ_ONCE(go), 10);
	KUNIT_EXPECT_EQ(test, left, 0);
	KUNIT_EXPECT_GE(test, jiffies - begin, 10);
	KUNIT_EXPECT_LE(test, jiffies - begin, 12);
	WRITE_ONCE(go, 1);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(queue, READ_ONCE(go), 0), 1);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(queue, READ_ONCE(go), 7), 7);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible_timeout(queue, go, 9),
			9);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible(queue, go), 0);
	KUNIT_EXPECT_EQ(test, wait_event_killable(queue, go), 0);
}

static int late(void *arg)
{
	msleep(100);
	WRITE_ONCE(go, 1);
	wake_up(&queue);
	return 0;
}

static void time_left(struct kunit *test)
{
	struct task_struct *t;
	long left;

	start_over();
	t = kthread_run(late, NULL, "late");
	left = wait_event_timeout(queue, READ_ONCE(go), 10 * HZ);
	KUNIT_EXPECT_GT(test, left, 9 * HZ);
	KUNIT_EXPECT_LT(test, left, 10 * HZ);
	kthread_stop(t);
}

static int by_hand(void *arg)
{
	DEFINE_WAIT(wait);

	while (!READ_ONCE(go)) {
		prepare_to_wait(&queue, &wait, TASK_UNINTERRUPTIBLE);
		if (!READ_ONCE(go))
			schedule();
	}
	finish_wait(&queue, &wait);
	return 0;
}

/* Between the look at the condition and the sleep nothing gets lost. */
static void no_wake_up_is_lost(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 200; i++) {
		struct task_struct *t;

		start_over();
		t = kthread_run(by_hand, NULL, "by-hand");
		ndelay(i * 7);
		WRITE_ONCE(go, 1);
		wake_up(&queue);
		kthread_stop(t);	/* it may not have begun */
	}
}

static int count_calls(struct wait_queue_entry *entry, unsigned int mode,
		       int flags, void *key)
{
	woken += (int)(long)key;
	return 0;
}

static void own_function_and_key(struct kunit *test)
{
	DEFINE_WAIT_FUNC(wait, count_calls);

	start_over();
	add_wait_queue(&queue, &wait);
	wake_up_poll(&queue, 5);
	wake_up_poll(&queue, 2);
	remove_wait_queue(&queue, &wait);
	wake_up_poll(&queue, 1);
	KUNIT_EXPECT_EQ(test, woken, 7);
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(wakes_all_others),
	KUNIT_CASE(wakes_exclusive_one_by_one),
	KUNIT_CASE(wakes_exclusive_nr_or_all),
	KUNIT_CASE(state_must_fit),
	KUNIT_CASE(time_out_values),
	KUNIT_CASE(time_left),
	KUNIT_CASE(no_wake_up_is_lost),
	KUNIT_CASE(own_function_and_key),
	{ }
};

static struct kunit_suite wait_suite = {
	.name = "wait",
	.test_cases = wait_cases,
};
kunit_test_suite(wait_suite);

MODULE_LICENSE("Dual MIT/GPL");
