// SPDX-License-Identifier: MIT
/*
 * Mutexes: an owner, and those who sleep until there is none.
 *
 * Same as Linux: who may take and release it, return values.  Not the same: who
 * comes first when it is released may be somebody who did not wait.
 *
 * Sensed: mutexes lie in the driver's memory.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>

#include "core/sched/sched.h"
#include "dmaspace/report.h"
#include "host/host.h"

void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key)
{
	*lock = (struct mutex){ .name = name };
}

static void report_recursion(const struct mutex *lock)
{
	struct report r = {
		.id = "mutex-recursion",
		.why = "a mutex does not nest: its owner waits for itself for "
		       "good",
		.fix = "release it first, or call the variant that expects it "
		       "held",
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "%s takes mutex %s, which it holds",
		 current->comm, lock->name ? lock->name : "?");
	r.place[0].what = "taken again here";
	r.place[0].stack = host_stack_here();
	report_emit(&r);
	sched_die();
}

static int mutex_take(struct mutex *lock, unsigned int state)
{
	while (lock->owner) {
		if (lock->owner == current)
			report_recursion(lock);
		if (signal_pending_state(state, current))
			return -EINTR;
		sched_set_state(state);
		sched_block_on(lock, U64_MAX, "waiting for a mutex");
	}
	lock->owner = current;
	lock_taken(lock, lock->name);
	return 0;
}

void mutex_lock(struct mutex *lock)
{
	sched_might_sleep("mutex_lock");
	sched_point(4);
	mutex_take(lock, TASK_UNINTERRUPTIBLE);
}

int mutex_lock_interruptible(struct mutex *lock)
{
	sched_might_sleep("mutex_lock_interruptible");
	return mutex_take(lock, TASK_INTERRUPTIBLE);
}

int mutex_lock_killable(struct mutex *lock)
{
	sched_might_sleep("mutex_lock_killable");
	return mutex_take(lock, TASK_KILLABLE);
}

int mutex_trylock(struct mutex *lock)
{
	if (lock->owner) {
		sched_ask();
		return 0;
	}
	lock->owner = current;
	lock_taken(lock, lock->name);
	return 1;
}

void mutex_unlock(struct mutex *lock)
{
	WARN(lock->owner != current, "mutex_unlock() by %s, which does not hold it",
	     current->comm);
	lock->owner = NULL;
	lock_dropped(lock);
	sched_wake_channel(lock, 1);
	sched_point(8);
}

bool mutex_is_locked(struct mutex *lock)
{
	sched_ask();
	return lock->owner != NULL;
}

void mutex_destroy(struct mutex *lock)
{
	WARN(lock->owner, "mutex_destroy() of a mutex that is held");
}

static void devm_mutex_release(void *lock)
{
	mutex_destroy(lock);
}

int devm_mutex_init(struct device *dev, struct mutex *lock)
{
	mutex_init(lock);
	return devm_add_action_or_reset(dev, devm_mutex_release, lock);
}
