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
#include "core/sched/sched.h"
#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/host.h"
#include "host/task.h"

#define MAX_CPUS	16u
#define SWITCH_NS	100u
#define CALL_NS		10u
#define WHIM		64u		/* a point is a whim by weight in 64 */

static struct cpu {
	struct sched_private *cur;	/* runs, or waits in place; NULL: idle */
	struct sched_private *idle;	/* made when first needed */
	bool masked;			/* interrupts, while not running */
} cpus[MAX_CPUS];
static unsigned int nr_cpus = 1, this_cpu;

struct sched_private *sched_all, *sched_running;
static struct sched_private *ready, **ready_end = &ready;
static unsigned int nr_ready;

struct task_struct *get_current(void)
{
	return sched_running ? &sched_running->task : NULL;
}

unsigned int sched_cpu(void)
{
	return this_cpu;
}

struct sched_private *sched_on_cpu(unsigned int cpu)
{
	return cpus[cpu].cur;
}

/* --- the queue of those that can run --------------------------------------- */

void sched_make_ready(struct sched_private *t)
{
	t->next_ready = NULL;
	*ready_end = t;
	ready_end = &t->next_ready;
	nr_ready++;
	home_rivals(true);
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
	struct sched_private *me = sched_running;
	u64 left = home_now();

	cpus[this_cpu].masked = home_irq_mask(true);
	this_cpu = cpu;
	cpus[cpu].cur = t;
	t->cpu = (int)cpu;
	sched_running = t;
	home_charge(SWITCH_NS);
	if (sched_runnable(me))
		home_rivals(true);
	home_trace('s', (u64)t->task.pid, cpu);
	host_fiber_switch(t->fiber);
	me->lockup.asked += home_now() - left;
	home_irq_mask(cpus[this_cpu].masked);
}

void sched_turn_to_cpu(unsigned int cpu)
{
	turn_to(cpu, cpus[cpu].cur);
}

/* The running context leaves its CPU to next. */
static void replace(struct sched_private *next)
{
	sched_running->cpu = -1;
	turn_to(this_cpu, next);
}

/* A CPU other than this whose context can go on, or that is free for one. */
static int other_cpu(bool for_ready)
{
	unsigned int cpu = nr_cpus > 2 ? (unsigned int)home_random(nr_cpus) : 0;

	for (unsigned int i = 0; i < nr_cpus; i++, cpu++) {
		if (cpu == nr_cpus)
			cpu = 0;
		if (cpu == this_cpu)
			continue;
		if (sched_runnable(cpus[cpu].cur) != for_ready)
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
bool sched_go_elsewhere(bool leave)
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
	struct sched_private *me = sched_running;

	home_irq_mask(false);
	me->asleep = true;
	while (!sched_runnable(me)) {
		sched_awake(me);
		if (sched_go_elsewhere(true))
			continue;
		if (!home_idle() && !sched_runnable(me))
			lockup_all_blocked();
		lockup_check_calls();
	}
	me->asleep = false;
	sched_awake(me);
}

bool sched_block_on(const void *channel, u64 deadline, const char *what)
{
	struct sched_private *me = sched_running;

	me->wait_since = home_now();
	me->channel = channel;
	me->what = what;
	me->wait_pc = (uintptr_t)__builtin_return_address(0);
	me->wait_frame = *(uintptr_t *)__builtin_frame_address(0);
	me->timed_out = false;
	if (++lockup_sleeps % 65536 == 0)
		lockup_check_calls();
	if (me->worker)
		work_worker_sleeps(me->worker);
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
	else
		home_rivals(true);
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

static bool may_leave(void)
{
	return !sched_running->preempt && !sched_running->bh && !sched_running->hardirq &&
	       !sched_running->softirq && !home_irq_masked();
}

bool sched_yield_cpu(void)
{
	u64 left;

	if (!sched_running || !nr_ready || !may_leave())
		return false;
	left = home_now();
	sched_make_ready(sched_running);
	replace(ready_take());
	sched_running->lockup.awake += home_now() - left;	/* not its own doing */
	return true;
}

/* --- whims of the scheduler ------------------------------------------------- */

/*
 * An interrupt is up, this CPU has masked it: a CPU that runs nothing takes it.
 */
static void idle_main(void *arg)
{
	unsigned int cpu = (unsigned int)(unsigned long)arg;

	home_irq_mask(false);
	for (;;) {
		sched_awake(sched_running);
		cpus[cpu].cur = NULL;
		while (!sched_go_elsewhere(false))
			if (!home_idle())
				lockup_all_blocked();
	}
}

bool sched_interrupt_idle_cpu(void)
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
	sched_awake(idle);
	turn_to((unsigned int)cpu, idle);
	return true;
}

/* Is there anybody to prefer?  Mostly not, and then chance need not be asked. */
static bool alone(void)
{
	unsigned int cpu;

	if (nr_ready || home_irq_pending())
		return false;
	for (cpu = 0; cpu < nr_cpus; cpu++)
		if (cpu != this_cpu && sched_runnable(cpus[cpu].cur))
			return false;
	return true;
}

void sched_preempt(void)
{
	int cpu;

	if (!sched_running)
		return;
	lockup_check();
	if (alone()) {
		home_rivals(false);
		return;
	}
	if (home_irq_masked() && home_irq_pending() &&
	    sched_interrupt_idle_cpu())
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
	else
		sched_yield_cpu();
}

/* One throw of the dice for some points: whims come as often all the same. */
void sched_point(unsigned int weight)
{
	static int to_whim = WHIM / 2;

	if (!sched_running)
		return;
	if (home_charge(CALL_NS))
		home_spend(0);
	to_whim -= (int)weight;
	if (to_whim > 0)
		return;
	to_whim = 1 + (int)home_random(2 * WHIM);
	if (!alone())
		sched_preempt();
}

/* --- into the kernel and out of it ------------------------------------------ */

void sched_enter(struct sched_private *t)
{
	cpus[this_cpu].cur = t;
	cpus[this_cpu].masked = false;
	t->cpu = (int)this_cpu;
	sched_running = t;
	host_fiber_switch(t->fiber);
}

void sched_leave(struct host_fiber *program)
{
	cpus[this_cpu].cur = NULL;
	if (sched_running)
		sched_running->cpu = -1;
	sched_running = NULL;
	host_fiber_switch(program);
	home_irq_mask(cpus[this_cpu].masked);
}

void sched_begin(void)
{
	sched_running->asleep = false;
	sched_awake(sched_running);
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
