// SPDX-License-Identifier: MIT
/*
 * Spinlocks, and what a context holds.
 *
 * A spinlock knows the CPU that holds it; one that is held elsewhere lets that
 * CPU go on.  Whether a lock is safe against interrupts is judged by how its
 * class was taken before, not by meeting the deadlock.
 *
 * Sensed: locks lie in the driver's memory.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "core/sched/sched.h"
#include "dmaspace/report.h"
#include "host/host.h"

#define LOCK_USED_IN_IRQ	0x1	/* taken by an interrupt handler */
#define LOCK_USED_IRQS_ON	0x2	/* taken with interrupts on */
#define LOCK_USED_IN_BH		0x4	/* taken by a timer function */
#define LOCK_USED_BHS_ON	0x8	/* taken where a timer may come */
#define LOCK_REPORTED		0x10

/* --- what is held ---------------------------------------------------------- */

void lock_taken(const void *lock, const char *name)
{
	struct sched_private *me = sched_self();
	struct held_lock *h;

	if (me->held++ >= HELD_LOCKS)
		return;
	h = &me->locks[me->held - 1];
	if (name != h->key)
		strscpy(h->name, name ? name : "?", sizeof(h->name));
	h->key = name;
	h->lock = lock;
	h->stack = host_stack_here();
}

/* Also in another order than they were taken. */
void lock_dropped(const void *lock)
{
	struct sched_private *me = sched_self();
	unsigned int i = min(me->held, (unsigned int)HELD_LOCKS);

	if (!me->held)
		return;
	while (i && me->locks[i - 1].lock != lock)
		i--;
	for (; i && i < min(me->held, (unsigned int)HELD_LOCKS); i++)
		me->locks[i - 1] = me->locks[i];
	me->held--;
}

const struct held_lock *sched_held_last(const struct sched_private *t)
{
	return t->held ? &t->locks[min(t->held, (unsigned int)HELD_LOCKS) - 1] :
			 NULL;
}

/* --- spinlocks ------------------------------------------------------------- */

void dmaspace_spin_init(spinlock_t *lock, const char *name,
			struct lock_class_key *key)
{
	*lock = (spinlock_t){ .key = key, .name = name };
}

static void report_unsafe(const spinlock_t *lock, bool timer, u32 inside,
			  u32 outside)
{
	struct report r = {
		.id = "lock-irq-unsafe",
		.why = "one that comes while the lock is held spins on its own "
		       "CPU for good",
		.fix = timer ? "take it with spin_lock_bh() outside the timer" :
		       "take it with spin_lock_irqsave() outside the handler",
		.nplaces = 2,
		.place = {
			{ .what = timer ? "taken in a timer function" :
				  "taken in an interrupt handler",
			  .stack = inside },
			{ .what = timer ? "taken where a timer may come" :
				  "taken with interrupts on",
			  .stack = outside },
		},
	};

	snprintf(r.what, sizeof(r.what), "spinlock %s is taken in %s, and "
		 "elsewhere with %s on", lock->name ? lock->name : "?",
		 timer ? "a timer function" : "an interrupt handler",
		 timer ? "timers" : "interrupts");
	report_emit(&r);
}

static void used(struct lock_class_key *key, u8 how, u32 *stack)
{
	if (key->used & how)
		return;
	key->used |= how;
	*stack = host_stack_here();
}

static bool is_used(const struct lock_class_key *key, u8 how)
{
	return !(key->used & LOCK_REPORTED) && (key->used & how) == how;
}

