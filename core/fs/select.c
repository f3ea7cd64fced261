// SPDX-License-Identifier: MIT
/*
 * select - poll() of one open file.
 *
 * The driver's poll() names its wait queues once; then this context sleeps on
 * all of them and asks again whenever one is woken.
 *
 * Same as Linux: mask when there is no poll(), which wake-ups count, -EINTR.
 */
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/poll.h>
#include <linux/sched.h>

#include "core/context.h"
#include "core/fs/vfs.h"
#include "home/home.h"
#include "host/host.h"

struct poll_entry {
	struct list_head node;
	struct poll_call *call;
	wait_queue_head_t *queue;
	struct wait_queue_entry wait;
};

struct poll_call {
	poll_table table;
	struct list_head entries;
	struct task_struct *task;
	bool woken;
	int error;
};

__poll_t vfs_poll(struct file *file, struct poll_table_struct *pt)
{
	const struct file_operations *ops = file_ops(file);

	return ops->poll ? ops->poll(file, pt) : DEFAULT_POLLMASK;
}

/* A wake-up that names events wakes only who asked for one of them. */
static int poll_wake(struct wait_queue_entry *wait, unsigned int mode,
		     int flags, void *key)
{
	struct poll_entry *e = container_of(wait, struct poll_entry, wait);
	__poll_t events = (__poll_t)(unsigned long)key;

	if (events && !(events & e->call->table._key))
		return 0;
	e->call->woken = true;
	return sched_wake(e->call->task, TASK_NORMAL);
}

static void queue_proc(struct file *file, wait_queue_head_t *queue,
		       struct poll_table_struct *pt)
{
	struct poll_call *call = container_of(pt, struct poll_call, table);
	struct poll_entry *e = host_alloc(sizeof(*e));

	if (!e) {
		call->error = -ENOMEM;
		return;
	}
	e->call = call;
	e->queue = queue;
	e->wait.func = poll_wake;
	e->wait.private = call->task;
	list_add_tail(&e->node, &call->entries);
	add_wait_queue(queue, &e->wait);
}

static void forget_queues(struct poll_call *call)
{
	struct poll_entry *e, *next;

	list_for_each_entry_safe(e, next, &call->entries, node) {
		remove_wait_queue(e->queue, &e->wait);
		host_free(e);
	}
}

static int wait_for_events(struct file *file, struct poll_call *call,
			   u64 deadline)
{
	unsigned int mask;
	bool time_left = deadline > home_now();

	if (!time_left)
		call->table._qproc = NULL;
	for (;;) {
		call->woken = false;
		mask = vfs_poll(file, &call->table) & call->table._key;
		call->table._qproc = NULL;
		if (mask || call->error)
			return mask ? (int)mask : call->error;
		if (signal_pending(current))
			return -EINTR;
		if (!time_left)
			return 0;
		set_current_state(TASK_INTERRUPTIBLE);
		if (!call->woken)
			time_left = sched_block(deadline, "poll");
		__set_current_state(TASK_RUNNING);
	}
}

int file_poll(struct file *file, unsigned int events, int timeout_ms)
{
	struct poll_call call = {
		.table = {
			._qproc = queue_proc,
			._key = events | EPOLLERR | EPOLLHUP,
		},
		.task = current,
	};
	u64 deadline = U64_MAX;
	int ret;

	INIT_LIST_HEAD(&call.entries);
	if (timeout_ms >= 0)
		deadline = home_now() + (u64)timeout_ms * 1000000;
	ret = wait_for_events(file, &call, deadline);
	forget_queues(&call);
	return ret;
}
