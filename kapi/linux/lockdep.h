/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/types.h>

/* What all locks of one kind share: how they have been taken so far. */
struct lock_class_key {
	u8 used;			/* LOCK_USED_* of core/sched/lock.c */
	u32 stack_irq;			/* taken in an interrupt handler */
	u32 stack_enabled;		/* taken with interrupts on */
	u32 stack_bh;			/* taken in a timer function */
	u32 stack_bhs_on;		/* taken where a timer may come */
};

bool dmaspace_lock_held(const void *lock);

#define lockdep_assert_held(lock)	WARN_ON(!dmaspace_lock_held(lock))
#define lockdep_is_held(lock)		dmaspace_lock_held(lock)
#define lockdep_set_class(lock, key)	do { (void)(lock); (void)(key); } while (0)
#define might_lock(lock)		do { (void)(lock); } while (0)

#endif
