/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/errno.h>

struct wait_queue_entry;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry,
				 unsigned int mode, int flags, void *key);
int default_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			  int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode,
			     int flags, void *key);

#define WQ_FLAG_EXCLUSIVE 0x01

struct wait_queue_entry {
	unsigned int flags;
	void *private;
	wait_queue_func_t func;
	struct list_head entry;
};
typedef struct wait_queue_entry wait_queue_entry_t;

struct wait_queue_head {
	spinlock_t lock;		/* guards head */
	struct list_head head;
};
typedef struct wait_queue_head wait_queue_head_t;

#define __WAIT_QUEUE_HEAD_INITIALIZER(name) {				\
	.lock = __SPIN_LOCK_UNLOCKED(name.lock),			\
	.head = LIST_HEAD_INIT(name.head) }
#define DECLARE_WAIT_QUEUE_HEAD(name)					\
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)
#define DEFINE_WAIT_FUNC(name, function)				\
	struct wait_queue_entry name = {				\
		.private = current, .func = function,			\
		.entry = LIST_HEAD_INIT((name).entry) }
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define DECLARE_WAITQUEUE(name, tsk)					\
	struct wait_queue_entry name = {				\
		.private = tsk, .func = default_wake_function }

void __init_waitqueue_head(struct wait_queue_head *wq, const char *name,
			   struct lock_class_key *key);
#define init_waitqueue_head(wq)						\
do {									\
	static struct lock_class_key __key;				\
	__init_waitqueue_head((wq), #wq, &__key);			\
} while (0)

void init_waitqueue_entry(struct wait_queue_entry *entry,
			  struct task_struct *task);
void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *entry);
void add_wait_queue_exclusive(struct wait_queue_head *wq,
			      struct wait_queue_entry *entry);
void remove_wait_queue(struct wait_queue_head *wq,
		       struct wait_queue_entry *entry);
int waitqueue_active(struct wait_queue_head *wq);
bool wq_has_sleeper(struct wait_queue_head *wq);
void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry,
		     int state);
bool prepare_to_wait_exclusive(struct wait_queue_head *wq,
			       struct wait_queue_entry *entry, int state);
long prepare_to_wait_event(struct wait_queue_head *wq,
			   struct wait_queue_entry *entry, int state);
void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *entry);

/* Wake nr exclusive waiters (0: all) and every other one in mode. */
int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr, void *key);

#define wake_up(wq)			__wake_up(wq, TASK_NORMAL, 1, NULL)
#define wake_up_nr(wq, nr)		__wake_up(wq, TASK_NORMAL, nr, NULL)
#define wake_up_all(wq)			__wake_up(wq, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_all(wq)	__wake_up(wq, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_poll(wq, m)						\
	__wake_up(wq, TASK_NORMAL, 1, (void *)(unsigned long)(m))
#define wake_up_interruptible_poll(wq, m)				\
	__wake_up(wq, TASK_INTERRUPTIBLE, 1, (void *)(unsigned long)(m))

/* Once round the loop: sleep in state until cond, timeout jiffies at most. */
#define ___wait_event(wq, cond, state, exclusive, ret, cmd)		\
({									\
	__label__ __out;						\
	struct wait_queue_entry __entry;				\
	long __ret = (ret);						\
									\
	init_waitqueue_entry(&__entry, current);			\
	__entry.func = autoremove_wake_function;			\
	__entry.flags = (exclusive) ? WQ_FLAG_EXCLUSIVE : 0;		\
	INIT_LIST_HEAD(&__entry.entry);					\
	for (;;) {							\
		long __int = prepare_to_wait_event(&(wq), &__entry, state); \
									\
		if (cond)						\
			break;						\
		if (((state) & (TASK_INTERRUPTIBLE | TASK_WAKEKILL)) && __int) { \
			__ret = __int;					\
			goto __out;					\
		}							\
		cmd;							\
	}								\
	finish_wait(&(wq), &__entry);					\
__out:	__ret;								\
})

/* True when the wait may end: cond, or no time left (then __ret says so). */
#define ___wait_cond_timeout(cond)					\
({									\
	bool __cond = (cond);						\
	if (__cond && !__ret)						\
		__ret = 1;						\
	__cond || !__ret;						\
})

#define wait_event(wq, cond)						\
do {									\
	might_sleep();							\
	if (!(cond))							\
		(void)___wait_event(wq, cond, TASK_UNINTERRUPTIBLE, 0, 0, \
				    schedule());			\
} while (0)

#define io_wait_event(wq, cond) wait_event(wq, cond)

#define wait_event_timeout(wq, cond, timeout)				\
({									\
	long __ret = (timeout);						\
	might_sleep();							\
	if (!___wait_cond_timeout(cond))				\
		__ret = ___wait_event(wq, ___wait_cond_timeout(cond),	\
				      TASK_UNINTERRUPTIBLE, 0, timeout,	\
				      __ret = schedule_timeout(__ret));	\
	__ret;								\
})

#define wait_event_interruptible(wq, cond)				\
({									\
	int __wait = 0;							\
	might_sleep();							\
	if (!(cond))							\
		__wait = ___wait_event(wq, cond, TASK_INTERRUPTIBLE, 0, 0, \
				       schedule());			\
	__wait;								\
})

#define wait_event_interruptible_timeout(wq, cond, timeout)		\
({									\
	long __ret = (timeout);						\
	might_sleep();							\
	if (!___wait_cond_timeout(cond))				\
		__ret = ___wait_event(wq, ___wait_cond_timeout(cond),	\
				      TASK_INTERRUPTIBLE, 0, timeout,	\
				      __ret = schedule_timeout(__ret));	\
	__ret;								\
})

#define wait_event_killable(wq, cond)					\
({									\
	int __wait = 0;							\
	might_sleep();							\
	if (!(cond))							\
		__wait = ___wait_event(wq, cond, TASK_KILLABLE, 0, 0,	\
				       schedule());			\
	__wait;								\
})
#define wait_event_killable_timeout(wq, cond, timeout)			\
({									\
	long __ret = (timeout);						\
	might_sleep();							\
	if (!___wait_cond_timeout(cond))				\
		__ret = ___wait_event(wq, ___wait_cond_timeout(cond),	\
				      TASK_KILLABLE, 0, timeout,	\
				      __ret = schedule_timeout(__ret));	\
	__ret;								\
})
#define wait_event_interruptible_exclusive(wq, cond)			\
({									\
	int __wait = 0;							\
	might_sleep();							\
	if (!(cond))							\
		__wait = ___wait_event(wq, cond, TASK_INTERRUPTIBLE, 1, 0, \
				       schedule());			\
	__wait;								\
})
#define wait_event_lock_irq(wq, cond, lock)				\
do {									\
	if (!(cond))							\
		(void)___wait_event(wq, cond, TASK_UNINTERRUPTIBLE, 0, 0, \
				    spin_unlock_irq(&(lock));		\
				    schedule();				\
				    spin_lock_irq(&(lock)));		\
} while (0)

#endif
