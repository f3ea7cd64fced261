// SPDX-License-Identifier: MIT
/*
 * Kernel threads and the scheduler: what kthread_stop() returns, states and
 * wake-ups, threads that only ask or yield, two CPUs at a time.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/smp.h>

static int ran;

static int until_stopped(void *arg)
{
	ran++;
	while (!kthread_should_stop())
		msleep(10);
	return 42;
}

static int at_once(void *arg)
{
	ran++;
	return -7;
}

static void stop_values(struct kunit *test)
{
	struct task_struct *t;

	ran = 0;
	t = kthread_run(until_stopped, NULL, "until");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t);
	msleep(50);
	KUNIT_EXPECT_EQ(test, kthread_stop(t), 42);
	t = kthread_run(at_once, NULL, "at-once");
	msleep(50);			/* it is gone already */
	KUNIT_EXPECT_EQ(test, kthread_stop(t), -7);
	KUNIT_EXPECT_EQ(test, ran, 2);
}

static void never_woken_never_runs(struct kunit *test)
{
	struct task_struct *t = kthread_create(at_once, NULL, "asleep");

	ran = 0;
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t);
	msleep(50);
	KUNIT_EXPECT_EQ(test, ran, 0);
	KUNIT_EXPECT_EQ(test, kthread_stop(t), -EINTR);
	KUNIT_EXPECT_EQ(test, ran, 0);
}

static void names(struct kunit *test)
{
	struct task_struct *t = kthread_create(at_once, NULL, "a-%s-%d",
					       "name-too-long", 12345);

	KUNIT_EXPECT_STREQ(test, t->comm, "a-name-too-long");
	KUNIT_EXPECT_TRUE(test, t->flags & PF_KTHREAD);
	KUNIT_EXPECT_FALSE(test, current->flags & PF_KTHREAD);
	KUNIT_EXPECT_NE(test, t->pid, current->pid);
	get_task_struct(t);
	kthread_stop(t);
	KUNIT_EXPECT_STREQ(test, t->comm, "a-name-too-long");
	put_task_struct(t);
}

static int sleeper(void *arg)
{
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		ran++;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static void wakes_by_state(struct kunit *test)
{
	struct task_struct *t;

	ran = 0;
	t = kthread_run(sleeper, NULL, "sleeper");
	msleep(20);
	KUNIT_EXPECT_EQ(test, ran, 1);
	KUNIT_EXPECT_EQ(test, wake_up_state(t, TASK_UNINTERRUPTIBLE), 0);
	msleep(20);
	KUNIT_EXPECT_EQ(test, ran, 1);
	KUNIT_EXPECT_EQ(test, wake_up_process(t), 1);
	msleep(20);
	KUNIT_EXPECT_EQ(test, ran, 2);
	KUNIT_EXPECT_EQ(test, kthread_stop(t), 0);
	KUNIT_EXPECT_EQ(test, wake_up_process(current), 0);
}

/* schedule() of who is to run is a yield; time goes on. */
static void running_does_not_sleep(struct kunit *test)
{
	u64 begin = ktime_get_ns();
	int i;

	for (i = 0; i < 1000; i++)
		schedule();
	KUNIT_EXPECT_GT(test, ktime_get_ns(), begin);
	KUNIT_EXPECT_LT(test, ktime_get_ns() - begin, 100000000);
}

static void schedule_timeouts(struct kunit *test)
{
	unsigned long begin = jiffies;
	long left = schedule_timeout_uninterruptible(10);

	KUNIT_EXPECT_EQ(test, left, 0);
	KUNIT_EXPECT_GE(test, jiffies - begin, 10);
	KUNIT_EXPECT_LE(test, jiffies - begin, 12);
	KUNIT_EXPECT_EQ(test, schedule_timeout_interruptible(0), 0);
	set_current_state(TASK_INTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, schedule_timeout(-1), 0);
	KUNIT_EXPECT_EQ(test, current->__state, TASK_RUNNING);
	KUNIT_EXPECT_EQ(test, schedule_timeout(5), 5);	/* TASK_RUNNING */
}

/* Threads that never sleep let others run and time pass. */
static int asks(void *arg)
{
	while (!kthread_should_stop())
		;
	return 0;
}

static int yields(void *arg)
{
	while (!kthread_should_stop())
		yield();
	return 0;
}

static int reschedules(void *arg)
{
	while (!kthread_should_stop())
		cond_resched();
	return 0;
}

static int relaxes(void *arg)
{
	while (!kthread_should_stop())
		cpu_relax();
	return 0;
}

static int computes(void *arg)
{
	static volatile int x[4];

	while (!kthread_should_stop())
		x[(long)arg]++;
	return 0;
}

static void busy_threads(struct kunit *test)
{
	int (*const fn[])(void *) = { asks, yields, reschedules, relaxes,
				      computes };
	struct task_struct *t[5];
	u64 begin = ktime_get_ns();
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(fn); i++)
		t[i] = kthread_run(fn[i], NULL, "busy%u", i);
	msleep(1);
	KUNIT_EXPECT_LT(test, ktime_get_ns() - begin, 500000000);
	for (i = 0; i < ARRAY_SIZE(fn); i++)
		kthread_stop(t[i]);
}

