/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/types.h>

struct task_struct;
struct device;

struct mutex {
	struct task_struct *owner;
	const char *name;
};

#define __MUTEX_INITIALIZER(lockname)	{ .name = #lockname }
#define DEFINE_MUTEX(mutexname)						\
	struct mutex mutexname = __MUTEX_INITIALIZER(mutexname)

void __mutex_init(struct mutex *lock, const char *name,
		  struct lock_class_key *key);
#define mutex_init(lock)						\
do {									\
	static struct lock_class_key __key;				\
	__mutex_init((lock), #lock, &__key);				\
} while (0)

void mutex_lock(struct mutex *lock);
int mutex_lock_interruptible(struct mutex *lock);
int mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
bool mutex_is_locked(struct mutex *lock);
void mutex_destroy(struct mutex *lock);
int devm_mutex_init(struct device *dev, struct mutex *lock);

#define mutex_lock_nested(lock, subclass)	mutex_lock(lock)

#endif
