// SPDX-License-Identifier: MIT
/*
 * Interrupts of drivers: request_irq(), threaded handlers, enable depth.
 *
 * virq = the machine's line + IRQ_BASE; 0 stays invalid.  All lines are level
 * triggered at the controller; a line whose handlers all say IRQ_NONE too often
 * is switched off, as Linux does.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/printk.h>

#include "core/sched/irq.h"
#include "core/module.h"
#include "core/sched/sched.h"
#include "dmaspace/report.h"
#include "host/host.h"

#define NOBODY_CARED 1000u		/* Linux: 99900 of 100000 */
#define STORM_IN_A_ROW	10000u		/* and not one access in between */
#define STORM_IN_A_CALL	2000000u

struct action {
	irq_handler_t handler, thread_fn;
	unsigned long flags;
	const char *name;
	void *dev_id;
	struct task_struct *thread;
	bool thread_due;
	struct irq_line *irq;
	uint32_t stack;			/* who asked for it */
	struct action *next;
};

static struct irq_line {
	struct action *actions;
	unsigned int depth;		/* of disable_irq() */
	unsigned int unhandled;
	unsigned int line;
	unsigned int in_handler;	/* or a thread due or running */
	unsigned int waiters;		/* of synchronize_irq() */
	unsigned int in_a_row, in_a_call;
	u64 call;			/* which that is */
} lines[HOME_NR_IRQS];

static struct irq_line *irq_of(unsigned int virq)
{
	unsigned int line = virq - IRQ_BASE;

	if (line >= HOME_NR_IRQS - 1)
		return NULL;
	lines[line].line = line;
	return &lines[line];
}

static void update_enable(struct irq_line *irq)
{
	bool masked = irq->depth || !irq->actions;

	for (struct action *a = irq->actions; a; a = a->next)
		if (a->flags & IRQF_ONESHOT && a->thread_due)
			masked = true;
	home_irq_enable(irq->line, !masked);
}

/* --- delivery -------------------------------------------------------------- */

static irqreturn_t no_primary(int irq, void *dev_id)
{
	return IRQ_WAKE_THREAD;
}

static void wake_thread(struct action *a)
{
	if (!a->thread) {
		pr_warn_once("IRQ %d device %s returned IRQ_WAKE_THREAD "
			     "but no thread function available.\n",
			     a->irq->line + IRQ_BASE, a->name);
		return;
	}
	if (!a->thread_due)
		a->irq->in_handler++;	/* until the thread has run */
	a->thread_due = true;
	sched_wake(a->thread, ~0u);
}

static void handler_ended(struct irq_line *irq)
{
	if (!--irq->in_handler && irq->waiters)
		sched_wake_channel(irq, INT_MAX);
}

/* The report has the place that asked for the interrupt. */
static void switch_off(struct irq_line *irq, struct report *r)
{
	if (irq->actions) {
		r->nplaces = 1;
		r->place[0].what = "requested here";
		r->place[0].stack = irq->actions->stack;
	}
	report_emit(r);
	irq->depth++;
	update_enable(irq);
}

static void report_unhandled(struct irq_line *irq)
{
	struct report r = {
		.id = "irq-nobody-cared",
		.why = "the line stays up: the CPU does nothing but take this "
		       "interrupt, until Linux switches the line off",
		.fix = "acknowledge the device in the handler and return "
		       "IRQ_HANDLED",
	};

	snprintf(r.what, sizeof(r.what), "irq %u: nobody cared, %u times in a "
		 "row", irq->line + IRQ_BASE, irq->unhandled);
	switch_off(irq, &r);
}

static void report_storm(struct irq_line *irq)
{
	struct report r = {
		.id = "irq-storm",
		.why = "the line never falls: the CPU does nothing but take "
		       "this interrupt, for good",
		.fix = "acknowledge the device in the handler, before it "
		       "returns IRQ_HANDLED; with a thread that does it, use "
		       "IRQF_ONESHOT",
	};

	snprintf(r.what, sizeof(r.what), "irq %u comes again and again, %u "
		 "times so far", irq->line + IRQ_BASE,
		 max(irq->in_a_row, irq->in_a_call));
	irq->in_a_row = irq->in_a_call = 0;
	switch_off(irq, &r);
}

/* begin: when the CPU took it.  Did anything else happen since the last? */
static void watch_storm(struct irq_line *irq, u64 begin)
{
	static struct irq_line *last;
	static u64 last_end;
	u64 call = sched_calls;

	if (irq->call != call)
		irq->in_a_call = 0;
	irq->call = call;
	if (last != irq || begin - last_end > HOME_IRQ_NS)
		irq->in_a_row = 0;
	last = irq;
	last_end = home_now();
	if (++irq->in_a_row >= STORM_IN_A_ROW ||
	    ++irq->in_a_call >= STORM_IN_A_CALL)
		report_storm(irq);
}

