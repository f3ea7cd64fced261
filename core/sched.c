// SPDX-License-Identifier: MIT
/*
 * Contexts and CPUs: who runs where, and what happens when nobody can.
 *
 * Each context is a fiber.  A modelled CPU runs one context; the others that
 * can run stand in one queue.  There is one host thread, so CPUs take turns: a
 * turn ends at an access or a call, by seed (hardware's interleaving), and a
 * context leaves its CPU when it waits or, if it may, by seed (the kernel's
 * preemption).  A context that waits while nothing else can run turns the
 * machine's clock itself, on its own stack.
 *
 * Same as Linux: states, who may sleep, what preempt_disable() and masked
 * interrupts hold off.  Not the same: no priorities, no time slices; which
 * ready context comes next is chance.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/sched.h"
#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/host.h"
#include "host/task.h"

#define MAX_CPUS	16u
#define POLLS_TO_GIVE_UP 200000u

static struct cpu {
	struct sched_private *cur;	/* runs, or waits in place; NULL: idle */
	struct sched_private *idle;	/* made when first needed */
	bool masked;			/* interrupts, while not running */
} cpus[MAX_CPUS];
static unsigned int nr_cpus = 1, this_cpu;

static struct sched_private *self;	/* NULL: the program runs */
struct sched_private *sched_all;
static struct sched_private *ready, **ready_end = &ready;
static unsigned int nr_ready;
static unsigned int polls, idle_polls;	/* all; since the last event */

struct sched_private *sched_self(void)
{
	return self;
}

struct task_struct *get_current(void)
{
	return self ? &self->task : NULL;
}

unsigned int sched_cpu(void)
{
	return this_cpu;
}

/*
 * A state is set before one sleeps: who is not asleep yet goes on in any.  An
 * interrupt handler on a sleeper's stack, or on a dead one's, goes on as well.
 */
static bool runnable(const struct sched_private *t)
{
	return t && (t->hardirq || (!t->exited &&
		     (!t->asleep || t->task.__state == TASK_RUNNING)));
}

/* --- the queue of those that can run --------------------------------------- */

void sched_make_ready(struct sched_private *t)
{
	t->next_ready = NULL;
	*ready_end = t;
	ready_end = &t->next_ready;
	nr_ready++;
}

static struct sched_private *ready_take(void)
{
	u64 skip = home_random(nr_ready);
	struct sched_private **at = &ready, *t;

	while (skip--)
		at = &(*at)->next_ready;
	t = *at;
	*at = t->next_ready;
	if (!*at)
		ready_end = at;
	nr_ready--;
	return t;
}

/* --- turns ----------------------------------------------------------------- */

/*
 * Go on as context t of CPU cpu.  Returns when somebody goes on as us, with the
 * interrupt mask of the CPU that we are on then.
 */
static void turn_to(unsigned int cpu, struct sched_private *t)
{
	cpus[this_cpu].masked = home_irq_mask(true);
	this_cpu = cpu;
	cpus[cpu].cur = t;
	t->cpu = (int)cpu;
	self = t;
	home_progress++;
	home_trace('s', (u64)t->task.pid, cpu);
	host_fiber_switch(t->fiber);
	home_irq_mask(cpus[this_cpu].masked);
}

/* The running context leaves its CPU to next. */
static void replace(struct sched_private *next)
{
	self->cpu = -1;
	home_irq_mask(false);
	turn_to(this_cpu, next);
}

/* A CPU other than this whose context can go on, or that is free for one. */
static int other_cpu(bool for_ready)
{
	unsigned int start = (unsigned int)home_random(nr_cpus);

	for (unsigned int i = 0; i < nr_cpus; i++) {
		unsigned int cpu = (start + i) % nr_cpus;

		if (cpu == this_cpu)
			continue;
		if (runnable(cpus[cpu].cur) != for_ready)
			return (int)cpu;
	}
	return -1;
}

/* CPU cpu, which runs nothing, takes a ready context. */
static void start_on(unsigned int cpu)
{
	struct sched_private *waiting = cpus[cpu].cur;

	if (waiting)
		waiting->cpu = -1;
	cpus[cpu].masked = false;
	turn_to(cpu, ready_take());
}

/*
 * Somebody else, if there is somebody: on this CPU (leave), or on another.
 * leave: the running context gives its CPU away.
 */
static bool go_elsewhere(bool leave)
{
	int cpu;

	if (nr_ready && leave) {
		replace(ready_take());
		return true;
	}
	cpu = other_cpu(false);
	if (cpu >= 0) {
		turn_to((unsigned int)cpu, cpus[cpu].cur);
		return true;
	}
	if (!nr_ready)
		return false;
	cpu = other_cpu(true);
	if (cpu < 0)
		return false;
	start_on((unsigned int)cpu);
	return true;
}

