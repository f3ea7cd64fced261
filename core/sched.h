/* SPDX-License-Identifier: MIT */
/*
 * core/sched.c among the files that make contexts wait: lock.c wait.c work.c
 * timer.c irq.c fault.c.
 */
#ifndef CORE_SCHED_H
#define CORE_SCHED_H

#include <linux/container_of.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "core/context.h"
#include "home/home.h"

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
	unsigned int hardirq;		/* depth of interrupt handlers */
	unsigned int held;		/* spinlocks and mutexes */
	const char *held_key;		/* the last one taken; and its name, */
	char held_name[32];		/* as drivers go */
	uint32_t held_stack;
	const void *channel;		/* waits for this address, or NULL */
	const char *what;		/* words for the same */
	uintptr_t wait_pc, wait_frame;	/* where it waits, while it does */
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

/* The running context; NULL while the program runs on its own. */
struct sched_private *sched_self(void);

/* Nobody comes between this and the sleep, as set_current_state() lets them. */
static inline void sched_set_state(unsigned int state)
{
	sched_self()->task.__state = state;
}
/* Sleep on an address; as sched_block(). */
bool sched_block_on(const void *channel, u64 deadline, const char *what);
/* Wake up to n of those that sleep on it, oldest first; how many. */
int sched_wake_channel(const void *channel, int n);

/* Another CPU holds what this one spins for: let that CPU run. */
void sched_spin(unsigned int owner_cpu, const void *lock, const char *name);
unsigned int sched_cpu(void);

/*
 * spin_lock_irqsave() for core/ itself, where it holds a lock for a few lines:
 * where it was taken is not kept.
 */
struct spinlock;
unsigned long lock_briefly(struct spinlock *lock);
void unlock_briefly(struct spinlock *lock, unsigned long flags);

/* A point where another context may be preferred, by chance one in n. */
void sched_point(unsigned int n);


/* vectors of the machine */
void sched_preempt(void);
void sched_poll(void);
void irq_vector(unsigned int line);
void timer_vector(void);
void fault_install(void);
void fault_vector(const char *id, uintptr_t addr, uintptr_t pc,
		  uintptr_t frame);

#endif
