// SPDX-License-Identifier: MIT
/*
 * Timers: a function called at a tick, in softirq context.
 *
 * The machine's event of a timer raises the timer interrupt; at its end the
 * functions that are due run with interrupts on, unless the interrupted code
 * holds bottom halves off: then when it lets them come.
 *
 * Same as Linux: jiffies (a timer comes in the tick after the one it asks for,
 * so never early), return values, what _sync waits for.  Not the same: one CPU
 * at a time runs timers.
 * Sensed: a timer_list lies in the driver's memory; what is armed does not.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/timer.h>

#include "core/sched/sched.h"
#include "host/host.h"

struct armed {
	struct home_event event;
	struct timer_list *timer;
	struct list_head due;		/* in due_list, or empty */
};

static LIST_HEAD(due_list);		/* their event has come */
static struct timer_list *running;

static void event_came(struct home_event *ev)
{
	struct armed *a = container_of(ev, struct armed, event);

	list_add_tail(&a->due, &due_list);
	home_irq_level(HOME_IRQ_TIMER, true);
}

static void run_one(void)
{
	struct armed *a = list_first_entry(&due_list, struct armed, due);
	struct timer_list *t = a->timer;
	struct sched_balance before = sched_balance();

	list_del(&a->due);
	host_free(a);
	t->event = NULL;
	running = t;
	t->function(t);
	running = NULL;
	sched_check_balance(&before, "the timer function returns");
}

/* The line is not delivered again before this ends: one CPU runs timers. */
void timer_vector(void)
{
	struct sched_private *me = sched_self();

	home_irq_level(HOME_IRQ_TIMER, false);
	if (me->hardirq || me->softirq || me->bh)
		return;			/* until timer_retry() */
	me->softirq++;
	home_irq_mask(false);
	while (!list_empty(&due_list))
		run_one();
	home_irq_mask(true);
	me->softirq--;
}

/* Timers were held off, maybe, and may come now. */
void timer_retry(void)
{
	const struct sched_private *me = sched_self();

	if (list_empty(&due_list) || me->hardirq || me->softirq || me->bh)
		return;
	home_irq_level(HOME_IRQ_TIMER, true);
	home_irq_enable(HOME_IRQ_TIMER, true);
}

void timer_setup(struct timer_list *t, void (*fn)(struct timer_list *),
		 unsigned int flags)
{
	*t = (struct timer_list){ .function = fn, .flags = flags };
}

int timer_pending(const struct timer_list *t)
{
	return t->event != NULL;
}

int timer_delete(struct timer_list *t)
{
	struct armed *a = t->event;

	if (!a)
		return 0;
	home_event_cancel(&a->event);
	if (!list_empty(&a->due))
		list_del(&a->due);
	host_free(a);
	t->event = NULL;
	return 1;
}

static u64 due_ns(unsigned long expires)
{
	u64 tick = NSEC_PER_SEC / HZ, now = home_now() / tick;
	long ticks = max((long)(expires - sched_jiffies()), 0l);

	if ((u64)ticks >= U64_MAX / tick - now - 1)
		return U64_MAX;
	return (now + (u64)ticks + 1) * tick;
}

static void arm(struct timer_list *t, unsigned long expires)
{
	struct armed *a = host_alloc(sizeof(*a));

	if (!a)				/* Linux cannot fail here either */
		host_no_memory("a timer");
	a->timer = t;
	a->event.fn = event_came;
	INIT_LIST_HEAD(&a->due);
	t->expires = expires;
	t->event = a;
	home_event_arm(&a->event, due_ns(expires));
}

int mod_timer(struct timer_list *t, unsigned long expires)
{
	int was = timer_delete(t);

	if (t->function)		/* not after timer_shutdown() */
		arm(t, expires);
	sched_point(4);
	return was;
}

void add_timer(struct timer_list *t)
{
	if (!WARN(timer_pending(t), "add_timer() of a pending timer"))
		mod_timer(t, t->expires);
}

int timer_delete_sync(struct timer_list *t)
{
	while (running == t)
		sched_ask();
	return timer_delete(t);
}

int timer_shutdown(struct timer_list *t)
{
	int was = timer_delete(t);

	t->function = NULL;
	return was;
}

/* Its function may arm it until it has ended; no more from then on. */
int timer_shutdown_sync(struct timer_list *t)
{
	int was = timer_delete_sync(t);

	t->function = NULL;
	return was;
}
