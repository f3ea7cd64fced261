// SPDX-License-Identifier: MIT
/*
 * Locks keep others out, on two CPUs and for every interleaving; what they say
 * of the context; masking nests.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define ROUNDS 300

static DEFINE_SPINLOCK(spin);
static DEFINE_MUTEX(mutex);
static int counter, inside, broken;

static void critical(void)
{
	if (++inside != 1)
		broken++;
	counter++;
	inside--;
}

static int with_spin(void *arg)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		spin_lock(&spin);
		critical();
		spin_unlock(&spin);
	}
	return 0;
}

static int with_trylock(void *arg)
{
	unsigned long flags;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		while (!spin_trylock_irqsave(&spin, flags))
			cpu_relax();
		critical();
		spin_unlock_irqrestore(&spin, flags);
	}
	return 0;
}

static int with_mutex(void *arg)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		mutex_lock(&mutex);
		critical();
		if (i % 16 == 0)
			usleep_range(1, 50);	/* others come and wait */

		mutex_unlock(&mutex);
	}
	return 0;
}

static int with_mutex_trylock(void *arg)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		while (!mutex_trylock(&mutex))
			cond_resched();
		critical();
		mutex_unlock(&mutex);
	}
	return 0;
}

static struct completion begun;

/* Who is stopped before it began does not begin. */
static int begin(void *arg)
{
	int (*fn)(void *) = arg;

	complete(&begun);
	return fn(NULL);
}

static void all_at_once(struct kunit *test, int (*a)(void *), int (*b)(void *))
{
	struct task_struct *t[4];
	int i;

	counter = broken = 0;
	init_completion(&begun);
	for (i = 0; i < 4; i++)
		t[i] = kthread_run(begin, i % 2 ? a : b, "lock%d", i);
	for (i = 0; i < 4; i++)
		wait_for_completion(&begun);
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, kthread_stop(t[i]), 0);
	KUNIT_EXPECT_EQ(test, broken, 0);
	KUNIT_EXPECT_EQ(test, counter, 4 * ROUNDS);
	KUNIT_EXPECT_EQ(test, inside, 0);
}

static void spinlocks_exclude(struct kunit *test)
{
	all_at_once(test, with_spin, with_trylock);
}

static void mutexes_exclude(struct kunit *test)
{
	all_at_once(test, with_mutex, with_mutex_trylock);
}

static void irqsave_nests(struct kunit *test)
{
	static DEFINE_SPINLOCK(other);
	unsigned long outer, inner;

	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	spin_lock_irqsave(&spin, outer);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_lock_irqsave(&other, inner);
	spin_unlock_irqrestore(&other, inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_unlock_irqrestore(&spin, outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	local_irq_save(outer);
	spin_lock_irqsave(&spin, inner);
	spin_unlock_irqrestore(&spin, inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	spin_lock_irq(&spin);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_unlock_irq(&spin);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void what_the_context_is(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	KUNIT_EXPECT_TRUE(test, in_task());
	KUNIT_EXPECT_FALSE(test, in_atomic());
	preempt_disable();
	preempt_disable();
	KUNIT_EXPECT_EQ(test, preempt_count(), 2);
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, in_atomic());
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, preemptible());
	spin_lock(&spin);
	KUNIT_EXPECT_TRUE(test, in_atomic());
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&spin));
	lockdep_assert_held(&spin);
	KUNIT_EXPECT_EQ(test, spin_trylock(&spin), 0);
	spin_unlock(&spin);
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&spin));
	local_bh_disable();
	KUNIT_EXPECT_TRUE(test, in_interrupt());
	KUNIT_EXPECT_TRUE(test, in_softirq());
	KUNIT_EXPECT_FALSE(test, in_hardirq());
	KUNIT_EXPECT_TRUE(test, in_task());
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static int hold_it(void *arg)
{
	mutex_lock(&mutex);
	complete(arg);
	msleep(50);
	mutex_unlock(&mutex);
	return 0;
}

static void mutex_values(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(held);
	struct task_struct *t = kthread_run(hold_it, &held, "holder");
	u64 begin;

	wait_for_completion(&held);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
	KUNIT_EXPECT_EQ(test, mutex_trylock(&mutex), 0);
	begin = ktime_get_ns();
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible(&mutex), 0);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - begin, 40000000);
	KUNIT_EXPECT_EQ(test, mutex_trylock(&mutex), 0);
	mutex_unlock(&mutex);
	KUNIT_EXPECT_EQ(test, mutex_lock_killable(&mutex), 0);
	mutex_unlock(&mutex);
	KUNIT_EXPECT_EQ(test, mutex_trylock(&mutex), 1);
	mutex_unlock(&mutex);
	kthread_stop(t);
}

/* ABBA, which trylock is there to avoid. */
static DEFINE_SPINLOCK(a);
static DEFINE_SPINLOCK(b);

static int back_off(void *arg)
{
	spinlock_t *first = arg ? &a : &b, *second = arg ? &b : &a;
	int i;

	for (i = 0; i < ROUNDS; i++) {
		for (;;) {
			spin_lock(first);
			if (spin_trylock(second))
				break;
			spin_unlock(first);
			cpu_relax();
		}
		critical();
		spin_unlock(second);
		spin_unlock(first);
	}
	return 0;
}

static int one_way(void *arg)
{
	return back_off(NULL);
}

static int other_way(void *arg)
{
	return back_off(&a);
}

static void trylock_breaks_a_circle(struct kunit *test)
{
	all_at_once(test, one_way, other_way);
}

static struct kunit_case lock_cases[] = {
	KUNIT_CASE(spinlocks_exclude),
	KUNIT_CASE(mutexes_exclude),
	KUNIT_CASE(irqsave_nests),
	KUNIT_CASE(what_the_context_is),
	KUNIT_CASE(mutex_values),
	KUNIT_CASE(trylock_breaks_a_circle),
	{ }
};

static struct kunit_suite lock_suite = {
	.name = "lock",
	.test_cases = lock_cases,
};
kunit_test_suite(lock_suite);

MODULE_LICENSE("Dual MIT/GPL");