/* Two contexts, each polls what the other sets. */
static int turn;

static int ping(void *arg)
{
	int i, mine = (int)(long)arg;

	for (i = 0; i < 200; i++) {
		while (READ_ONCE(turn) != mine)
			cpu_relax();
		WRITE_ONCE(turn, !mine);
	}
	return 0;
}

static void polling_each_other(struct kunit *test)
{
	struct task_struct *t;
	u64 begin = ktime_get_ns();

	turn = 0;
	t = kthread_run(ping, (void *)1, "pong");
	ping(NULL);
	kthread_stop(t);
	KUNIT_EXPECT_EQ(test, turn, 0);
	/* Time does not run away from those who only hand over. */
	KUNIT_EXPECT_LT(test, ktime_get_ns() - begin, 10000000);
}

static bool cpu_seen[2];

static int look_where(void *arg)
{
	int i;

	for (i = 0; i < 200; i++)
		WRITE_ONCE(cpu_seen[smp_processor_id() % 2], true);
	return 0;
}

static void two_cpus(struct kunit *test)
{
	struct task_struct *t;
	int i;

	memset(cpu_seen, 0, sizeof(cpu_seen));
	for (i = 0; i < 50; i++) {
		t = kthread_run(look_where, NULL, "cpu%d", i);
		look_where(NULL);
		kthread_stop(t);
	}
	KUNIT_EXPECT_EQ(test, num_online_cpus(), 2);
	KUNIT_EXPECT_TRUE(test, cpu_seen[0] && cpu_seen[1]);
}

static void many_threads(struct kunit *test)
{
	struct task_struct *t[100];
	unsigned int i;

	ran = 0;
	for (i = 0; i < ARRAY_SIZE(t); i++)
		t[i] = kthread_run(until_stopped, NULL, "many%u", i);
	for (i = 0; i < ARRAY_SIZE(t); i++)
		KUNIT_EXPECT_FALSE(test, IS_ERR(t[i]));
	msleep(50);
	for (i = 0; i < ARRAY_SIZE(t); i++)
		KUNIT_EXPECT_EQ(test, kthread_stop(t[i]), 42);
}

static struct kunit_case sched_cases[] = {
	KUNIT_CASE(stop_values),
	KUNIT_CASE(never_woken_never_runs),
	KUNIT_CASE(names),
	KUNIT_CASE(wakes_by_state),
	KUNIT_CASE(running_does_not_sleep),
	KUNIT_CASE(schedule_timeouts),
	KUNIT_CASE(busy_threads),
	KUNIT_CASE(polling_each_other),
	KUNIT_CASE(two_cpus),
	KUNIT_CASE(many_threads),
	{ }
};

static struct kunit_suite sched_suite = {
	.name = "sched",
	.test_cases = sched_cases,
};
kunit_test_suite(sched_suite);

MODULE_LICENSE("Dual MIT/GPL");