/* --- waiting --------------------------------------------------------------- */

static void report_all_blocked(void)
{
	struct report r = {
		.id = "all-blocked",
		.why = "no context can run, no event is pending: on hardware "
		       "the program hangs here for good",
		.fix = "find who should have woken it: an interrupt that is "
		       "not raised or not enabled, a completion that is not "
		       "completed on every path, a lock that is not released",
	};
	const char *what = self->what;

	for (struct sched_private *t = sched_all; t; t = t->next_task) {
		if (t->exited || !t->wait_pc || r.nplaces == REPORT_PLACES)
			continue;
		if (t->task.__state == TASK_RUNNING ||
		    (t->task.flags & PF_KTHREAD && !t->held && t != self))
			continue;	/* a worker without work is fine */
		r.place[r.nplaces].what = t->what;
		r.place[r.nplaces++].stack = host_stack_save(t->wait_pc,
							     t->wait_frame);
		what = t->what;
	}
	snprintf(r.what, sizeof(r.what), "everybody waits: %s never ends",
		 what ? what : "the wait");
	report_emit(&r);
	sched_die();
}

static void deadline_passed(struct home_event *ev)
{
	struct sched_private *t = container_of(ev, struct sched_private,
					       deadline);

	t->timed_out = true;
	sched_wake(&t->task, ~0u);
}

/* Wait until somebody makes the context runnable. */
void sched_wait_until_runnable(void)
{
	struct sched_private *me = self;

	home_irq_mask(false);
	me->asleep = true;
	while (!runnable(me))
		if (!go_elsewhere(true) && !home_idle() && !runnable(me))
			report_all_blocked();
	me->asleep = false;
}

bool sched_block_on(const void *channel, u64 deadline, const char *what)
{
	struct sched_private *me = self;

	me->channel = channel;
	me->what = what;
	me->wait_pc = (uintptr_t)__builtin_return_address(0);
	me->wait_frame = *(uintptr_t *)__builtin_frame_address(0);
	me->timed_out = false;
	me->deadline.fn = deadline_passed;
	if (deadline != U64_MAX)
		home_event_arm(&me->deadline, deadline);
	sched_wait_until_runnable();
	home_event_cancel(&me->deadline);
	me->channel = NULL;
	me->wait_pc = 0;
	return !me->timed_out;
}

bool sched_block(u64 deadline, const char *what)
{
	return sched_block_on(NULL, deadline, what);
}

bool sched_wake(struct task_struct *task, unsigned int states)
{
	struct sched_private *t = sched_of(task);

	if (t->exited || !(t->task.__state & states))
		return false;
	t->task.__state = TASK_RUNNING;
	home_trace('k', (u64)t->task.pid, 0);
	if (t->cpu < 0 && t->asleep)
		sched_make_ready(t);
	return true;
}

int sched_wake_channel(const void *channel, int n)
{
	int woken = 0;

	for (struct sched_private *t = sched_all; t && woken < n; t = t->next_task)
		if (t->channel == channel && sched_wake(&t->task, ~0u))
			woken++;
	return woken;
}

bool sched_yield_cpu(void)
{
	if (!self || self->preempt || self->hardirq || home_irq_masked() ||
	    !nr_ready)
		return false;
	sched_make_ready(self);
	replace(ready_take());
	return true;
}

/* --- whims of the scheduler, polls, spinning ------------------------------- */

/*
 * An interrupt is up, this CPU has masked it: a CPU that runs nothing takes it.
 */
static void idle_main(void *arg)
{
	unsigned int cpu = (unsigned int)(unsigned long)arg;

	home_irq_mask(false);
	for (;;) {
		cpus[cpu].cur = NULL;
		while (!go_elsewhere(false))
			if (!home_idle())
				report_all_blocked();
	}
}

static bool interrupt_idle_cpu(void)
{
	int cpu = nr_ready ? -1 : other_cpu(true);
	struct sched_private *idle;

	if (cpu < 0)
		return false;
	idle = cpus[cpu].idle;
	if (!idle) {
		idle = host_alloc(sizeof(*idle));
		if (!idle)
			return false;
		idle->task.__state = TASK_UNINTERRUPTIBLE;
		idle->asleep = true;
		idle->fiber = host_fiber_create(idle_main,
						(void *)(unsigned long)cpu);
		if (!idle->fiber) {
			host_free(idle);
			return false;
		}
		strscpy(idle->task.comm, "idle", TASK_COMM_LEN);
		cpus[cpu].idle = idle;
	}
	if (cpus[cpu].cur)
		cpus[cpu].cur->cpu = -1;
	cpus[cpu].masked = false;
	turn_to((unsigned int)cpu, idle);
	return true;
}

