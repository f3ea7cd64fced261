// SPDX-License-Identifier: MIT
/*
 * Work queues: functions called later in a thread that may sleep.
 *
 * A queue has its items in order and one or two worker threads, made when the
 * first item comes.  One worker for an ordered queue.
 *
 * Same as Linux: an item is pending at most once, may queue itself again, does
 * not run on two workers at once.  Not the same: queues are not bound to CPUs.
 * Sensed: work items lie in the driver's memory.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "core/boot.h"
#include "core/sched.h"
#include "host/host.h"

#define MAX_WORKERS 2

struct workqueue_struct {
	char name[24];
	struct list_head items;		/* pending ones */
	unsigned int nr_workers, max_workers;
	struct worker {
		struct workqueue_struct *wq;
		struct task_struct *task;
		struct work_struct *current_work;
	} workers[MAX_WORKERS];
};

struct workqueue_struct *system_wq;
struct workqueue_struct *system_highpri_wq;
struct workqueue_struct *system_long_wq;
struct workqueue_struct *system_unbound_wq;

static bool is_running(struct workqueue_struct *wq, struct work_struct *work)
{
	for (unsigned int i = 0; wq && i < wq->nr_workers; i++)
		if (wq->workers[i].current_work == work)
			return true;
	return false;
}

/* The next item that does not run on another worker already. */
static struct work_struct *next_item(struct workqueue_struct *wq)
{
	struct work_struct *work;

	list_for_each_entry(work, &wq->items, entry)
		if (!is_running(wq, work))
			return work;
	return NULL;
}

static void run_item(struct worker *w, struct work_struct *work)
{
	work_func_t func = work->func;

	list_del_init(&work->entry);
	work->wq = NULL;
	w->current_work = work;
	func(work);			/* may free it */
	w->current_work = NULL;
	sched_wake_channel(w->wq, INT_MAX);
}

static int worker_main(void *arg)
{
	struct worker *w = arg;

	while (!kthread_should_stop()) {
		struct work_struct *work = next_item(w->wq);

		if (work) {
			run_item(w, work);
			continue;
		}
		sched_set_state(TASK_UNINTERRUPTIBLE);
		sched_block_on(w, U64_MAX, "a worker without work");
	}
	return 0;
}

static void start_worker(struct workqueue_struct *wq)
{
	struct worker *w = &wq->workers[wq->nr_workers];

	w->wq = wq;
	w->task = sched_create(wq->name, worker_main, w);
	if (!w->task)
		return;			/* the others do it */
	wq->nr_workers++;
	sched_wake(w->task, ~0u);
}

static void wake_workers(struct workqueue_struct *wq)
{
	for (unsigned int i = 0; i < wq->nr_workers; i++)
		if (sched_wake_channel(&wq->workers[i], 1))
			return;
	if (wq->nr_workers < wq->max_workers)
		start_worker(wq);
}

static struct workqueue_struct *wq_create(const char *name, unsigned int workers)
{
	struct workqueue_struct *wq = host_alloc(sizeof(*wq));

	if (!wq)
		return NULL;
	strscpy(wq->name, name, sizeof(wq->name));
	INIT_LIST_HEAD(&wq->items);
	wq->max_workers = workers;
	return wq;
}

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags,
					 int max_active, ...)
{
	char name[24];
	va_list args;

	if (fault_inject("alloc_workqueue"))
		return NULL;
	va_start(args, max_active);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	return wq_create(name, flags & __WQ_ORDERED || max_active == 1 ? 1 :
			 MAX_WORKERS);
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	flush_workqueue(wq);
	for (unsigned int i = 0; i < wq->nr_workers; i++)
		kthread_stop(wq->workers[i].task);
	host_free(wq);
}

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	if (work->wq)
		return false;
	work->wq = wq;
	work->last = wq;
	list_add_tail(&work->entry, &wq->items);
	wake_workers(wq);
	sched_point(8);
	return true;
}

bool cancel_work(struct work_struct *work)
{
	if (!work->wq)
		return false;
	list_del_init(&work->entry);
	work->wq = NULL;
	return true;
}

bool flush_work(struct work_struct *work)
{
	struct workqueue_struct *wq = work->last;
	bool waited = false;

	sched_might_sleep("flush_work");
	while (work->wq || is_running(wq, work)) {
		waited = true;
		sched_set_state(TASK_UNINTERRUPTIBLE);
		sched_block_on(wq, U64_MAX, "flush_work()");
	}
	return waited;
}

bool cancel_work_sync(struct work_struct *work)
{
	bool was = cancel_work(work);

	flush_work(work);
	return was;
}

static bool wq_busy(struct workqueue_struct *wq)
{
	for (unsigned int i = 0; i < wq->nr_workers; i++)
		if (wq->workers[i].current_work)
			return true;
	return !list_empty(&wq->items);
}

void flush_workqueue(struct workqueue_struct *wq)
{
	sched_might_sleep("flush_workqueue");
	while (wq_busy(wq)) {
		sched_set_state(TASK_UNINTERRUPTIBLE);
		sched_block_on(wq, U64_MAX, "flush_workqueue()");
	}
}

/* --- delayed --------------------------------------------------------------- */

void delayed_work_timer_fn(struct timer_list *t)
{
	struct delayed_work *dw = from_timer(dw, t, timer);

	queue_work(dw->wq, &dw->work);
}

bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dw,
			unsigned long delay)
{
	if (delayed_work_pending(dw))
		return false;
	dw->wq = wq;
	if (!delay)
		return queue_work(wq, &dw->work);
	mod_timer(&dw->timer, jiffies + delay);
	return true;
}

bool cancel_delayed_work(struct delayed_work *dw)
{
	return timer_delete(&dw->timer) || cancel_work(&dw->work);
}

bool cancel_delayed_work_sync(struct delayed_work *dw)
{
	bool was = timer_delete_sync(&dw->timer);

	return cancel_work_sync(&dw->work) || was;
}

bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dw,
		      unsigned long delay)
{
	bool was = cancel_delayed_work(dw);

	queue_delayed_work(wq, dw, delay);
	return was;
}

bool flush_delayed_work(struct delayed_work *dw)
{
	if (timer_delete(&dw->timer))
		queue_work(dw->wq, &dw->work);
	return flush_work(&dw->work);
}

int work_boot(void)
{
	system_wq = wq_create("events", MAX_WORKERS);
	system_highpri_wq = system_long_wq = system_unbound_wq = system_wq;
	return system_wq ? 0 : -ENOMEM;
}
