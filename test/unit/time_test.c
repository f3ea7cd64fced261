// SPDX-License-Identifier: MIT
/*
 * Virtual time: what it is measured in, how long sleeps and busy waits last,
 * and that loops which only look at a clock come to their end.
 */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/iopoll.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/timer.h>

#define TICK (NSEC_PER_SEC / HZ)

static void conversions(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(0), 0);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(1), DIV_ROUND_UP(HZ, 1000));
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(1000), HZ);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(1001), HZ + DIV_ROUND_UP(HZ, 1000));
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies((unsigned int)-1),
			MAX_JIFFY_OFFSET);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(1), 1);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(1000000), HZ);
	KUNIT_EXPECT_EQ(test, jiffies_to_msecs(HZ), 1000);
	KUNIT_EXPECT_EQ(test, nsecs_to_jiffies(NSEC_PER_SEC), HZ);
	KUNIT_EXPECT_TRUE(test, time_after(5ul, (unsigned long)-5));
	KUNIT_EXPECT_TRUE(test, time_before_eq(5ul, 5ul));
}

static void jiffies_and_ktime(struct kunit *test)
{
	unsigned long j = jiffies;
	u64 begin = ktime_get_ns(), t;

	/* Near the wrap of 32 bits, as after the start of Linux. */
	KUNIT_EXPECT_LT(test, (u32)j, (u32)-1);
	KUNIT_EXPECT_GT(test, (u32)j, (u32)(-310 * HZ));
	msleep(1000);
	t = ktime_get_ns() - begin;
	KUNIT_EXPECT_GE(test, jiffies - j, HZ);
	KUNIT_EXPECT_LE(test, abs((long)(t / TICK - (jiffies - j))), 1);
	KUNIT_EXPECT_EQ(test, ktime_to_ns(ktime_sub(7, 5)), 2);
}

static void wait_ndelay(void) { ndelay(700); }
static void wait_udelay(void) { udelay(5); }
static void wait_mdelay(void) { mdelay(30); }
static void wait_msleep(void) { msleep(1); }
static void wait_msleep_0(void) { msleep(0); }
static void wait_ssleep(void) { ssleep(10); }
static void wait_usleep(void) { usleep_range(100, 200); }
static void wait_usleep_exact(void) { usleep_range(100, 100); }
static void wait_fsleep_short(void) { fsleep(10); }
static void wait_fsleep(void) { fsleep(1000); }
static void wait_fsleep_long(void) { fsleep(50000); }

/* At least so long, and not much more. */
static const struct {
	void (*wait)(void);
	u64 least, most;
} waits[] = {
	{ wait_ndelay, 700, 3000 },
	{ wait_udelay, 5000, 10000 },
	{ wait_mdelay, 30000000, 30100000 },
	{ wait_msleep, 1000000, 3 * TICK },
	{ wait_msleep_0, 0, 2 * TICK },
	{ wait_ssleep, 10 * NSEC_PER_SEC, 10 * NSEC_PER_SEC + 3 * TICK },
	{ wait_usleep, 100000, 210000 },
	{ wait_usleep_exact, 100000, 110000 },
	{ wait_fsleep_short, 10000, 15000 },
	{ wait_fsleep, 1000000, 2100000 },
	{ wait_fsleep_long, 50000000, 50000000 + 3 * TICK },
};

static void durations(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(waits); i++) {
		u64 begin = ktime_get_ns(), t;

		waits[i].wait();
		t = ktime_get_ns() - begin;
		KUNIT_EXPECT_TRUE_MSG(test, t >= waits[i].least, "wait %u: %llu",
				      i, t);
		KUNIT_EXPECT_TRUE_MSG(test, t <= waits[i].most, "wait %u: %llu",
				      i, t);
	}
	KUNIT_EXPECT_EQ(test, msleep_interruptible(20), 0);
}

/* Busy waits of 10 s by whatever clock. */
static void clocks_that_are_watched(struct kunit *test)
{
	unsigned long end = jiffies + 10 * HZ;
	u64 begin = ktime_get_ns();
	ktime_t until;

	while (time_before(jiffies, end))
		;
	KUNIT_EXPECT_GE(test, ktime_get_ns() - begin, 9 * NSEC_PER_SEC);
	KUNIT_EXPECT_LE(test, ktime_get_ns() - begin, 11 * NSEC_PER_SEC);
	end = jiffies + 10 * HZ;
	while (time_before(jiffies, end))
		cpu_relax();
	until = ktime_add_us(ktime_get(), 10 * USEC_PER_SEC);
	while (ktime_before(ktime_get(), until))
		cond_resched();
	begin = ktime_get_ns() - begin;
	KUNIT_EXPECT_GE(test, begin, 29 * NSEC_PER_SEC);
	KUNIT_EXPECT_LE(test, begin, 31 * NSEC_PER_SEC);
}

static int value;

static int read_value(void)
{
	return READ_ONCE(value);
}

static void set_value(struct timer_list *t)
{
	WRITE_ONCE(value, 1);
}

static void polls_with_a_timeout(struct kunit *test)
{
	struct timer_list timer;
	u64 begin = ktime_get_ns();
	int v;

	value = 0;
	KUNIT_EXPECT_EQ(test, read_poll_timeout(read_value, v, v, 10, 1000000,
						false), -ETIMEDOUT);
	KUNIT_EXPECT_GE(test, ktime_get_ns() - begin, NSEC_PER_SEC);
	KUNIT_EXPECT_LE(test, ktime_get_ns() - begin, NSEC_PER_SEC * 5 / 4);
	begin = ktime_get_ns();
	KUNIT_EXPECT_EQ(test, read_poll_timeout_atomic(read_value, v, v, 0,
						       10000, false),
			-ETIMEDOUT);
	KUNIT_EXPECT_LE(test, ktime_get_ns() - begin, 20000000);
	timer_setup(&timer, set_value, 0);
	mod_timer(&timer, jiffies + HZ);
	begin = ktime_get_ns();
	KUNIT_EXPECT_EQ(test, read_poll_timeout(read_value, v, v, 0, 0, false),
			0);
	KUNIT_EXPECT_LE(test, ktime_get_ns() - begin, NSEC_PER_SEC * 5 / 4);
	timer_delete_sync(&timer);
}

/*
 * A poll does not run into a far event before its own time-out: the watchdog
 * that the driver has armed does not bite.
 */
static void far_events_stay_far(struct kunit *test)
{
	struct timer_list watchdog;
	int v;

	value = 0;
	timer_setup(&watchdog, set_value, 0);
	mod_timer(&watchdog, jiffies + 5 * HZ);
	KUNIT_EXPECT_EQ(test, read_poll_timeout_atomic(read_value, v, v, 0,
						       1000, false),
			-ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&watchdog), 1);
}

static struct kunit_case time_cases[] = {
	KUNIT_CASE(conversions),
	KUNIT_CASE(jiffies_and_ktime),
	KUNIT_CASE(durations),
	KUNIT_CASE(clocks_that_are_watched),
	KUNIT_CASE(polls_with_a_timeout),
	KUNIT_CASE(far_events_stay_far),
	{ }
};

static struct kunit_suite time_suite = {
	.name = "time",
	.test_cases = time_cases,
};
kunit_test_suite(time_suite);

MODULE_LICENSE("Dual MIT/GPL");