static void judge_class(spinlock_t *lock)
{
	struct lock_class_key *key = lock->key ? lock->key : &lock->own;
	const struct sched_private *me = sched_self();

	if (me->hardirq)
		used(key, LOCK_USED_IN_IRQ, &key->stack_irq);
	else if (me->softirq)
		used(key, LOCK_USED_IN_BH, &key->stack_bh);
	else if (!me->bh && !home_irq_masked())
		used(key, LOCK_USED_BHS_ON, &key->stack_bhs_on);
	if (!home_irq_masked())
		used(key, LOCK_USED_IRQS_ON, &key->stack_enabled);
	if (is_used(key, LOCK_USED_IN_IRQ | LOCK_USED_IRQS_ON)) {
		key->used |= LOCK_REPORTED;
		report_unsafe(lock, false, key->stack_irq, key->stack_enabled);
	} else if (is_used(key, LOCK_USED_IN_BH | LOCK_USED_BHS_ON)) {
		key->used |= LOCK_REPORTED;
		report_unsafe(lock, true, key->stack_bh, key->stack_bhs_on);
	}
}

/* Does the lock's CPU spin, by however many others, for one that we hold? */
static bool is_circle(const spinlock_t *lock)
{
	for (unsigned int n = 0; n < 16 && lock && lock->owner; n++) {
		const struct sched_private *t;

		if (lock->owner == sched_cpu() + 1)
			return true;
		t = sched_on_cpu(lock->owner - 1);
		lock = t ? t->spins_for : NULL;
	}
	return false;
}

static void spin(spinlock_t *lock)
{
	unsigned int cpu = lock->owner - 1;

	if (cpu == sched_cpu())
		lockup_deadlock(lock->name, "this CPU");
	if (!sched_runnable(sched_on_cpu(cpu)))
		lockup_deadlock(lock->name, "a CPU that sleeps");
	if (is_circle(lock))
		lockup_deadlock(lock->name, "a CPU that waits for this one");
	sched_spin(lock, cpu);
}

static void acquire(spinlock_t *lock)
{
	sched_point(4);
	sched_self()->preempt++;
	while (lock->owner)
		spin(lock);
	lock->owner = sched_cpu() + 1;
}

static void acquired(spinlock_t *lock)
{
	judge_class(lock);
	lock_taken(lock, lock->name);
	sched_self()->spins++;
}

void spin_lock(spinlock_t *lock)
{
	acquire(lock);
	acquired(lock);
}

/* Up to here nobody comes between: who waited may free the lock after this. */
static void release(spinlock_t *lock)
{
	struct sched_private *me = sched_self();

	lock->owner = 0;
	if (me->preempt)
		me->preempt--;
}

static void released(spinlock_t *lock)
{
	struct sched_private *me = sched_self();

	WARN(!lock->owner, "spin_unlock() of a lock that is not held");
	lock_dropped(lock);
	if (me->spins)
		me->spins--;
	release(lock);
}

void spin_unlock(spinlock_t *lock)
{
	released(lock);
	sched_point(8);
}

unsigned long lock_briefly(spinlock_t *lock)
{
	unsigned long flags = home_irq_mask(true);

	acquire(lock);
	return flags;
}

void unlock_briefly(spinlock_t *lock, unsigned long flags)
{
	release(lock);
	home_irq_mask(flags);
	sched_point(8);
}

/* No turn between the look and the taking. */
int spin_trylock(spinlock_t *lock)
{
	if (lock->owner) {
		sched_ask();
		return 0;
	}
	sched_self()->preempt++;
	lock->owner = sched_cpu() + 1;
	acquired(lock);
	return 1;
}

int spin_is_locked(spinlock_t *lock)
{
	sched_ask();
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
	released(lock);
	home_irq_mask(false);
	sched_point(8);
}

unsigned long dmaspace_spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags = home_irq_mask(true);

	spin_lock(lock);
	return flags;
}

void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	released(lock);
	home_irq_mask(flags);
	sched_point(8);
}

void spin_lock_bh(spinlock_t *lock)
{
	sched_bh_disable();
	spin_lock(lock);
}

void spin_unlock_bh(spinlock_t *lock)
{
	released(lock);
	sched_bh_enable();
	sched_point(8);
}

int spin_trylock_bh(spinlock_t *lock)
{
	sched_bh_disable();
	if (spin_trylock(lock))
		return 1;
	sched_bh_enable();
	return 0;
}
