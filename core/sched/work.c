// SPDX-License-Identifier: MIT
/*
 * Work queues: functions called later in a thread that may sleep.
 *
 * A queue has its items in order and worker threads: one for an ordered queue,
 * else two, and one more whenever all of them sleep in their items.  Each item
 * gets a number when it is queued, so who flushes waits for those up to now.
 *
 * Same as Linux: an item is pending at most once, may queue itself again, does
 * not run on two workers at once; flush waits for what was queued before it.
 * Not the same: queues are not bound to CPUs.
 * Sensed: work items lie in the driver's memory.
 */
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "core/boot.h"
#include "core/sched/sched.h"
#include "host/host.h"

#define BUSY_WORKERS	2u		/* that need not sleep for another */
#define MAX_WORKERS	256u		/* Linux's default of max_active */
#define ITEM_NS		200u		/* to take one and start it */

struct worker {
	struct workqueue_struct *wq;
	struct task_struct *task;
	struct work_struct *current_work;
	u64 current_seq;
	struct worker *next;
};

struct workqueue_struct {
	char name[24];
	struct list_head items;		/* pending ones */
	unsigned int nr_workers, max_workers;
	struct worker *workers;
	struct workqueue_struct *next;
};

struct workqueue_struct *system_wq;
struct workqueue_struct *system_highpri_wq;
struct workqueue_struct *system_long_wq;
struct workqueue_struct *system_unbound_wq;

static struct workqueue_struct *queues;	/* an item may name a dead one */
static u64 next_seq = 1;

static bool is_alive(const struct workqueue_struct *wq)
{
	const struct workqueue_struct *q = queues;

	while (q && q != wq)
		q = q->next;
	return q;
}

/* The worker that runs the item, on the queue that it was last on. */
static struct worker *worker_of(const struct work_struct *work)
{
	struct worker *w;

	if (!work->last || !is_alive(work->last))
		return NULL;
	for (w = work->last->workers; w; w = w->next)
		if (w->current_work == work)
			break;
	return w;
}

/* The next item that does not run on another worker already. */
static struct work_struct *next_item(struct workqueue_struct *wq)
{
	struct work_struct *work;

	list_for_each_entry(work, &wq->items, entry)
		if (!worker_of(work))
			return work;
	return NULL;
}

/* --- workers --------------------------------------------------------------- */

static void run_item(struct worker *w, struct work_struct *work)
{
	static const struct sched_balance nothing;
	work_func_t func = work->func;

	list_del_init(&work->entry);
	work->wq = NULL;
	w->current_work = work;
	w->current_seq = work->seq;
	home_spend(ITEM_NS);
	func(work);			/* may free it */
	sched_check_balance(&nothing, "the work function returns");
	w->current_work = NULL;
	sched_wake_channel(w->wq, INT_MAX);
}

static int worker_main(void *arg)
{
	struct sched_private *me = sched_self();
	struct worker *w = arg;

	me->worker = w;
	while (!me->should_stop) {
		struct work_struct *work = next_item(w->wq);

		sched_awake(me);
		if (work) {
			run_item(w, work);
			continue;
		}
		me->at_rest = true;
		sched_set_state(TASK_IDLE);
		sched_block_on(w, U64_MAX, "a worker without work");
		me->at_rest = false;
	}
	return 0;
}

static void start_worker(struct workqueue_struct *wq)
{
	struct worker *w = host_alloc(sizeof(*w));

	if (w) {
		w->wq = wq;
		w->task = sched_create(wq->name, worker_main, w);
	}
	if (!w || !w->task) {
		host_free(w);
		if (!wq->nr_workers)
			host_no_memory("a worker");
		return;			/* the others do it */
	}
	w->next = wq->workers;
	wq->workers = w;
	wq->nr_workers++;
	sched_wake(w->task, ~0u);
}

static bool all_sleep(const struct workqueue_struct *wq)
{
	for (const struct worker *w = wq->workers; w; w = w->next)
		if (sched_runnable(w->task->sched) || !w->current_work)
			return false;
	return true;
}

/* There is an item: somebody who rests takes it, or one more. */
static void wake_workers(struct workqueue_struct *wq)
{
	for (struct worker *w = wq->workers; w; w = w->next)
		if (!w->current_work && sched_wake_channel(w, 1))
			return;
	if (wq->nr_workers < wq->max_workers &&
	    (wq->nr_workers < BUSY_WORKERS || all_sleep(wq)))
		start_worker(wq);
}

