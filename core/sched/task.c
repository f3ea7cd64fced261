// SPDX-License-Identifier: MIT
/*
 * The life of contexts, and system calls.
 *
 * A context is made with a fiber and dies on it; whoever waits for its end gets
 * its result.  The program's system calls run on a context of their own: the
 * program's stack stays the program's, and a fault of the kernel side ends the
 * board, not the program.
 *
 * Same as Linux: a thread that is stopped before it was woken never runs.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/sched/sched.h"
#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/host.h"
#include "host/task.h"

u64 sched_calls;
static pid_t next_pid = 2;
static bool dead;

/* The program's own context: its stack, and the request it has made. */
static struct host_fiber *program;
static struct sched_private *syscall_task;
static struct {
	long (*fn)(void *arg);
	void *arg;
	long result;
} request;

bool sched_alive(void)
{
	return !dead;
}

static void task_exit(int result)
{
	struct sched_private *me = sched_self();

	me->result = result;
	me->exited = true;
	sched_wake_channel(&me->exited, INT_MAX);
	if (me->user)
		sched_wake_channel(&sched_all, INT_MAX);
	sched_wait_until_runnable();		/* never: who is gone is not runnable */
}

static void task_main(void *arg)
{
	static const struct sched_balance nothing;
	struct sched_private *me = arg;
	int result;

	sched_begin();
	if (me->should_stop)
		task_exit(-EINTR);	/* stopped before it began */
	me->started = true;
	result = me->fn(me->arg);
	sched_check_balance(&nothing, "the thread ends");
	task_exit(result);
}

static struct sched_private *task_new(const char *name, int (*fn)(void *),
				      void *arg)
{
	struct sched_private *t = host_alloc(sizeof(*t));
	struct sched_private **at = &sched_all;

	if (!t)
		return NULL;
	t->fiber = host_fiber_create(task_main, t);
	if (!t->fiber) {
		host_free(t);
		return NULL;
	}
	t->fn = fn;
	t->arg = arg;
	t->cpu = -1;
	t->refs = 1;
	t->task.sched = t;
	t->task.pid = t->task.tgid = next_pid++;
	strscpy(t->task.comm, name, TASK_COMM_LEN);
	while (*at)
		at = &(*at)->next_task;	/* in order of age */
	*at = t;
	return t;
}

static void task_free(struct sched_private *t)
{
	struct sched_private **at = &sched_all;

	while (*at != t)
		at = &(*at)->next_task;
	*at = t->next_task;
	sched_forget(t);
	host_fiber_free(t->fiber);
	host_free(t);
}

struct task_struct *get_task_struct(struct task_struct *task)
{
	sched_of(task)->refs++;
	return task;
}

void put_task_struct(struct task_struct *task)
{
	struct sched_private *t = sched_of(task);

	if (--t->refs || !t->exited || t == sched_self())
		return;
	while (t->hardirq || t->softirq)
		sched_ask();		/* a handler ends on its stack */
	task_free(t);
}

struct task_struct *sched_spawn(const char *name, int (*fn)(void *), void *arg,
				struct host_task *task)
{
	struct sched_private *t = task_new(name, fn, arg);

	if (!t)
		return NULL;
	t->user = task != NULL;
	t->task.host = task;
	t->task.flags = task ? 0 : PF_KTHREAD;
	sched_make_ready(t);
	return &t->task;
}

struct task_struct *sched_create(const char *name, int (*fn)(void *), void *arg)
{
	struct sched_private *t = task_new(name, fn, arg);

	if (!t)
		return NULL;
	t->task.flags = PF_KTHREAD;
	t->task.__state = TASK_UNINTERRUPTIBLE;
	t->asleep = true;
	t->what = "a thread that was never woken";
	return &t->task;
}

/* --- system calls ---------------------------------------------------------- */

struct sched_balance sched_balance(void)
{
	const struct sched_private *me = sched_self();

	return (struct sched_balance){ .held = me->held, .spins = me->spins,
		.preempt = me->preempt, .bh = me->bh,
		.masked = home_irq_masked() };
}

/* was: how many locks may be held; the next one is the one that is told. */
static __cold void report_left(const struct sched_private *me, const char *who,
			       const char *left, unsigned int was)
{
	const struct held_lock *lock = me->held > was && was < HELD_LOCKS ?
				       &me->locks[was] : NULL;
	struct report r = {
		.id = "lock-held-at-exit",
		.why = "nobody is left who will release it: the next one who "
		       "takes it waits for good",
		.fix = "release it on every path out, the error paths too",
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "%s with %s%s", who, left,
		 lock ? lock->name : "");
	r.place[0].what = lock ? "taken here" : "disabled here";
	r.place[0].stack = lock ? lock->stack : me->off_stack;
	report_emit(&r);
}