static irqreturn_t call_handler(struct action *a)
{
	struct sched_balance before = sched_balance();
	irqreturn_t ret = a->handler((int)(a->irq->line + IRQ_BASE),
				     a->dev_id);

	WARN(!irqs_disabled(), "irq %u handler enabled interrupts\n",
	     a->irq->line + IRQ_BASE);
	sched_check_balance(&before, "the interrupt handler returns");
	return ret;
}

static void handle_line(struct irq_line *irq)
{
	u64 begin = home_now();
	bool handled = false;

	irq->in_handler++;
	for (struct action *a = irq->actions; a; a = a->next) {
		irqreturn_t ret = call_handler(a);

		if (ret & IRQ_WAKE_THREAD)
			wake_thread(a);
		handled |= ret != IRQ_NONE;
	}
	handler_ended(irq);
	irq->unhandled = handled ? 0 : irq->unhandled + 1;
	if (irq->unhandled >= NOBODY_CARED)
		report_unhandled(irq);
	watch_storm(irq, begin);
	update_enable(irq);
}

void irq_vector(unsigned int line)
{
	struct sched_private *me = sched_self();

	host_assert(me);
	if (line == HOME_IRQ_TIMER) {
		timer_vector();
		return;
	}
	me->hardirq++;
	handle_line(&lines[line]);
	me->hardirq--;
	timer_retry();
}

static int irq_thread(void *arg)
{
	static const struct sched_balance nothing;
	struct action *a = arg;

	for (;;) {
		while (!a->thread_due && !sched_self()->should_stop) {
			sched_self()->at_rest = true;
			sched_set_state(TASK_INTERRUPTIBLE);
			sched_block_on(a, U64_MAX, "an idle irq thread");
		}
		sched_self()->at_rest = false;
		if (!a->thread_due)
			return 0;
		if (!(a->flags & IRQF_ONESHOT))
			a->thread_due = false;
		a->thread_fn((int)(a->irq->line + IRQ_BASE), a->dev_id);
		if (a->flags & IRQF_ONESHOT)
			a->thread_due = false;
		sched_check_balance(&nothing, "the interrupt's thread "
				    "returns");
		update_enable(a->irq);
		handler_ended(a->irq);
	}
}

/* --- request and free ------------------------------------------------------ */

#define IRQF_TRIGGERS	(IRQF_TRIGGER_RISING | IRQF_TRIGGER_FALLING | \
			 IRQF_TRIGGER_HIGH | IRQF_TRIGGER_LOW)

static int may_share(struct irq_line *irq, unsigned long flags,
		     const char *name)
{
	const struct action *old;

	if (!irq->actions)
		return 0;
	old = irq->actions;
	if (flags & old->flags & IRQF_SHARED &&
	    !((flags ^ old->flags) & (IRQF_ONESHOT | IRQF_TRIGGERS)))
		return 0;
	if (!(flags & IRQF_PROBE_SHARED))
		pr_err("Flags mismatch irq %u. %08lx (%s) vs. %08lx (%s)\n",
		       irq->line + IRQ_BASE, flags, name, old->flags,
		       old->name);
	return -EBUSY;
}

static int start_thread(struct action *a)
{
	char name[TASK_COMM_LEN];

	if (!a->thread_fn)
		return 0;
	snprintf(name, sizeof(name), "irq/%u-%s", a->irq->line + IRQ_BASE,
		 a->name ? a->name : "");
	a->thread = sched_create(name, irq_thread, a);
	if (!a->thread)
		return -ENOMEM;
	sched_wake(a->thread, ~0u);
	return 0;
}

static int check_request(struct irq_line *irq, irq_handler_t handler,
			 irq_handler_t thread_fn, unsigned long flags,
			 const char *name, void *dev_id)
{
	if (!irq || (!handler && !thread_fn))
		return -EINVAL;
	if (flags & IRQF_SHARED && (!dev_id || flags & IRQF_NO_AUTOEN))
		return -EINVAL;
	if (!handler && !(flags & IRQF_ONESHOT)) {
		pr_err("Threaded irq requested with handler=NULL and !ONESHOT for irq %u\n",
		       irq->line + IRQ_BASE);
		return -EINVAL;
	}
	return may_share(irq, flags, name);
}

