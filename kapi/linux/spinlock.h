/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/processor.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>
#include <asm/barrier.h>

void dmaspace_spin_init(spinlock_t *lock, const char *name,
			struct lock_class_key *key);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
int spin_trylock(spinlock_t *lock);
int spin_is_locked(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
unsigned long dmaspace_spin_lock_irqsave(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);
void spin_lock_bh(spinlock_t *lock);
void spin_unlock_bh(spinlock_t *lock);
int spin_trylock_bh(spinlock_t *lock);

#define spin_lock_init(lock)						\
do {									\
	static struct lock_class_key __key;				\
	dmaspace_spin_init((lock), #lock, &__key);			\
} while (0)

#define spin_lock_irqsave(lock, flags)					\
	((flags) = dmaspace_spin_lock_irqsave(lock))
#define spin_trylock_irqsave(lock, flags)				\
({									\
	local_irq_save(flags);						\
	spin_trylock(lock) ? 1 : ({ local_irq_restore(flags); 0; });	\
})
#define spin_lock_nested(lock, subclass)	spin_lock(lock)
#define assert_spin_locked(lock)	BUG_ON(!spin_is_locked(lock))

#define raw_spin_lock_init(lock)		spin_lock_init(lock)
#define raw_spin_lock(lock)			spin_lock(lock)
#define raw_spin_unlock(lock)			spin_unlock(lock)
#define raw_spin_lock_irq(lock)			spin_lock_irq(lock)
#define raw_spin_unlock_irq(lock)		spin_unlock_irq(lock)
#define raw_spin_lock_irqsave(lock, flags)	spin_lock_irqsave(lock, flags)
#define raw_spin_unlock_irqrestore(lock, flags)	spin_unlock_irqrestore(lock, flags)

#endif