/* It is about to, in its item: what else is pending must not wait for it. */
void work_worker_sleeps(struct worker *w)
{
	struct workqueue_struct *wq = w->wq;
	const struct worker *other;

	if (!w->current_work || wq->nr_workers >= wq->max_workers ||
	    !next_item(wq))
		return;
	for (other = wq->workers; other; other = other->next)
		if (other != w && (!other->current_work ||
				   sched_runnable(other->task->sched)))
			return;
	start_worker(wq);
}

/* --- queues ---------------------------------------------------------------- */

static struct workqueue_struct *wq_create(const char *name, unsigned int workers)
{
	struct workqueue_struct *wq = host_alloc(sizeof(*wq));

	if (!wq)
		return NULL;
	strscpy(wq->name, name, sizeof(wq->name));
	INIT_LIST_HEAD(&wq->items);
	wq->max_workers = workers;
	wq->next = queues;
	queues = wq;
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
	if (flags & __WQ_ORDERED)
		max_active = 1;
	return wq_create(name, max_active > 0 ?
			 min((unsigned int)max_active, MAX_WORKERS) :
			 MAX_WORKERS);
}

static void wait_on(struct workqueue_struct *wq, const char *what)
{
	sched_set_state(TASK_UNINTERRUPTIBLE);
	sched_block_on(wq, U64_MAX, what);
}

/* Is an item of number seq or less pending or running? */
static bool is_busy(const struct workqueue_struct *wq, u64 seq)
{
	struct work_struct *work;

	for (const struct worker *w = wq->workers; w; w = w->next)
		if (w->current_work && w->current_seq <= seq)
			return true;
	list_for_each_entry(work, &wq->items, entry)
		if (work->seq <= seq)
			return true;
	return false;
}

void flush_workqueue(struct workqueue_struct *wq)
{
	u64 last = next_seq - 1;

	sched_might_sleep("flush_workqueue");
	while (is_busy(wq, last))
		wait_on(wq, "flush_workqueue()");
}

void drain_workqueue(struct workqueue_struct *wq)
{
	sched_might_sleep("drain_workqueue");
	while (is_busy(wq, U64_MAX))
		wait_on(wq, "drain_workqueue()");
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	struct workqueue_struct **at = &queues;
	struct worker *w;

	drain_workqueue(wq);
	while (*at != wq)
		at = &(*at)->next;
	*at = wq->next;
	while ((w = wq->workers)) {
		wq->workers = w->next;
		kthread_stop(w->task);
		host_free(w);
	}
	host_free(wq);
}

/* --- items ----------------------------------------------------------------- */

bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	struct worker *runs = worker_of(work);

	if (work->wq || work->canceling)
		return false;
	if (WARN(!is_alive(wq), "work is queued on a workqueue that is gone"))
		return false;
	if (runs)
		wq = runs->wq;		/* one after the other */
	work->wq = wq;
	work->last = wq;
	work->seq = next_seq++;
	list_add_tail(&work->entry, &wq->items);
	wake_workers(wq);
	sched_point(8);
	return true;
}

bool cancel_work(struct work_struct *work)
{
	struct workqueue_struct *wq = work->wq;

	if (!wq)
		return false;
	list_del_init(&work->entry);
	work->wq = NULL;
	sched_wake_channel(wq, INT_MAX);	/* who flushes it */
	return true;
}

/* Until the item of number last and those before it are over. */
static bool wait_for_item(struct work_struct *work, u64 last, const char *what)
{
	bool waited = false;

	for (;;) {
		const struct worker *runs = worker_of(work);

		if (!(work->wq && work->seq <= last) &&
		    !(runs && runs->current_seq <= last))
			return waited;
		waited = true;
		wait_on(work->wq ? work->wq : runs->wq, what);
	}
}

bool flush_work(struct work_struct *work)
{
	sched_might_sleep("flush_work");
	return wait_for_item(work, next_seq - 1, "flush_work()");
}

bool cancel_work_sync(struct work_struct *work)
{
	bool was = cancel_work(work);

	sched_might_sleep("cancel_work_sync");
	work->canceling++;		/* it may want to queue itself */
	wait_for_item(work, U64_MAX, "cancel_work_sync()");
	work->canceling--;
	return was;
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
	if (delayed_work_pending(dw) || dw->work.canceling)
		return false;
	dw->wq = wq;
	if (!delay)
		return queue_work(wq, &dw->work);
	mod_timer(&dw->timer, sched_jiffies() + delay);
	return true;
}

bool cancel_delayed_work(struct delayed_work *dw)
{
	return timer_delete(&dw->timer) || cancel_work(&dw->work);
}

bool cancel_delayed_work_sync(struct delayed_work *dw)
{
	bool was;

	dw->work.canceling++;
	was = timer_delete_sync(&dw->timer);
	dw->work.canceling--;
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
