// SPDX-License-Identifier: MIT
/*
 * Spinlocks and mutexes, interrupt masking and preemption counts.
 *
 * A spinlock knows the CPU that holds it; one that is held elsewhere lets that
 * CPU go on.  Whether a lock is safe against interrupts is judged by how its
 * class was taken before, not by meeting the deadlock.
 *
 * Sensed: locks lie in the driver's memory.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "core/sched.h"
#include "dmaspace/report.h"
#include "host/host.h"

#define LOCK_USED_IN_IRQ	0x1	/* taken by an interrupt handler */
#define LOCK_USED_IRQS_ON	0x2	/* taken with interrupts on */
#define LOCK_REPORTED		0x4

/* --- masking --------------------------------------------------------------- */

unsigned long dmaspace_irq_save(void)
{
	return home_irq_mask(true);
}

void dmaspace_irq_restore(unsigned long flags)
{
	home_irq_mask(flags);
}

void local_irq_disable(void)
{
	home_irq_mask(true);
}

void local_irq_enable(void)
{
	home_irq_mask(false);
}

bool irqs_disabled(void)
{
	return home_irq_masked();
}

void preempt_disable(void)
{
	sched_self()->preempt++;
}

void preempt_enable(void)
{
	sched_self()->preempt--;
	sched_point(8);
}

int preempt_count(void)
{
	return sched_self()->preempt;
}

bool dmaspace_in_irq(void)
{
	return sched_self() && sched_self()->hardirq;
}

bool dmaspace_in_atomic(void)
{
	struct sched_private *me = sched_self();

	return me && (me->hardirq || me->preempt || home_irq_masked());
}

/* --- what is held ---------------------------------------------------------- */

static void taken(const char *name)
{
	struct sched_private *me = sched_self();

	me->held++;
	if (name != me->held_key)
		strscpy(me->held_name, name ? name : "?",
			sizeof(me->held_name));
	me->held_key = name;
	me->held_stack = host_stack_here();
}

static void dropped(void)
{
	struct sched_private *me = sched_self();

	if (me->held)
		me->held--;
}

/* --- spinlocks ------------------------------------------------------------- */

void dmaspace_spin_init(spinlock_t *lock, const char *name,
			struct lock_class_key *key)
{
	*lock = (spinlock_t){ .key = key, .name = name };
}

static void report_irq_unsafe(const spinlock_t *lock,
			      struct lock_class_key *key)
{
	struct report r = {
		.id = "lock-irq-unsafe",
		.why = "an interrupt that comes while the lock is held spins "
		       "on its own CPU for good",
		.fix = "take it with spin_lock_irqsave() outside the handler",
		.nplaces = 2,
		.place = {
			{ .what = "taken in an interrupt handler",
			  .stack = key->stack_irq },
			{ .what = "taken with interrupts on",
			  .stack = key->stack_enabled },
		},
	};

	snprintf(r.what, sizeof(r.what), "spinlock %s is taken in an interrupt "
		 "handler, and elsewhere with interrupts on",
		 lock->name ? lock->name : "?");
	report_emit(&r);
}

static void judge_class(spinlock_t *lock)
{
	struct lock_class_key *key = lock->key ? lock->key : &lock->own;

	if (sched_self()->hardirq && !(key->used & LOCK_USED_IN_IRQ)) {
		key->used |= LOCK_USED_IN_IRQ;
		key->stack_irq = host_stack_here();
	}
	if (!home_irq_masked() && !(key->used & LOCK_USED_IRQS_ON)) {
		key->used |= LOCK_USED_IRQS_ON;
		key->stack_enabled = host_stack_here();
	}
	if (key->used == (LOCK_USED_IN_IRQ | LOCK_USED_IRQS_ON)) {
		key->used |= LOCK_REPORTED;
		report_irq_unsafe(lock, key);
	}
}

static void spin_take(spinlock_t *lock)
{
	sched_point(16);
	sched_self()->preempt++;
	while (lock->owner)
		sched_spin(lock->owner - 1, lock, lock->name);
	judge_class(lock);
	lock->owner = sched_cpu() + 1;
}

static void spin_give(spinlock_t *lock)
{
	lock->owner = 0;
	if (sched_self()->preempt)
		sched_self()->preempt--;
	sched_point(8);
}

void spin_lock(spinlock_t *lock)
{
	spin_take(lock);
	taken(lock->name);
}

void spin_unlock(spinlock_t *lock)
{
	WARN(!lock->owner, "spin_unlock() of a lock that is not held");
	dropped();
	spin_give(lock);
}

unsigned long lock_briefly(spinlock_t *lock)
{
	unsigned long flags = home_irq_mask(true);

	spin_take(lock);
	return flags;
}

void unlock_briefly(spinlock_t *lock, unsigned long flags)
{
	spin_give(lock);
	home_irq_mask(flags);
}

int spin_trylock(spinlock_t *lock)
{
	if (lock->owner)
		return 0;
	spin_lock(lock);
	return 1;
}

int spin_is_locked(spinlock_t *lock)
{
	return lock->owner != 0;
}

bool dmaspace_lock_held(const void *lock)
{
	const spinlock_t *spin = lock;

	return spin->owner != 0;
}

void spin_lock_irq(spinlock_t *lock)
{
	home_irq_mask(true);
	spin_lock(lock);
}

void spin_unlock_irq(spinlock_t *lock)
{
	spin_unlock(lock);
	home_irq_mask(false);
}

unsigned long dmaspace_spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags = home_irq_mask(true);

	spin_lock(lock);
	return flags;
}

void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	spin_unlock(lock);
	home_irq_mask(flags);
}

void spin_lock_bh(spinlock_t *lock)
{
	spin_lock(lock);
}

void spin_unlock_bh(spinlock_t *lock)
{
	spin_unlock(lock);
}

/* --- mutexes --------------------------------------------------------------- */

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
	taken(lock->name);
	return 0;
}

void mutex_lock(struct mutex *lock)
{
	sched_might_sleep("mutex_lock");
	sched_point(16);
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
	if (lock->owner)
		return 0;
	lock->owner = current;
	taken(lock->name);
	return 1;
}

void mutex_unlock(struct mutex *lock)
{
	WARN(lock->owner != current, "mutex_unlock() by %s, which does not hold it",
	     current->comm);
	lock->owner = NULL;
	dropped();
	sched_wake_channel(lock, 1);
	sched_point(8);
}

bool mutex_is_locked(struct mutex *lock)
{
	return lock->owner != NULL;
}

void mutex_destroy(struct mutex *lock)
{
	WARN(lock->owner, "mutex_destroy() of a mutex that is held");
}
