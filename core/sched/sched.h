/* SPDX-License-Identifier: MIT */
/*
 * core/sched/sched.c among the files that make contexts wait: lock.c wait.c work.c
 * timer.c irq.c fault.c.
 */
#ifndef CORE_SCHED_SCHED_H
#define CORE_SCHED_SCHED_H

#include <linux/container_of.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "core/context.h"
#include "home/home.h"

#define HELD_LOCKS 8

struct held_lock {
	const void *lock;
	const char *key;		/* its name, and a copy, */
	char name[32];			/* as drivers go */
	uint32_t stack;			/* taken there */
};

struct sched_private {
	struct task_struct task;
	struct host_fiber *fiber;
	int (*fn)(void *arg);
	void *arg;
	int result;
	bool started, exited;
	bool asleep;			/* gave its turn away until it is woken */
	bool user;			/* the program's: counted by join */
	bool should_stop;		/* kthread_stop() was called */
	unsigned int refs;
	int cpu;			/* -1: on none */
	unsigned int preempt;		/* > 0: stays on its CPU */
	unsigned int bh;		/* > 0: no timer comes to its CPU */
	unsigned int hardirq;		/* depth of interrupt handlers */
	unsigned int softirq;		/* runs timers */
	unsigned int held;		/* spinlocks and mutexes */
	unsigned int spins;		/* of these, spinlocks */
	struct held_lock locks[HELD_LOCKS];	/* the first of them */
	uint32_t off_stack;		/* preemption or interrupts disabled */
	const void *channel;		/* waits for this address, or NULL */
	const char *what;		/* words for the same */
	bool at_rest;			/* it waits for work, not for somebody */
	uintptr_t wait_pc, wait_frame;	/* where it waits, while it does */
	u64 wait_since;
	const void *spins_for;		/* the lock, or NULL */
	struct worker *worker;		/* of core/sched/work.c, or NULL */
	struct lockup {			/* of core/sched/lockup.c */
		u64 awake;		/* when it slept last */
		unsigned int ticks;	/* seconds of the host's CPU since */
		unsigned int calls;	/* in a row that only ask */
		unsigned int rounds;	/* of such calls */
		u64 asked;		/* when the last was */
		u64 epoch;		/* in which it polled last */
		u64 call, sleeps;	/* when its system call came; 0: none */
	} lockup;
	struct home_event deadline;
	bool timed_out;
	struct sched_private *next_task;	/* all of them */
	struct sched_private *next_ready;
};

extern struct sched_private *sched_all;		/* every context, by age */

static inline struct sched_private *sched_of(struct task_struct *task)
{
	return container_of(task, struct sched_private, task);
}

void sched_make_ready(struct sched_private *t);
void sched_forget(struct sched_private *t);	/* it is about to be freed */
void sched_wait_until_runnable(void);
void sched_begin(void);			/* first act of a new context */
/* From the program's stack into t, and back: returns when the other is called. */
void sched_enter(struct sched_private *t);
void sched_leave(struct host_fiber *program);
void sched_set_cpus(unsigned int count);

extern struct sched_private *sched_running;

/* The running context; NULL while the program runs on its own. */
static inline struct sched_private *sched_self(void)
{
	return sched_running;
}

/* Nobody comes between this and the sleep, as set_current_state() lets them. */
static inline void sched_set_state(unsigned int state)
{
	sched_self()->task.__state = state;
}
/* Sleep on an address; as sched_block(). */
bool sched_block_on(const void *channel, u64 deadline, const char *what);
/* Wake up to n of those that sleep on it, oldest first; how many. */
int sched_wake_channel(const void *channel, int n);

unsigned int sched_cpu(void);
struct sched_private *sched_on_cpu(unsigned int cpu);
void sched_turn_to_cpu(unsigned int cpu);	/* one that has a context */

/*
 * A state is set before one sleeps: who is not asleep yet goes on in any.  An
 * interrupt handler on a sleeper's stack, or on a dead one's, goes on as well.
 */
static inline bool sched_runnable(const struct sched_private *t)
{
	return t && (t->hardirq || t->softirq || (!t->exited &&
		     (!t->asleep || t->task.__state == TASK_RUNNING)));
}

/*
 * Somebody else goes on, if there is somebody: on this CPU (leave: the running
 * context gives it away), or on another.
 */
bool sched_go_elsewhere(bool leave);
/* An interrupt is up, this CPU has masked it: a CPU that runs nothing takes it. */
bool sched_interrupt_idle_cpu(void);

/* jiffies, for code that is one step for others. */
unsigned long sched_jiffies(void);

/* The running context has a lock, has it no more. */
void lock_taken(const void *lock, const char *name);
void lock_dropped(const void *lock);
/* local_bh_disable() and its counterpart, without their points. */
void sched_bh_disable(void);
void sched_bh_enable(void);
/* The lock taken last of those that t holds; NULL: none. */
const struct held_lock *sched_held_last(const struct sched_private *t);

/*
 * spin_lock_irqsave() for core/ itself, where it holds a lock for a few lines:
 * where it was taken is not kept.
 */
struct spinlock;
unsigned long lock_briefly(struct spinlock *lock);
void unlock_briefly(struct spinlock *lock, unsigned long flags);

/* A point where another context may be preferred, by chance: weight in 64. */
void sched_point(unsigned int weight);

/* --- lockup.c -------------------------------------------------------------- */

extern u64 lockup_sleeps;		/* of all contexts, so far */
extern u64 sched_calls;			/* system calls so far */

/* It sleeps, or it may have to wait as long as it likes. */
static inline void sched_awake(struct sched_private *t)
{
	t->lockup.awake = home_now();
	t->lockup.ticks = 0;
}

/* A call that only asks was made (jiffies, completion_done()): often in a row
 * is a poll. */
void sched_ask(void);
/* The lock is held by that CPU and this one spins: let that CPU run. */
void sched_spin(const void *lock, unsigned int owner_cpu);
/* The CPU spins for a lock that nobody will release. */
void lockup_deadlock(const char *name, const char *held_by) __noreturn;
void lockup_all_blocked(void);
void lockup_check(void);		/* has the context run for too long? */
void lockup_check_calls(void);		/* has a system call? */
/* A tick of the host's CPU time; true: report it here and now. */
bool lockup_tick(bool in_driver);
bool lockup_is_due(void);		/* by the host's clock */

/* --- who runs what --------------------------------------------------------- */

/*
 * Code that must leave locks and counts as it found them has ended: report what
 * it left, and put it right.  who: "the work function returns".
 */
struct sched_balance {
	unsigned int held, spins, preempt, bh;
	bool masked;
};
struct sched_balance sched_balance(void);
void sched_check_balance(const struct sched_balance *was, const char *who);

struct worker;
void work_worker_sleeps(struct worker *w);

/* vectors of the machine */
void sched_preempt(void);
void sched_poll(void);
void irq_vector(unsigned int line);
void fault_install(void);
void fault_vector(const char *id, uintptr_t addr, uintptr_t pc,
		  uintptr_t frame);

/* --- timer.c --------------------------------------------------------------- */

/* The timer interrupt; after others, and where timers were held off. */
void timer_vector(void);
void timer_retry(void);

#endif
