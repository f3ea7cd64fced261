// SPDX-License-Identifier: MIT
/*
 * Wait queues and completions.
 *
 * Same as Linux: exclusive waiters go to the tail and are woken one by one,
 * others go to the head and are all woken; a completion counts, UINT_MAX means
 * "for ever".
 *
 * Sensed: queues and entries lie in the driver's memory.
 */
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/wait.h>

#include "core/sched/sched.h"

void __init_waitqueue_head(struct wait_queue_head *wq, const char *name,
			   struct lock_class_key *key)
{
	dmaspace_spin_init(&wq->lock, name, key);
	INIT_LIST_HEAD(&wq->head);
}

void init_waitqueue_entry(struct wait_queue_entry *entry,
			  struct task_struct *task)
{
	entry->flags = 0;
	entry->private = task;
	entry->func = default_wake_function;
}

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			  int flags, void *key)
{
	return sched_wake(entry->private, mode);
}

int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			     int flags, void *key)
{
	int woken = default_wake_function(entry, mode, flags, key);

	if (woken)
		list_del_init(&entry->entry);
	return woken;
}

static void queue_entry(struct wait_queue_head *wq,
			struct wait_queue_entry *entry)
{
	if (entry->flags & WQ_FLAG_EXCLUSIVE)
		list_add_tail(&entry->entry, &wq->head);
	else
		list_add(&entry->entry, &wq->head);
}

void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	unsigned long flags;

	flags = lock_briefly(&wq->lock);
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	queue_entry(wq, entry);
	unlock_briefly(&wq->lock, flags);
}

void add_wait_queue_exclusive(struct wait_queue_head *wq,
			      struct wait_queue_entry *entry)
{
	unsigned long flags;

	flags = lock_briefly(&wq->lock);
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	queue_entry(wq, entry);
	unlock_briefly(&wq->lock, flags);
}

void remove_wait_queue(struct wait_queue_head *wq,
		       struct wait_queue_entry *entry)
{
	unsigned long flags;

	flags = lock_briefly(&wq->lock);
	list_del(&entry->entry);
	unlock_briefly(&wq->lock, flags);
}

int waitqueue_active(struct wait_queue_head *wq)
{
	sched_ask();
	return !list_empty(&wq->head);
}

bool wq_has_sleeper(struct wait_queue_head *wq)
{
	return waitqueue_active(wq);
}

void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry,
		     int state)
{
	unsigned long flags;

	flags = lock_briefly(&wq->lock);
	entry->flags &= ~WQ_FLAG_EXCLUSIVE;
	if (list_empty(&entry->entry))
		queue_entry(wq, entry);
	set_current_state(state);
	unlock_briefly(&wq->lock, flags);
}

bool prepare_to_wait_exclusive(struct wait_queue_head *wq,
			       struct wait_queue_entry *entry, int state)
{
	bool was_empty;
	unsigned long flags;

	flags = lock_briefly(&wq->lock);
	entry->flags |= WQ_FLAG_EXCLUSIVE;
	was_empty = list_empty(&wq->head);
	if (list_empty(&entry->entry))
		queue_entry(wq, entry);
	set_current_state(state);
	unlock_briefly(&wq->lock, flags);
	return was_empty;
}

long prepare_to_wait_event(struct wait_queue_head *wq,
			   struct wait_queue_entry *entry, int state)
{
	unsigned long flags;
	long err = 0;

	flags = lock_briefly(&wq->lock);
	if (signal_pending_state(state, current)) {
		list_del_init(&entry->entry);
		err = -ERESTARTSYS;
	} else {
		if (list_empty(&entry->entry))
			queue_entry(wq, entry);
		set_current_state(state);
	}
	unlock_briefly(&wq->lock, flags);
	return err;
}

void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	if (list_empty(&entry->entry))
		return;
	flags = lock_briefly(&wq->lock);
	list_del_init(&entry->entry);
	unlock_briefly(&wq->lock, flags);
}

