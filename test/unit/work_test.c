// SPDX-License-Identifier: MIT
/*
 * Work queues: once pending, once running, in order; what flush and cancel wait
 * for when an item queues itself again, sleeps, or frees itself.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

static struct workqueue_struct *wq, *ordered;
static int runs, inside, overlaps, again, order[8];

struct item {
	struct work_struct work;
	int number;
};

static int queues_init(struct kunit *test)
{
	runs = inside = overlaps = again = 0;
	wq = alloc_workqueue("wq-%d", 0, 0, 1);
	ordered = alloc_ordered_workqueue("ordered", 0);
	return wq && ordered ? 0 : -ENOMEM;
}

static void queues_exit(struct kunit *test)
{
	destroy_workqueue(wq);
	destroy_workqueue(ordered);
}

static void slow(struct work_struct *work)
{
	overlaps += ++inside > 1;
	runs++;
	msleep(20);
	inside--;
}

static void pending_once(struct kunit *test)
{
	DECLARE_WORK(work, slow);

	KUNIT_EXPECT_FALSE(test, flush_work(&work));
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &work));
	msleep(1);
	KUNIT_EXPECT_FALSE(test, work_pending(&work));	/* it runs */
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &work));
	KUNIT_EXPECT_TRUE(test, work_pending(&work));
	KUNIT_EXPECT_FALSE(test, queue_work(wq, &work));
	KUNIT_EXPECT_FALSE(test, queue_work(ordered, &work));
	KUNIT_EXPECT_TRUE(test, flush_work(&work));
	KUNIT_EXPECT_EQ(test, runs, 2);
	KUNIT_EXPECT_EQ(test, overlaps, 0);
}

/* Queued on another queue while it runs: still one after the other. */
static void never_twice_at_once(struct kunit *test)
{
	DECLARE_WORK(work, slow);

	queue_work(wq, &work);
	msleep(1);
	queue_work(ordered, &work);
	flush_work(&work);
	KUNIT_EXPECT_EQ(test, runs, 2);
	KUNIT_EXPECT_EQ(test, overlaps, 0);
}

static void note(struct work_struct *work)
{
	order[runs++] = container_of(work, struct item, work)->number;
	usleep_range(1, 100);
}

static void ordered_is_in_order(struct kunit *test)
{
	static struct item items[8];
	int i;

	for (i = 0; i < 8; i++) {
		INIT_WORK(&items[i].work, note);
		items[i].number = i;
		queue_work(ordered, &items[i].work);
	}
	flush_workqueue(ordered);
	KUNIT_ASSERT_EQ(test, runs, 8);
	for (i = 0; i < 8; i++)
		KUNIT_EXPECT_EQ(test, order[i], i);
}

static void requeues(struct work_struct *work)
{
	runs++;
	if (again)
		queue_work(wq, work);
}

/* flush waits for what was queued before it, cancel for all of it. */
static void item_that_queues_itself(struct kunit *test)
{
	DECLARE_WORK(work, requeues);

	again = 1;
	queue_work(wq, &work);
	flush_work(&work);
	flush_workqueue(wq);
	KUNIT_EXPECT_GE(test, runs, 1);
	msleep(5);
	cancel_work_sync(&work);
	again = runs;
	msleep(20);
	KUNIT_EXPECT_EQ(test, runs, again);
	KUNIT_EXPECT_FALSE(test, work_pending(&work));
	again = 0;			/* and it can be used again */
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &work));
	flush_work(&work);
}

static void cancels(struct kunit *test)
{
	DECLARE_WORK(blocker, slow);
	DECLARE_WORK(work, requeues);

	KUNIT_EXPECT_FALSE(test, cancel_work_sync(&work));
	queue_work(ordered, &blocker);
	queue_work(ordered, &work);
	KUNIT_EXPECT_TRUE(test, cancel_work(&work));
	KUNIT_EXPECT_FALSE(test, cancel_work(&work));
	queue_work(ordered, &work);
	KUNIT_EXPECT_TRUE(test, cancel_work_sync(&work));
	flush_workqueue(ordered);
	KUNIT_EXPECT_EQ(test, runs, 1);
}

static struct completion chain[4];

static void link(struct work_struct *work)
{
	int n = container_of(work, struct item, work)->number;

	if (n < 3)
		wait_for_completion(&chain[n + 1]);
	complete(&chain[n]);
}

