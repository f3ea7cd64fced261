// SPDX-License-Identifier: MIT
/*
 * When nothing gets on: polls, spinning, and what never ends.
 *
 * A poll (the machine sees a loop read what it has read before; or a call that
 * only asks is made often in a row) lets others run.  When all of those that
 * run have polled since the last thing that happened, time passes, in steps
 * that grow.  What never ends has a bound in virtual time, so it is told at the
 * same place each time; a loop that touches nothing has one in CPU time.
 *
 * Same as Linux: a soft lockup is code that does not let go of its CPU.  Not
 * the same: it ends the board, as do waits that Linux would keep up for ever.
 */
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/time.h>

#include "core/context.h"
#include "core/sched/sched.h"
#include "dmaspace/report.h"
#include "host/host.h"

#define ASK_NS		20u		/* a call that only asks */
#define ASK_GAP_NS	200u		/* no more in a row */
#define ASKS_TO_POLL	64u
#define STEP_NS		1000ull
#define RUN_NS		(200ull * NSEC_PER_SEC)
#define HUNG_NS		(120ull * NSEC_PER_SEC)	/* as Linux's khungtaskd */
#define CALL_NS		(3600ull * NSEC_PER_SEC)
#define CALL_SLEEPS	20000000ull
#define TICKS_SILENT	2u		/* in a driver, not one access */
#define TICKS		4u

u64 lockup_sleeps;
static u64 epoch = 1;			/* a new one when something happened */
static volatile bool lockup_due;	/* the host's clock says so */

/* --- polls ----------------------------------------------------------------- */

static bool everybody_polls(const struct sched_private *me)
{
	for (struct sched_private *t = sched_all; t; t = t->next_task)
		if (t != me && t->lockup.epoch != epoch && sched_runnable(t))
			return false;
	return true;
}

static bool turn_away(void)
{
	if (home_random(2) && sched_yield_cpu())
		return true;
	return sched_go_elsewhere(false) || sched_yield_cpu();
}

/* rounds: polls in a row that changed nothing. */
static void poll(struct sched_private *me, unsigned int rounds)
{
	if (home_irq_masked() && home_irq_pending() &&
	    sched_interrupt_idle_cpu())
		return;
	if (rounds <= 1)
		epoch++;
	me->lockup.epoch = epoch;
	/* Somebody may be ready and get no CPU: not for ever. */
	if (rounds % 256 && !everybody_polls(me) && turn_away())
		return;
	home_spend(STEP_NS << min(rounds / 16, 10u));
	epoch++;
	lockup_check();
}

void sched_poll(void)
{
	if (sched_self())
		poll(sched_self(), home_poll_rounds);
}

void sched_ask(void)
{
	struct sched_private *me = sched_self();
	struct lockup *l;

	if (!me)
		return;
	l = &me->lockup;
	if (home_charge(ASK_NS))
		home_spend(0);
	if (home_now() - l->asked > ASK_GAP_NS)
		l->calls = l->rounds = 0;
	if (++l->calls % ASKS_TO_POLL == 0)
		poll(me, ++l->rounds);
	l->asked = home_now();
}

void sched_spin(const void *lock, unsigned int owner_cpu)
{
	struct sched_private *me = sched_self();

	me->spins_for = lock;
	me->lockup.epoch = epoch;	/* it changes nothing either */
	sched_turn_to_cpu(owner_cpu);
	me->spins_for = NULL;
}

/* --- reports --------------------------------------------------------------- */

/* From the driver's innermost line on: a stack that is kept is not long. */
static uint32_t driver_stack(void)
{
	const uintptr_t *frame = __builtin_frame_address(0);

	while (host_on_stack((uintptr_t)frame)) {
		if (host_driver_contains(frame[1] - 1))
			return host_stack_save(frame[1], frame[0]);
		frame = (const uintptr_t *)frame[0];
	}
	return host_stack_here();
}

static void stop(struct report *r)
{
	if (!r->nplaces) {
		r->nplaces = 1;
		r->place[0].what = "here";
		r->place[0].stack = driver_stack();
	}
	report_emit(r);
	sched_die();
}

void lockup_deadlock(const char *name, const char *held_by)
{
	struct report r = {
		.id = "spinlock-deadlock",
		.why = "whoever holds it waits for what this CPU holds, or "
		       "sleeps with it held: both stand still for good",
		.fix = "do not take it twice, take locks in one order, do not "
		       "sleep with one held, and use spin_lock_irqsave() where "
		       "an interrupt handler takes it too",
	};

	snprintf(r.what, sizeof(r.what), "spinlock %s is held by %s and waited "
		 "for", name ? name : "?", held_by);
	stop(&r);
	unreachable();
}

