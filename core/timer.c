// SPDX-License-Identifier: MIT
/*
 * Timers: a function called at a tick, in interrupt context.
 *
 * The machine's event of a timer raises the timer interrupt; its handler runs
 * the functions that are due.  So a timer never comes while interrupts are
 * masked everywhere.
 *
 * Same as Linux: jiffies, return values, what _sync waits for.
 * Sensed: a timer_list lies in the driver's memory; what is armed does not.
 */
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/timer.h>

#include "core/sched.h"
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

/* The timer interrupt: run what is due. */
void timer_vector(void)
{
	home_irq_level(HOME_IRQ_TIMER, false);
	while (!list_empty(&due_list)) {
		struct armed *a = list_first_entry(&due_list, struct armed,
						   due);
		struct timer_list *t = a->timer;

		list_del(&a->due);
		host_free(a);
		t->event = NULL;
		running = t;
		t->function(t);
		running = NULL;
	}
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

static void arm(struct timer_list *t, unsigned long expires)
{
	struct armed *a = host_alloc(sizeof(*a));
	long ticks = (long)(expires - jiffies);

	host_assert(a);			/* Linux cannot fail here either */
	if (ticks < 1)
		ticks = 1;
	a->timer = t;
	a->event.fn = event_came;
	INIT_LIST_HEAD(&a->due);
	t->expires = expires;
	t->event = a;
	home_event_arm(&a->event, (home_now() / (NSEC_PER_SEC / HZ) +
				   (u64)ticks) * (NSEC_PER_SEC / HZ));
}

int mod_timer(struct timer_list *t, unsigned long expires)
{
	int was = timer_delete(t);

	if (t->function)		/* not after timer_shutdown() */
		arm(t, expires);
	return was;
}

void add_timer(struct timer_list *t)
{
	WARN(timer_pending(t), "add_timer() of a pending timer");
	mod_timer(t, t->expires);
}

int timer_delete_sync(struct timer_list *t)
{
	while (running == t)
		sched_poll();
	return timer_delete(t);
}

int timer_shutdown_sync(struct timer_list *t)
{
	int was = timer_delete_sync(t);

	t->function = NULL;
	return was;
}
