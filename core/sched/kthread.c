// SPDX-License-Identifier: MIT
/*
 * What drivers say to the scheduler: states, schedule(), kernel threads,
 * sleeping and busy delays, the clock.
 *
 * Same as Linux: HZ, rounding, the extra jiffy of msleep().  Not the same:
 * time is virtual and a sleep ends exactly when it should.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/printk.h>
#include <linux/processor.h>
#include <linux/sched.h>

#include "core/sched/sched.h"
#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/host.h"
#include "host/task.h"

#define TICK_NS (NSEC_PER_SEC / HZ)
/* Linux starts jiffies five minutes before they wrap at 32 bits. */
#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))

static __cold void report_sleep(struct sched_private *me, const char *what,
				uint32_t stack)
{
	struct report r = {
		.id = "sleep-in-atomic",
		.why = "another context can never run on this CPU meanwhile: "
		       "the machine hangs or the data it guards is torn",
		.fix = "sleep before the lock is taken, use GFP_ATOMIC, or "
		       "move the work to a thread or a work item",
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "%s() may sleep, but the caller is %s",
		 what, me->hardirq ? "an interrupt handler" :
		 me->softirq ? "a timer function" :
		 me->spins ? "holding a spinlock" :
		 home_irq_masked() ? "running with interrupts masked" :
		 "not preemptible");
	r.place[0].what = "sleeps here";
	r.place[0].stack = stack;
	if (me->spins) {
		r.place[1].what = "lock taken here";
		r.place[1].stack = sched_held_last(me)->stack;
		r.nplaces = 2;
	}
	report_emit(&r);
}

void sched_might_sleep(const char *what)
{
	struct sched_private *me = sched_self();

	if (likely(!me || !dmaspace_in_atomic()))
		return;
	report_sleep(me, what, host_stack_here());
	if (me->hardirq || me->softirq)
		sched_die();		/* nobody to wake up */
}

void dmaspace_might_sleep(const char *what)
{
	sched_might_sleep(what);
}

/* --- states ---------------------------------------------------------------- */

void dmaspace_set_state(unsigned int state)
{
	current->__state = state;
	sched_point(4);
}

int signal_pending(struct task_struct *task)
{
	return task->host && host_task_signal_pending(task->host);
}

int fatal_signal_pending(struct task_struct *task)
{
	return 0;			/* kill(2) comes with remote tasks */
}

int signal_pending_state(unsigned int state, struct task_struct *task)
{
	return (state & TASK_INTERRUPTIBLE) && signal_pending(task);
}

static bool sleep_until(u64 deadline, const char *what)
{
	if (current->__state == TASK_RUNNING) {
		sched_awake(sched_self());
		sched_ask();
		sched_yield_cpu();
		return true;
	}
	if (signal_pending_state(current->__state, current)) {
		current->__state = TASK_RUNNING;
		return true;
	}
	return sched_block(deadline, what);
}

void schedule(void)
{
	sched_might_sleep("schedule");
	sleep_until(U64_MAX, "schedule()");
}

/* U64_MAX, which is never, when it is later than time goes. */
static u64 jiffies_ns(unsigned long j)
{
	return j > U64_MAX / TICK_NS ? U64_MAX : (u64)j * TICK_NS;
}

unsigned long sched_jiffies(void)
{
	return INITIAL_JIFFIES + home_now() / TICK_NS;
}

unsigned long dmaspace_jiffies(void)
{
	sched_ask();
	return sched_jiffies();
}

long schedule_timeout(long timeout)
{
	unsigned long end = sched_jiffies() + timeout;
	long left;

	sched_might_sleep("schedule_timeout");
	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		sleep_until(U64_MAX, "schedule_timeout()");
		return timeout;
	}
	if (timeout < 0) {
		pr_err("schedule_timeout: wrong timeout value %lx\n", timeout);
		current->__state = TASK_RUNNING;
		return 0;
	}
	/* Timers fire at tick edges. */
	sleep_until(jiffies_ns(end - INITIAL_JIFFIES + 1),
		    "schedule_timeout()");
	left = (long)(end - sched_jiffies());
	return left < 0 ? 0 : left;
}

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_killable(long timeout)
{
	__set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

void io_schedule(void)
{
	schedule();
}

void yield(void)
{
	sched_might_sleep("yield");
	sched_awake(sched_self());
	sched_ask();
	sched_yield_cpu();
}

int cond_resched(void)
{
	sched_might_sleep("cond_resched");
	sched_awake(sched_self());
	sched_ask();
	return sched_yield_cpu();
}

int wake_up_state(struct task_struct *task, unsigned int state)
{
	int woken = sched_wake(task, state);

	sched_point(8);
	return woken;
}

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL);
}