static bool may_leave(void)
{
	return !self->preempt && !self->hardirq && !home_irq_masked();
}

void sched_preempt(void)
{
	int cpu;

	if (!self)
		return;
	if (home_irq_masked() && home_irq_pending() && interrupt_idle_cpu())
		return;
	cpu = other_cpu(false);
	if (cpu >= 0 && home_random(2)) {
		turn_to((unsigned int)cpu, cpus[cpu].cur);
		return;
	}
	if (!nr_ready)
		return;
	cpu = other_cpu(true);
	if (cpu >= 0)
		start_on((unsigned int)cpu);
	else if (may_leave())
		sched_yield_cpu();
}

/* Is there anybody to prefer?  Mostly not, and then chance need not be asked. */
static bool alone(void)
{
	unsigned int cpu;

	if (nr_ready || home_irq_pending())
		return false;
	for (cpu = 0; cpu < nr_cpus; cpu++)
		if (cpu != this_cpu && runnable(cpus[cpu].cur))
			return false;
	return true;
}

void sched_point(unsigned int n)
{
	if (self && !alone() && home_random(n) == 0)
		sched_preempt();
}

static void report_endless(const char *what)
{
	struct report r = {
		.id = "endless-loop",
		.why = "nothing that is pending can change what it polls: on "
		       "hardware the CPU spins for good",
		.fix = "give the poll a timeout (read_poll_timeout()), or find "
		       "why the value never comes",
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "%s", what);
	r.place[0].what = "polls here";
	r.place[0].stack = host_stack_here();
	report_emit(&r);
	sched_die();
}

/*
 * The code polls, nothing changes: somebody else's turn, or the next event.
 * Others may be polling as well, so time jumps now and then all the same.
 */
void sched_poll(void)
{
	if (!self)
		return;
	if (home_irq_masked() && home_irq_pending() && interrupt_idle_cpu())
		return;
	if (++polls % 4 && (sched_yield_cpu() || go_elsewhere(false)))
		return;
	if (home_idle()) {
		idle_polls = 0;
		return;
	}
	/* Longer and longer steps: a time-out of minutes still comes. */
	home_spend(1000ull << min(idle_polls / 16, 10u));
	if (++idle_polls > POLLS_TO_GIVE_UP)
		report_endless("a loop polls a value that nothing will change");
}

static void report_deadlock(unsigned int owner_cpu, const char *name,
			    uint32_t stack)
{
	struct report r = {
		.id = "spinlock-deadlock",
		.why = "the CPU that holds the lock waits for it, or sleeps "
		       "with it held: both stand still for good",
		.fix = "do not take it twice, do not sleep with it held, and "
		       "use spin_lock_irqsave() where an interrupt handler "
		       "takes it too",
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "spinlock %s is held by %s and "
		 "waited for", name ? name : "?", owner_cpu == this_cpu ?
		 "this CPU" : "a CPU that sleeps");
	r.place[0].what = "waits here";
	r.place[0].stack = stack;
	report_emit(&r);
}

void sched_spin(unsigned int owner_cpu, const void *lock, const char *name)
{
	if (owner_cpu != this_cpu && runnable(cpus[owner_cpu].cur)) {
		turn_to(owner_cpu, cpus[owner_cpu].cur);
		return;
	}
	report_deadlock(owner_cpu, name, host_stack_here());
	sched_die();
}

/* --- into the kernel and out of it ------------------------------------------ */

void sched_enter(struct sched_private *t)
{
	cpus[this_cpu].cur = t;
	cpus[this_cpu].masked = false;
	t->cpu = (int)this_cpu;
	self = t;
	host_fiber_switch(t->fiber);
}

void sched_leave(struct host_fiber *program)
{
	cpus[this_cpu].cur = NULL;
	if (self)
		self->cpu = -1;
	self = NULL;
	host_fiber_switch(program);
	home_irq_mask(cpus[this_cpu].masked);
}

void sched_begin(void)
{
	self->asleep = false;
	home_irq_mask(cpus[this_cpu].masked);
}

void sched_forget(struct sched_private *t)
{
	if (t->cpu >= 0)
		cpus[t->cpu].cur = NULL;
}

void sched_set_cpus(unsigned int count)
{
	nr_cpus = clamp(count, 1u, MAX_CPUS);
}

unsigned int dmaspace_cpu(void)
{
	return this_cpu;
}

unsigned int dmaspace_nr_cpus(void)
{
	return nr_cpus;
}