int request_threaded_irq(unsigned int virq, irq_handler_t handler,
			 irq_handler_t thread_fn, unsigned long flags,
			 const char *name, void *dev_id)
{
	struct irq_line *irq = irq_of(virq);
	struct action **at, *a;
	int err;

	sched_might_sleep("request_threaded_irq");
	if (virq == IRQ_NOTCONNECTED)
		return -ENOTCONN;
	err = check_request(irq, handler, thread_fn, flags, name, dev_id);
	if (err)
		return err;
	if (fault_inject("request_irq"))
		return -ENOMEM;
	a = host_alloc(sizeof(*a));
	if (!a)
		return -ENOMEM;
	*a = (struct action){ .handler = handler ? handler : no_primary,
		.thread_fn = thread_fn, .flags = flags, .name = name,
		.dev_id = dev_id, .irq = irq, .stack = host_stack_here() };
	err = start_thread(a);
	if (err) {
		host_free(a);
		return err;
	}
	if (!irq->actions) {
		irq->depth = flags & IRQF_NO_AUTOEN ? 1 : 0;
		irq->unhandled = 0;
	}
	for (at = &irq->actions; *at; at = &(*at)->next)
		;
	*at = a;
	update_enable(irq);
	return 0;
}

const void *free_irq(unsigned int virq, void *dev_id)
{
	struct irq_line *irq = irq_of(virq);
	struct action **at, *a;
	const char *name;

	sched_might_sleep("free_irq");
	for (at = irq ? &irq->actions : NULL; at && *at; at = &(*at)->next)
		if ((*at)->dev_id == dev_id)
			break;
	if (!at || !*at) {
		WARN(1, "Trying to free already-free IRQ %u", virq);
		return NULL;
	}
	a = *at;
	*at = a->next;
	update_enable(irq);
	synchronize_irq(virq);
	if (a->thread)
		kthread_stop(a->thread);
	name = a->name;
	host_free(a);
	return name;
}

void synchronize_irq(unsigned int virq)
{
	struct irq_line *irq = irq_of(virq);

	sched_might_sleep("synchronize_irq");
	while (irq && irq->in_handler) {
		irq->waiters++;
		sched_set_state(TASK_UNINTERRUPTIBLE);
		sched_block_on(irq, U64_MAX, "synchronize_irq()");
		irq->waiters--;
	}
}

void disable_irq_nosync(unsigned int virq)
{
	struct irq_line *irq = irq_of(virq);

	if (!irq)
		return;
	irq->depth++;
	update_enable(irq);
}

void disable_irq(unsigned int virq)
{
	sched_might_sleep("disable_irq");
	disable_irq_nosync(virq);
	synchronize_irq(virq);
}

void enable_irq(unsigned int virq)
{
	struct irq_line *irq = irq_of(virq);

	if (!irq)
		return;
	WARN(!irq->depth, "Unbalanced enable for IRQ %u", virq);
	if (irq->depth)
		irq->depth--;
	update_enable(irq);
}

/* --- managed --------------------------------------------------------------- */

struct irq_devres {
	unsigned int irq;
	void *dev_id;
};

static void irq_release(struct device *dev, void *res)
{
	struct irq_devres d;

	home_load(res, &d, sizeof(d));
	free_irq(d.irq, d.dev_id);
}

static int irq_match(struct device *dev, void *res, void *data)
{
	struct irq_devres d, *wanted = data;

	home_load(res, &d, sizeof(d));
	return d.irq == wanted->irq && d.dev_id == wanted->dev_id;
}

int devm_request_threaded_irq(struct device *dev, unsigned int irq,
			      irq_handler_t handler, irq_handler_t thread_fn,
			      unsigned long flags, const char *name,
			      void *dev_id)
{
	struct irq_devres *d = devres_alloc(irq_release, sizeof(*d), GFP_KERNEL);
	struct irq_devres content = { irq, dev_id };
	int err;

	if (!d)
		return -ENOMEM;
	err = request_threaded_irq(irq, handler, thread_fn, flags,
				   name ? name : dev_name(dev), dev_id);
	if (err) {
		devres_free(d);
		return err;
	}
	home_store(d, &content, sizeof(content));
	devres_add(dev, d);
	return 0;
}

void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id)
{
	struct irq_devres match = { irq, dev_id };

	WARN_ON(devres_release(dev, irq_release, irq_match, &match));
}

static void report_leak(const struct action *a)
{
	struct report r = {
		.id = "irq-leak",
		.why = "the next interrupt calls code that is gone",
		.fix = "free_irq() in remove, or use devm_request_irq()",
		.nplaces = 1,
		.place = { { .what = "requested here", .stack = a->stack } },
	};

	snprintf(r.what, sizeof(r.what), "irq %u (%s) is still requested",
		 a->irq->line + IRQ_BASE, a->name ? a->name : "?");
	report_emit(&r);
}

unsigned int irq_report_leaks(void)
{
	unsigned int left = 0;

	for (unsigned int i = 0; i < HOME_NR_IRQS; i++) {
		struct action **at = &lines[i].actions, *a;

		while ((a = *at)) {
			if (!module_leaves(a->stack)) {
				at = &a->next;
				continue;
			}
			report_leak(a);
			left++;
			free_irq(i + IRQ_BASE, a->dev_id);
		}
	}
	return left;
}