/* --- kernel threads -------------------------------------------------------- */

struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data,
					   int node, const char *fmt, ...)
{
	char name[TASK_COMM_LEN];
	struct task_struct *task;
	va_list args;

	if (fault_inject("kthread_create"))
		return ERR_PTR(-ENOMEM);
	va_start(args, fmt);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	task = sched_create(name, fn, data);
	return task ? task : ERR_PTR(-ENOMEM);
}

int kthread_stop(struct task_struct *k)
{
	struct sched_private *t = k->sched;
	int result;

	sched_might_sleep("kthread_stop");
	t->should_stop = true;
	sched_wake(k, ~0u);
	while (!t->exited) {
		sched_set_state(TASK_UNINTERRUPTIBLE);
		sched_block_on(&t->exited, U64_MAX, "kthread_stop()");
	}
	result = t->started ? t->result : -EINTR;
	put_task_struct(k);
	return result;
}

bool kthread_should_stop(void)
{
	sched_ask();
	return sched_self()->should_stop;
}

bool kthread_should_park(void)
{
	return false;			/* nobody parks threads here */
}

void kthread_bind(struct task_struct *k, unsigned int cpu)
{
	/* inert: any CPU is as good */
}

/* --- time ------------------------------------------------------------------ */

void ndelay(unsigned long ns)
{
	home_spend(ns);
	sched_point(16);
}

void udelay(unsigned long us)
{
	ndelay(us * 1000);
}

void mdelay(unsigned long ms)
{
	ndelay(ms * 1000000);
}

void dmaspace_cpu_relax(void)
{
	sched_ask();
}

static void sleep_ns(u64 ns, const char *what)
{
	u64 end = ns > U64_MAX - home_now() ? U64_MAX : home_now() + ns;

	sched_might_sleep(what);
	while (home_now() < end) {
		__set_current_state(TASK_UNINTERRUPTIBLE);
		sched_block(end, what);
	}
}

void msleep(unsigned int ms)
{
	sleep_ns(jiffies_ns(msecs_to_jiffies(ms) + 1), "msleep");
}

unsigned long msleep_interruptible(unsigned int ms)
{
	unsigned long timeout = msecs_to_jiffies(ms) + 1;

	while (timeout && !signal_pending(current))
		timeout = schedule_timeout_interruptible(timeout);
	return jiffies_to_msecs(timeout);
}

void usleep_range(unsigned long min, unsigned long max)
{
	u64 slack = max > min ? home_random((max - min) * 1000) : 0;

	sleep_ns(min * 1000 + slack, "usleep_range");
}

void ssleep(unsigned int seconds)
{
	msleep(seconds * 1000);
}

void fsleep(unsigned long us)
{
	if (us <= 10)
		udelay(us);
	else if (us <= 20000)
		usleep_range(us, 2 * us);
	else
		msleep((unsigned int)DIV_ROUND_UP(us, 1000));
}

ktime_t ktime_get(void)
{
	sched_ask();
	return (ktime_t)home_now();
}

u64 ktime_get_ns(void)
{
	return (u64)ktime_get();
}

void ktime_get_ts64(struct timespec64 *ts)
{
	u64 now = ktime_get_ns();
	struct timespec64 value = {
		.tv_sec = (time64_t)(now / NSEC_PER_SEC),
		.tv_nsec = (long)(now % NSEC_PER_SEC),
	};

	home_store(ts, &value, sizeof(value));
}

static long sleep_call(void *arg)
{
	sched_self()->lockup.call = 0;	/* as long as it says */
	sleep_ns(*(u64 *)arg, "sleep");
	return 0;
}

void board_sleep_ns(uint64_t ns)
{
	u64 length = ns;

	sched_call("nanosleep", sleep_call, &length);
}

uint64_t board_now(void)
{
	return home_now();
}