static int wake_locked(struct wait_queue_head *wq, unsigned int mode, int nr,
		       void *key)
{
	struct wait_queue_entry *entry, *next;
	int woken = 0;

	list_for_each_entry_safe(entry, next, &wq->head, entry) {
		unsigned int flags = entry->flags;
		int ret = entry->func(entry, mode, 0, key);

		if (ret < 0)
			break;
		if (!ret)
			continue;
		woken++;
		if (flags & WQ_FLAG_EXCLUSIVE && !--nr)
			break;
	}
	return woken;
}

int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key)
{
	unsigned long flags;
	int woken;

	flags = lock_briefly(&wq->lock);
	woken = wake_locked(wq, mode, nr, key);
	unlock_briefly(&wq->lock, flags);
	return woken;
}

/* --- completions ----------------------------------------------------------- */

void init_completion(struct completion *x)
{
	static struct lock_class_key key;

	x->done = 0;
	__init_waitqueue_head(&x->wait, "&x->wait", &key);
}

void reinit_completion(struct completion *x)
{
	x->done = 0;
}

static void consume(struct completion *x)
{
	if (x->done != UINT_MAX)
		x->done--;
}

/* Remaining jiffies (at least 1), 0 on time-out, -ERESTARTSYS by a signal. */
static long wait_done(struct completion *x, long timeout, unsigned int state,
		      const char *what)
{
	DEFINE_WAIT(entry);
	long err = 0;

	sched_might_sleep(what);
	entry.flags = WQ_FLAG_EXCLUSIVE;
	while (!x->done && timeout) {
		err = prepare_to_wait_event(&x->wait, &entry, state);
		if (err)
			break;
		if (!x->done)
			timeout = schedule_timeout(timeout);
	}
	finish_wait(&x->wait, &entry);
	if (!x->done)
		return err;
	consume(x);
	return timeout ? timeout : 1;
}

void wait_for_completion(struct completion *x)
{
	wait_done(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE,
		  "wait_for_completion");
}

int wait_for_completion_interruptible(struct completion *x)
{
	long ret = wait_done(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE,
			     "wait_for_completion_interruptible");

	return ret < 0 ? ret : 0;
}

int wait_for_completion_killable(struct completion *x)
{
	long ret = wait_done(x, MAX_SCHEDULE_TIMEOUT, TASK_KILLABLE,
			     "wait_for_completion_killable");

	return ret < 0 ? ret : 0;
}

unsigned long wait_for_completion_timeout(struct completion *x,
					  unsigned long timeout)
{
	return wait_done(x, timeout, TASK_UNINTERRUPTIBLE,
			 "wait_for_completion_timeout");
}

long wait_for_completion_interruptible_timeout(struct completion *x,
					       unsigned long timeout)
{
	return wait_done(x, timeout, TASK_INTERRUPTIBLE,
			 "wait_for_completion_interruptible_timeout");
}

long wait_for_completion_killable_timeout(struct completion *x,
					  unsigned long timeout)
{
	return wait_done(x, timeout, TASK_KILLABLE,
			 "wait_for_completion_killable_timeout");
}

bool try_wait_for_completion(struct completion *x)
{
	if (!completion_done(x))
		return false;
	consume(x);
	return true;
}

bool completion_done(struct completion *x)
{
	sched_ask();
	return x->done != 0;
}

/*
 * With the lock held: who sees done may free x at once, and from there to the
 * end of the lock nobody else comes.
 */
void complete(struct completion *x)
{
	unsigned long flags;

	flags = lock_briefly(&x->wait.lock);
	if (x->done != UINT_MAX)
		x->done++;
	wake_locked(&x->wait, TASK_NORMAL, 1, NULL);
	unlock_briefly(&x->wait.lock, flags);
}

void complete_all(struct completion *x)
{
	unsigned long flags;

	flags = lock_briefly(&x->wait.lock);
	x->done = UINT_MAX;
	wake_locked(&x->wait, TASK_NORMAL, 0, NULL);
	unlock_briefly(&x->wait.lock, flags);
}
