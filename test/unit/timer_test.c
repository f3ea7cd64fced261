// SPDX-License-Identifier: MIT
/*
 * Timers: never early, what the calls return, from the handler itself and while
 * it runs; which context they come in, and what holds them off.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

static struct timer_list timer;
static int fired, rearm;
static unsigned long fired_at;

static void on_timer(struct timer_list *t)
{
	fired++;
	fired_at = jiffies;
	if (rearm)
		mod_timer(t, jiffies + rearm);
}

static int timers_init(struct kunit *test)
{
	fired = rearm = 0;
	timer_setup(&timer, on_timer, 0);
	return 0;
}

static void timers_exit(struct kunit *test)
{
	rearm = 0;
	timer_delete_sync(&timer);
}

static void never_early(struct kunit *test)
{
	static const long delays[] = { -5, 0, 1, 2, 7, 100, 30 * HZ };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(delays); i++) {
		unsigned long want = jiffies + delays[i], begin = jiffies;

		fired = 0;
		KUNIT_EXPECT_EQ(test, mod_timer(&timer, want), 0);
		KUNIT_EXPECT_TRUE(test, timer_pending(&timer));
		while (!READ_ONCE(fired))
			msleep(1);
		KUNIT_EXPECT_GE(test, (long)(fired_at - want), 0);
		KUNIT_EXPECT_LE(test, fired_at - begin,
				(delays[i] > 0 ? delays[i] : 0) + 2);
		KUNIT_EXPECT_FALSE(test, timer_pending(&timer));
	}
}

static void return_values(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, timer_delete(&timer), 0);
	KUNIT_EXPECT_EQ(test, mod_timer(&timer, jiffies + 100), 0);
	KUNIT_EXPECT_EQ(test, mod_timer(&timer, jiffies + 200), 1);
	KUNIT_EXPECT_EQ(test, timer_delete(&timer), 1);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&timer), 0);
	timer.expires = jiffies + 3;
	add_timer(&timer);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&timer), 1);
	msleep(50);
	KUNIT_EXPECT_EQ(test, fired, 0);
}

static void furthest_expiry(struct kunit *test)
{
	mod_timer(&timer, jiffies + LONG_MAX - 1);
	msleep(20);
	KUNIT_EXPECT_EQ(test, fired, 0);
	KUNIT_EXPECT_EQ(test, timer_delete(&timer), 1);
	mod_timer(&timer, jiffies + MAX_JIFFY_OFFSET);
	msleep(20);
	KUNIT_EXPECT_EQ(test, fired, 0);
	KUNIT_EXPECT_EQ(test, timer_delete(&timer), 1);
}

static void handler_arms_itself(struct kunit *test)
{
	int n;

	rearm = 2;
	mod_timer(&timer, jiffies);
	msleep(200);
	KUNIT_EXPECT_GT(test, fired, 10);
	timer_delete_sync(&timer);
	n = fired;
	msleep(100);
	KUNIT_EXPECT_EQ(test, fired, n);
}

static void shutdown_is_for_good(struct kunit *test)
{
	rearm = 1;
	mod_timer(&timer, jiffies);
	msleep(50);
	timer_shutdown_sync(&timer);
	fired = 0;
	KUNIT_EXPECT_EQ(test, mod_timer(&timer, jiffies + 1), 0);
	KUNIT_EXPECT_FALSE(test, timer_pending(&timer));
	msleep(50);
	KUNIT_EXPECT_EQ(test, fired, 0);
}

/* --- while it runs --------------------------------------------------------- */

static int begun, ended;

static void takes_long(struct timer_list *t)
{
	WRITE_ONCE(begun, 1);
	udelay(500);
	WRITE_ONCE(ended, 1);
}

/* On the other CPU, or below us: delete_sync comes back when it has ended. */
static void sync_waits_for_it(struct kunit *test)
{
	unsigned int i;

	timer_setup(&timer, takes_long, 0);
	for (i = 0; i < 20; i++) {
		begun = ended = 0;
		mod_timer(&timer, jiffies);
		while (!READ_ONCE(begun))
			udelay(i * 10 + 1);
		timer_delete_sync(&timer);
		KUNIT_EXPECT_EQ(test, READ_ONCE(ended), 1);
	}
}

/* --- context --------------------------------------------------------------- */

static unsigned int context;

static void look_around(struct timer_list *t)
{
	context = (in_interrupt() ? 1 : 0) | (in_hardirq() ? 2 : 0) |
		  (in_task() ? 4 : 0) | (irqs_disabled() ? 8 : 0) |
		  (in_atomic() ? 16 : 0) | (in_serving_softirq() ? 32 : 0);
	fired++;
}

static void comes_as_softirq(struct kunit *test)
{
	timer_setup(&timer, look_around, 0);
	mod_timer(&timer, jiffies);
	msleep(20);
	KUNIT_EXPECT_EQ(test, fired, 1);
	KUNIT_EXPECT_EQ(test, context, 1 | 16 | 32);
}

static DEFINE_SPINLOCK(lock);
static int inside, broken;

static void takes_lock(struct timer_list *t)
{
	spin_lock(&lock);
	broken += inside;
	fired++;
	spin_unlock(&lock);
	mod_timer(t, jiffies + 1);
}

/* spin_lock_bh() keeps timers out of this CPU, so they never spin on it. */
static void bh_holds_it_off(struct kunit *test)
{
	int i;

	broken = 0;
	timer_setup(&timer, takes_lock, 0);
	mod_timer(&timer, jiffies);
	for (i = 0; i < 200; i++) {
		spin_lock_bh(&lock);
		inside = 1;
		mdelay(1);
		inside = 0;
		spin_unlock_bh(&lock);
	}
	timer_shutdown_sync(&timer);
	KUNIT_EXPECT_EQ(test, broken, 0);
	KUNIT_EXPECT_GT(test, fired, 20);
}

static void masked_interrupts_hold_it_off(struct kunit *test)
{
	unsigned long flags;

	local_irq_save(flags);
	mod_timer(&timer, jiffies);
	mdelay(50);
	if (num_online_cpus() == 1)
		KUNIT_EXPECT_EQ(test, fired, 0);
	local_irq_restore(flags);
	msleep(10);
	KUNIT_EXPECT_EQ(test, fired, 1);
}

static struct kunit_case timer_cases[] = {
	KUNIT_CASE(never_early),
	KUNIT_CASE(return_values),
	KUNIT_CASE(furthest_expiry),
	KUNIT_CASE(handler_arms_itself),
	KUNIT_CASE(shutdown_is_for_good),
	KUNIT_CASE(sync_waits_for_it),
	KUNIT_CASE(comes_as_softirq),
	KUNIT_CASE(bh_holds_it_off),
	KUNIT_CASE(masked_interrupts_hold_it_off),
	{ }
};

static struct kunit_suite timer_suite = {
	.name = "timer",
	.init = timers_init,
	.exit = timers_exit,
	.test_cases = timer_cases,
};
kunit_test_suite(timer_suite);

MODULE_LICENSE("Dual MIT/GPL");
