// SPDX-License-Identifier: MIT
/*
 * Interrupts: request and free, sharing, threads, depth of disabling, who waits
 * for whom.
 *
 * board: test/boards/cdma.dts
 */
#include "bell.h"

#include <linux/completion.h>
#include <linux/module.h>
#include <linux/spinlock.h>

static int hard, threaded, others;

static int irqs_init(struct kunit *test)
{
	hard = threaded = others = 0;
	silence(&bell[0]);
	silence(&bell[1]);
	return 0;
}

static irqreturn_t on_ring(int irq, void *data)
{
	if (!silence(data))
		return IRQ_NONE;
	hard++;
	return IRQ_HANDLED;
}

static irqreturn_t not_mine(int irq, void *data)
{
	others++;
	return IRQ_NONE;
}

static irqreturn_t wakes(int irq, void *data)
{
	hard++;
	silence(data);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t wakes_only(int irq, void *data)
{
	hard++;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t in_thread(int irq, void *data)
{
	msleep(10);
	threaded++;
	silence(data);
	return IRQ_HANDLED;
}

static void comes(struct kunit *test)
{
	struct bell *b = &bell[0];
	int i;

	KUNIT_ASSERT_EQ(test, request_irq(b->irq, on_ring, 0, "one", b), 0);
	for (i = 1; i <= 10; i++) {
		ring(b);
		msleep(1);
		KUNIT_EXPECT_EQ(test, hard, i);
	}
	KUNIT_EXPECT_STREQ(test, (const char *)free_irq(b->irq, b), "one");
	ring(b);
	msleep(1);
	KUNIT_EXPECT_EQ(test, hard, 10);
}

/* A line that is up when it is requested is taken at once. */
static void level_triggered(struct kunit *test)
{
	struct bell *b = &bell[0];

	ring(b);
	msleep(1);
	KUNIT_ASSERT_EQ(test, request_irq(b->irq, on_ring, 0, "one", b), 0);
	udelay(1);
	KUNIT_EXPECT_EQ(test, hard, 1);
	free_irq(b->irq, b);
}

static void refused_requests(struct kunit *test)
{
	struct bell *b = &bell[0];
	unsigned int irq = b->irq;

	KUNIT_EXPECT_EQ(test, request_irq(irq, NULL, 0, "x", b), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(0, on_ring, 0, "x", b), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(1u << 20, on_ring, 0, "x", b),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(IRQ_NOTCONNECTED, on_ring, 0, "x", b),
			-ENOTCONN);
	KUNIT_EXPECT_EQ(test, request_irq(irq, on_ring, IRQF_SHARED, "x", NULL),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, request_irq(irq, on_ring, IRQF_SHARED |
					  IRQF_NO_AUTOEN, "x", b), -EINVAL);
	KUNIT_EXPECT_EQ(test, request_threaded_irq(irq, NULL, in_thread, 0, "x",
						   b), -EINVAL);
	KUNIT_ASSERT_EQ(test, request_irq(irq, on_ring, 0, "x", b), 0);
	KUNIT_EXPECT_EQ(test, request_irq(irq, on_ring, 0, "y", &hard), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_irq(irq, on_ring, IRQF_SHARED, "y", &hard),
			-EBUSY);
	free_irq(irq, b);
	KUNIT_ASSERT_EQ(test, request_irq(irq, on_ring, IRQF_SHARED, "x", b), 0);
	KUNIT_EXPECT_EQ(test, request_threaded_irq(irq, NULL, in_thread,
						   IRQF_SHARED | IRQF_ONESHOT,
						   "y", &hard), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_irq(irq, not_mine, IRQF_SHARED |
					  IRQF_TRIGGER_RISING, "y", &hard),
			-EBUSY);
	free_irq(irq, b);
}

static void shared(struct kunit *test)
{
	struct bell *b = &bell[0];

	KUNIT_ASSERT_EQ(test, request_irq(b->irq, not_mine, IRQF_SHARED, "a",
					  &others), 0);
	KUNIT_ASSERT_EQ(test, request_irq(b->irq, on_ring, IRQF_SHARED, "b", b),
			0);
	ring(b);
	msleep(1);
	KUNIT_EXPECT_EQ(test, hard, 1);
	KUNIT_EXPECT_EQ(test, others, 1);	/* each is asked once */
	free_irq(b->irq, &others);
	ring(b);
	msleep(1);
	KUNIT_EXPECT_EQ(test, hard, 2);
	KUNIT_EXPECT_EQ(test, others, 1);
	free_irq(b->irq, b);
}

static void thread_after_handler(struct kunit *test)
{
	struct bell *b = &bell[0];

	KUNIT_ASSERT_EQ(test, request_threaded_irq(b->irq, wakes, in_thread, 0,
						   "t", b), 0);
	ring(b);
	msleep(1);
	ring(b);			/* the thread sleeps, the line is on */
	msleep(1);
	KUNIT_EXPECT_EQ(test, hard, 2);
	synchronize_irq(b->irq);	/* threads, too */
	KUNIT_EXPECT_GE(test, threaded, 1);
	free_irq(b->irq, b);
	KUNIT_EXPECT_LE(test, threaded, 2);
}

/* The line stays masked until the thread has silenced the device. */
static void oneshot(struct kunit *test)
{
	struct bell *b = &bell[0];
	int i;

	KUNIT_ASSERT_EQ(test, request_threaded_irq(b->irq, wakes_only,
						   in_thread, IRQF_ONESHOT,
						   "t", b), 0);
	for (i = 1; i <= 5; i++) {
		ring(b);
		msleep(100);
		KUNIT_EXPECT_EQ(test, hard, i);
		KUNIT_EXPECT_EQ(test, threaded, i);
	}
	free_irq(b->irq, b);
}

static void oneshot_without_handler(struct kunit *test)
{
	struct bell *b = &bell[1];

	KUNIT_ASSERT_EQ(test, request_threaded_irq(b->irq, NULL, in_thread,
						   IRQF_ONESHOT, "t", b), 0);
	ring(b);
	msleep(100);
	KUNIT_EXPECT_EQ(test, threaded, 1);
	ring(b);
	udelay(5);
	free_irq(b->irq, b);		/* lets a thread that is due run */
	KUNIT_EXPECT_EQ(test, threaded, 2);
}

static void disabling_nests(struct kunit *test)
{
	struct bell *b = &bell[0];

	KUNIT_ASSERT_EQ(test, request_irq(b->irq, on_ring, IRQF_NO_AUTOEN,
					  "n", b), 0);
	ring(b);
	msleep(1);
	KUNIT_EXPECT_EQ(test, hard, 0);
	enable_irq(b->irq);
	udelay(1);
	KUNIT_EXPECT_EQ(test, hard, 1);
	disable_irq(b->irq);
	disable_irq_nosync(b->irq);
	ring(b);
	enable_irq(b->irq);
	msleep(1);
	KUNIT_EXPECT_EQ(test, hard, 1);
	enable_irq(b->irq);
	udelay(1);
	KUNIT_EXPECT_EQ(test, hard, 2);
	free_irq(b->irq, b);
}

static unsigned int context;

static irqreturn_t looks_around(int irq, void *data)
{
	context = (in_interrupt() ? 1 : 0) | (in_hardirq() ? 2 : 0) |
		  (in_task() ? 4 : 0) | (irqs_disabled() ? 8 : 0) |
		  (in_atomic() ? 16 : 0);
	silence(data);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t looks_around_too(int irq, void *data)
{
	context |= (in_task() ? 32 : 0) | (in_atomic() ? 64 : 0);
	return IRQ_HANDLED;
}

static void contexts(struct kunit *test)
{
	struct bell *b = &bell[0];

	KUNIT_ASSERT_EQ(test, request_threaded_irq(b->irq, looks_around,
						   looks_around_too, 0, "c", b),
			0);
	ring(b);
	msleep(10);
	KUNIT_EXPECT_EQ(test, context, 1 | 2 | 8 | 16 | 32);
	free_irq(b->irq, b);
}

/* --- against other contexts ------------------------------------------------ */

static DEFINE_SPINLOCK(lock);
static int inside, broken;

static irqreturn_t takes_lock(int irq, void *data)
{
	silence(data);
	spin_lock(&lock);
	broken += inside;
	hard++;
	spin_unlock(&lock);
	return IRQ_HANDLED;
}

static void irqsave_keeps_it_out(struct kunit *test)
{
	struct bell *b = &bell[0];
	unsigned long flags;
	int i;

	broken = 0;
	KUNIT_ASSERT_EQ(test, request_irq(b->irq, takes_lock, 0, "l", b), 0);
	for (i = 0; i < 100; i++) {
		ring(b);
		spin_lock_irqsave(&lock, flags);
		inside = 1;
		ndelay(i * 20);
		inside = 0;
		spin_unlock_irqrestore(&lock, flags);
		udelay(2);
	}
	free_irq(b->irq, b);
	KUNIT_EXPECT_EQ(test, broken, 0);
	KUNIT_EXPECT_GE(test, hard, 50);	/* two rings may be one */
	KUNIT_EXPECT_LE(test, hard, 100);
}

static int begun, ended;

static irqreturn_t takes_long(int irq, void *data)
{
	silence(data);
	WRITE_ONCE(begun, 1);
	udelay(50);
	WRITE_ONCE(ended, 1);
	return IRQ_HANDLED;
}

/* free_irq() and disable_irq() come back when the handler has ended. */
static void waiting_for_the_handler(struct kunit *test)
{
	struct bell *b = &bell[0];
	unsigned int i;

	for (i = 0; i < 40; i++) {
		begun = ended = 0;
		KUNIT_ASSERT_EQ(test, request_irq(b->irq, takes_long, 0, "w",
						  b), 0);
		ring(b);
		while (!READ_ONCE(begun))
			cpu_relax();
		if (i % 2)
			disable_irq(b->irq);
		else
			synchronize_irq(b->irq);
		KUNIT_EXPECT_EQ(test, READ_ONCE(ended), 1);
		free_irq(b->irq, b);
	}
}

static void both_lines(struct kunit *test)
{
	int i;

	for (i = 0; i < 2; i++)
		KUNIT_ASSERT_EQ(test, request_irq(bell[i].irq, on_ring, 0, "b",
						  &bell[i]), 0);
	for (i = 0; i < 50; i++) {
		ring(&bell[i % 2]);
		ring(&bell[(i + 1) % 2]);
		udelay(20);
	}
	for (i = 0; i < 2; i++)
		free_irq(bell[i].irq, &bell[i]);
	KUNIT_EXPECT_GE(test, hard, 50);
}

static struct kunit_case irq_cases[] = {
	KUNIT_CASE(comes),
	KUNIT_CASE(level_triggered),
	KUNIT_CASE(refused_requests),
	KUNIT_CASE(shared),
	KUNIT_CASE(thread_after_handler),
	KUNIT_CASE(oneshot),
	KUNIT_CASE(oneshot_without_handler),
	KUNIT_CASE(disabling_nests),
	KUNIT_CASE(contexts),
	KUNIT_CASE(irqsave_keeps_it_out),
	KUNIT_CASE(waiting_for_the_handler),
	KUNIT_CASE(both_lines),
	{ }
};

static struct kunit_suite irq_suite = {
	.name = "irq",
	.suite_init = bells_init,
	.suite_exit = bells_exit,
	.init = irqs_init,
	.test_cases = irq_cases,
};
kunit_test_suite(irq_suite);

MODULE_LICENSE("Dual MIT/GPL");