void sched_check_balance(const struct sched_balance *was, const char *who)
{
	struct sched_private *me = sched_self();

	if (me->held > was->held)
		report_left(me, who, "a lock held: ", was->held);
	else if (me->preempt > was->preempt)
		report_left(me, who, "preemption disabled",
			    me->held);
	else if (me->bh > was->bh)
		report_left(me, who, "bottom halves disabled",
			    me->held);
	else if (home_irq_masked() && !was->masked)
		report_left(me, who, "interrupts masked",
			    me->held);
	me->held = was->held;
	me->spins = was->spins;
	me->preempt = was->preempt;
	me->bh = was->bh;
	if (home_irq_masked() != was->masked)
		home_irq_mask(was->masked);
}

void sched_check_released(void)
{
	static const struct sched_balance nothing;

	sched_check_balance(&nothing, "the call returns to the program");
}

static long call_body(long (*fn)(void *), void *arg)
{
	struct sched_private *me = sched_self();
	long result;

	sched_calls++;
	me->lockup.call = home_now() + 1;
	me->lockup.sleeps = lockup_sleeps;
	sched_awake(me);
	home_spend(300);		/* in and out of the kernel */
	sched_point(16);
	result = fn(arg);
	sched_check_released();
	me->lockup.call = 0;
	sched_awake(me);		/* the program may compute */
	/* Nobody has a handler after which the call could go on. */
	if (result <= -ERESTARTSYS && result >= -ERESTART_RESTARTBLOCK)
		result = -EINTR;
	return result;
}

/* The program's kernel half: one request after the other. */
static int syscall_main(void *arg)
{
	for (;;) {
		request.result = call_body(request.fn, request.arg);
		sched_leave(program);
	}
	return 0;
}

long sched_call(const char *name, long (*fn)(void *), void *arg)
{
	if (dead)
		return -EIO;
	if (sched_self())
		return call_body(fn, arg);
	program = host_fiber_current();
	request.fn = fn;
	request.arg = arg;
	request.result = -EIO;
	home_trace('c', 0, 0);
	sched_enter(syscall_task);
	return request.result;
}

void sched_die(void)
{
	dead = true;
	host_watchdog(0, NULL);
	request.result = -EIO;
	sched_leave(program);
	unreachable();
}

static unsigned int users_left(void)
{
	unsigned int n = 0;

	for (struct sched_private *t = sched_all; t; t = t->next_task)
		n += t->user && !t->exited && t != syscall_task;
	return n;
}

static struct sched_private *exited_user(void)
{
	struct sched_private *t = sched_all;

	while (t && !(t->user && t->exited))
		t = t->next_task;
	return t;
}

static long join_all(void *arg)
{
	struct sched_private *t;

	sched_self()->lockup.call = 0;	/* as long as it takes */
	while (users_left()) {
		sched_set_state(TASK_INTERRUPTIBLE);
		sched_block_on(&sched_all, U64_MAX, "waiting for the program's threads");
	}
	while ((t = exited_user()))
		put_task_struct(&t->task);
	return 0;
}

int sched_join_all(void)
{
	return (int)sched_call("join", join_all, NULL);
}

int board_join(void)
{
	return sched_join_all();
}

int board_spawn(int (*fn)(void *arg), void *arg)
{
	if (dead)
		return -EIO;
	return sched_spawn("thread", fn, arg, host_task_self()) ? 0 : -ENOMEM;
}

static long do_signal(void *arg)
{
	struct host_task *task = host_task_self();
	int sig = *(int *)arg;

	if (sig)
		host_task_signal(task, sig);
	else
		host_task_signal_clear(task);
	for (struct sched_private *t = sched_all; sig && t; t = t->next_task)
		if (t->task.host == task)
			sched_wake(&t->task, TASK_INTERRUPTIBLE);
	return 0;
}

int board_signal(int sig)
{
	return (int)sched_call("kill", do_signal, &sig);
}

int sched_boot(unsigned int count)
{
	sched_set_cpus(count);
	syscall_task = task_new("program", syscall_main, NULL);
	if (!syscall_task)
		return -ENOMEM;
	syscall_task->task.host = host_task_self();
	syscall_task->user = true;
	return 0;
}