static void add_place(struct report *r, const struct sched_private *t)
{
	if (r->nplaces == REPORT_PLACES || !t->wait_pc)
		return;
	r->place[r->nplaces].what = t->what;
	r->place[r->nplaces++].stack = host_stack_save(t->wait_pc,
						       t->wait_frame);
}

/* Those who wait until somebody wakes them. */
static void report_waiting(const char *id, const char *fmt, const char *why)
{
	struct report r = {
		.id = id,
		.why = why,
		.fix = "find who should have woken it: an interrupt that is "
		       "not raised or not enabled, a completion that is not "
		       "completed on every path, a lock that is not released",
	};

	for (struct sched_private *t = sched_all; t; t = t->next_task)
		if (!t->exited && !t->at_rest && !t->deadline.slot &&
		    !sched_runnable(t))
			add_place(&r, t);
	snprintf(r.what, sizeof(r.what), fmt,
		 r.nplaces ? r.place[0].what : "the wait");
	stop(&r);
}

void lockup_all_blocked(void)
{
	report_waiting("all-blocked", "everybody waits: %s never ends",
		       "no context can run, no event is pending: on hardware "
		       "the program hangs here for good");
}

static void report_hung(void)
{
	report_waiting("hung-task", "the program waits for more than 120 s: "
		       "%s does not end", "nothing that goes on meanwhile "
		       "wakes it: Linux calls it a hung task");
}

/* t: who, when it is not the running context. */
static void report_endless(const char *what, const struct sched_private *t)
{
	struct report r = {
		.id = "endless-loop",
		.why = "nothing that is pending ends it: on hardware the CPU "
		       "spins for good",
		.fix = "give the poll a timeout (read_poll_timeout()), or find "
		       "why the value never comes",
	};

	if (t)
		add_place(&r, t);
	snprintf(r.what, sizeof(r.what), "%s", what);
	stop(&r);
}

/* --- bounds ---------------------------------------------------------------- */

void lockup_check(void)
{
	struct sched_private *me = sched_self();

	if (!me)
		return;
	if (lockup_due)
		report_endless("a loop runs and never ends", NULL);
	if (home_now() - me->lockup.awake > RUN_NS)
		report_endless("a loop polls a value that nothing will change",
			       NULL);
}

/* Is it in a call of the program's that may not last as long as it likes? */
static bool in_call(const struct sched_private *t)
{
	return t->user && !t->exited && t->lockup.call;
}

static bool waits(const struct sched_private *t)
{
	return t->wait_pc && !sched_runnable(t) && !t->deadline.slot;
}

/*
 * The program waits: for two minutes where no signal could end it, or with
 * nobody of the program left to do something about it.
 */
static bool is_hung(const struct sched_private *t, bool others)
{
	return in_call(t) && waits(t) && home_now() - t->wait_since > HUNG_NS &&
	       (!others || t->task.__state == TASK_UNINTERRUPTIBLE);
}

/* It sleeps, wakes up and sleeps again. */
static bool is_endless(const struct sched_private *t)
{
	return in_call(t) && (home_now() - t->lockup.call > CALL_NS ||
			      lockup_sleeps - t->lockup.sleeps > CALL_SLEEPS);
}

/* Does a thread of the program go on?  One that joins does not. */
static bool somebody_goes_on(void)
{
	for (struct sched_private *t = sched_all; t; t = t->next_task)
		if (t->user && !t->exited && !waits(t))
			return true;
	return false;
}

void lockup_check_calls(void)
{
	static u64 next, sleeps;
	bool others;

	if (home_now() < next && lockup_sleeps - sleeps < CALL_SLEEPS / 16)
		return;
	next = home_now() + HUNG_NS / 8;
	sleeps = lockup_sleeps;
	others = somebody_goes_on();
	for (struct sched_private *t = sched_all; t; t = t->next_task) {
		if (is_hung(t, others))
			report_hung();
		if (is_endless(t))
			report_endless("the call sleeps and polls, and does "
				       "not return", t);
	}
}

/*
 * In a signal handler.  Code of a driver can be stopped there; the library's
 * stops where it looks at the clock next.
 */
bool lockup_tick(bool in_driver)
{
	static u64 seen;
	struct sched_private *me = sched_self();
	bool silent = in_driver && seen == home_progress;

	seen = home_progress;
	if (!me || ++me->lockup.ticks < (silent ? TICKS_SILENT : TICKS))
		return false;
	if (!in_driver)
		lockup_due = true;
	return in_driver;
}

bool lockup_is_due(void)
{
	return lockup_due;
}
