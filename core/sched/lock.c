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
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
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

/* --- masking --------------------------------------------------------------- */

unsigned long dmaspace_irq_save(void)
{
	sched_self()->off_stack = host_stack_here();
	return home_irq_mask(true);
}

void dmaspace_irq_restore(unsigned long flags)
{
	home_irq_mask(flags);
}

/* Where it was disabled, for who forgets to enable it. */
static void disabled_here(void)
{
	sched_self()->off_stack = host_stack_here();
}

void local_irq_disable(void)
{
	disabled_here();
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
	disabled_here();
	sched_self()->preempt++;
}

void preempt_enable(void)
{
	struct sched_private *me = sched_self();

	if (WARN(!me->preempt, "preempt_enable() without preempt_disable()"))
		return;
	me->preempt--;
	sched_point(8);
}

static void bh_disable(void)
{
	sched_self()->bh++;
}

static void bh_enable(void)
{
	struct sched_private *me = sched_self();

	if (me->bh && --me->bh == 0)
		timer_retry();
}

void local_bh_disable(void)
{
	disabled_here();
	bh_disable();
}

void local_bh_enable(void)
{
	WARN(!sched_self()->bh, "local_bh_enable() without local_bh_disable()");
	bh_enable();
	sched_point(8);
}

/* Linux's bits: preemption 0-7, bottom halves 8-15, interrupts 16-19. */
int preempt_count(void)
{
	const struct sched_private *me = sched_self();

	return (int)(me->preempt | me->bh << 9 | me->softirq << 8 |
		     me->hardirq << 16);
}

bool dmaspace_in_irq(void)
{
	return sched_self() && sched_self()->hardirq;
}

bool dmaspace_in_softirq(void)
{
	return sched_self() && sched_self()->softirq;
}

bool dmaspace_in_interrupt(void)
{
	struct sched_private *me = sched_self();

	return me && (me->hardirq || me->softirq || me->bh);
}

bool dmaspace_in_atomic(void)
{
	struct sched_private *me = sched_self();

	return me && (me->hardirq || me->softirq || me->bh || me->preempt ||
		      home_irq_masked());
}

/* --- what is held ---------------------------------------------------------- */

static void taken(const void *lock, const char *name)
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
static void dropped(const void *lock)
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
	sched_point(16);
	sched_self()->preempt++;
	while (lock->owner)
		spin(lock);
	lock->owner = sched_cpu() + 1;
}

static void acquired(spinlock_t *lock)
{
	judge_class(lock);
	taken(lock, lock->name);
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
	dropped(lock);
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
	bh_disable();
	spin_lock(lock);
}

void spin_unlock_bh(spinlock_t *lock)
{
	released(lock);
	bh_enable();
	sched_point(8);
}

int spin_trylock_bh(spinlock_t *lock)
{
	bh_disable();
	if (spin_trylock(lock))
		return 1;
	bh_enable();
	return 0;
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
	taken(lock, lock->name);
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
	if (lock->owner) {
		sched_ask();
		return 0;
	}
	lock->owner = current;
	taken(lock, lock->name);
	return 1;
}

void mutex_unlock(struct mutex *lock)
{
	WARN(lock->owner != current, "mutex_unlock() by %s, which does not hold it",
	     current->comm);
	lock->owner = NULL;
	dropped(lock);
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