/* Items that sleep do not hold up the one that they wait for. */
static void sleepers_make_room(struct kunit *test)
{
	static struct item items[4];
	int i;

	for (i = 0; i < 4; i++)
		init_completion(&chain[i]);
	for (i = 0; i < 4; i++) {
		INIT_WORK(&items[i].work, link);
		items[i].number = i;
		queue_work(wq, &items[i].work);
	}
	KUNIT_EXPECT_NE(test, wait_for_completion_timeout(&chain[0], HZ), 0);
	flush_workqueue(wq);
}

static void frees_itself(struct work_struct *work)
{
	runs++;
	memset(work, 0x5a, sizeof(*work));
	kfree(work);
}

static void item_may_free_itself(struct kunit *test)
{
	int i;

	for (i = 0; i < 50; i++) {
		struct work_struct *work = kmalloc(sizeof(*work), GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, work);
		INIT_WORK(work, frees_itself);
		queue_work(ordered, work);
	}
	flush_workqueue(ordered);
	KUNIT_EXPECT_EQ(test, runs, 50);
}

static void outlives_its_queue(struct kunit *test)
{
	struct workqueue_struct *gone = alloc_workqueue("gone", 0, 0);
	DECLARE_WORK(work, slow);

	KUNIT_ASSERT_NOT_NULL(test, gone);
	queue_work(gone, &work);
	destroy_workqueue(gone);	/* when all is done */
	KUNIT_EXPECT_EQ(test, runs, 1);
	KUNIT_EXPECT_FALSE(test, flush_work(&work));
	KUNIT_EXPECT_FALSE(test, cancel_work_sync(&work));
	KUNIT_EXPECT_TRUE(test, schedule_work(&work));
	KUNIT_EXPECT_TRUE(test, flush_work(&work));
}

static void delayed_fn(struct work_struct *work)
{
	struct delayed_work *dw = to_delayed_work(work);

	runs++;
	if (again)
		queue_delayed_work(wq, dw, 1);
}

static void delayed(struct kunit *test)
{
	struct delayed_work dw;
	unsigned long begin = jiffies;

	INIT_DELAYED_WORK(&dw, delayed_fn);
	KUNIT_EXPECT_TRUE(test, queue_delayed_work(wq, &dw, 10));
	KUNIT_EXPECT_TRUE(test, delayed_work_pending(&dw));
	KUNIT_EXPECT_FALSE(test, queue_delayed_work(wq, &dw, 1));
	while (!READ_ONCE(runs))
		msleep(1);
	KUNIT_EXPECT_GE(test, jiffies - begin, 10);
	KUNIT_EXPECT_FALSE(test, mod_delayed_work(wq, &dw, 100 * HZ));
	KUNIT_EXPECT_TRUE(test, mod_delayed_work(wq, &dw, 1));
	msleep(50);
	KUNIT_EXPECT_EQ(test, runs, 2);
	queue_delayed_work(wq, &dw, 100 * HZ);
	flush_delayed_work(&dw);	/* now */
	KUNIT_EXPECT_EQ(test, runs, 3);
	queue_delayed_work(wq, &dw, 0);
	flush_delayed_work(&dw);
	KUNIT_EXPECT_EQ(test, runs, 4);
}

static void delayed_cancel(struct kunit *test)
{
	struct delayed_work dw;

	INIT_DELAYED_WORK(&dw, delayed_fn);
	KUNIT_EXPECT_FALSE(test, cancel_delayed_work_sync(&dw));
	queue_delayed_work(wq, &dw, 10);
	KUNIT_EXPECT_TRUE(test, cancel_delayed_work(&dw));
	KUNIT_EXPECT_FALSE(test, cancel_delayed_work(&dw));
	again = 1;
	queue_delayed_work(wq, &dw, 1);
	msleep(100);
	cancel_delayed_work_sync(&dw);
	again = runs;
	KUNIT_EXPECT_GT(test, runs, 3);
	msleep(100);
	KUNIT_EXPECT_EQ(test, runs, again);
}

static struct kunit_case work_cases[] = {
	KUNIT_CASE(pending_once),
	KUNIT_CASE(never_twice_at_once),
	KUNIT_CASE(ordered_is_in_order),
	KUNIT_CASE(item_that_queues_itself),
	KUNIT_CASE(cancels),
	KUNIT_CASE(sleepers_make_room),
	KUNIT_CASE(item_may_free_itself),
	KUNIT_CASE(outlives_its_queue),
	KUNIT_CASE(delayed),
	KUNIT_CASE(delayed_cancel),
	{ }
};

static struct kunit_suite work_suite = {
	.name = "work",
	.init = queues_init,
	.exit = queues_exit,
	.test_cases = work_cases,
};
kunit_test_suite(work_suite);

MODULE_LICENSE("Dual MIT/GPL");
