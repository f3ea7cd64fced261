/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep.h>
#include <linux/types.h>

typedef struct spinlock {
	u32 owner;			/* CPU that holds it + 1; 0: free */
	struct lock_class_key *key;	/* NULL: own */
	struct lock_class_key own;	/* of locks initialised statically */
	const char *name;
} spinlock_t, raw_spinlock_t;

#define __SPIN_LOCK_UNLOCKED(lockname)	{ .name = #lockname }
#define __SPIN_LOCK_INITIALIZER(lockname) __SPIN_LOCK_UNLOCKED(lockname)
#define DEFINE_SPINLOCK(x)	spinlock_t x = __SPIN_LOCK_UNLOCKED(x)
#define DEFINE_RAW_SPINLOCK(x)	raw_spinlock_t x = __SPIN_LOCK_UNLOCKED(x)

#endif
