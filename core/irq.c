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

#include "core/irq.h"
#include "core/module.h"
#include "core/sched.h"
#include "dmaspace/report.h"
#include "host/host.h"

#define NOBODY_CARED 1000u		/* Linux: 99900 of 100000 */

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
	unsigned int in_handler;	/* or its threads */
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
	a->thread_due = true;
	sched_wake(a->thread, ~0u);
}

static void report_unhandled(struct irq_line *irq)
{
	struct report r = {
		.id = "irq-nobody-cared",
		.why = "the line stays up: the CPU does nothing but take this "
		       "interrupt, until Linux switches the line off",
		.fix = "acknowledge the device in the handler and return "
		       "IRQ_HANDLED",
		.nplaces = irq->actions != NULL,
	};

	snprintf(r.what, sizeof(r.what), "irq %u: nobody cared, %u times in a "
		 "row", irq->line + IRQ_BASE, irq->unhandled);
	if (irq->actions) {
		r.place[0].what = "requested here";
		r.place[0].stack = irq->actions->stack;
	}
	report_emit(&r);
	irq->depth++;
	update_enable(irq);
}

static void handle_line(struct irq_line *irq)
{
	bool handled = false;

	irq->in_handler++;
	for (struct action *a = irq->actions; a; a = a->next) {
		irqreturn_t ret = a->handler((int)(irq->line + IRQ_BASE),
					     a->dev_id);

		if (ret & IRQ_WAKE_THREAD && a->thread)
			wake_thread(a);
		handled |= ret != IRQ_NONE;
	}
	irq->in_handler--;
	irq->unhandled = handled ? 0 : irq->unhandled + 1;
	if (irq->unhandled >= NOBODY_CARED)
		report_unhandled(irq);
	update_enable(irq);
}

void irq_vector(unsigned int line)
{
	struct sched_private *me = sched_self();

	host_assert(me);
	me->hardirq++;
	if (line == HOME_IRQ_TIMER)
		timer_vector();
	else
		handle_line(&lines[line]);
	me->hardirq--;
}

static int irq_thread(void *arg)
{
	struct action *a = arg;

	for (;;) {
		while (!a->thread_due && !kthread_should_stop()) {
			sched_set_state(TASK_UNINTERRUPTIBLE);
			sched_block_on(a, U64_MAX, "an idle irq thread");
		}
		if (!a->thread_due)
			return 0;
		a->irq->in_handler++;
		if (!(a->flags & IRQF_ONESHOT))
			a->thread_due = false;
		a->thread_fn((int)(a->irq->line + IRQ_BASE), a->dev_id);
		if (a->flags & IRQF_ONESHOT)
			a->thread_due = false;
		a->irq->in_handler--;
		update_enable(a->irq);
		sched_wake_channel(a->irq, INT_MAX);
	}
}

/* --- request and free ------------------------------------------------------ */

static int may_share(struct irq_line *irq, unsigned long flags)
{
	if (!irq->actions)
		return 0;
	if (flags & irq->actions->flags & IRQF_SHARED)
		return 0;
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
			 void *dev_id)
{
	if (!irq || (!handler && !thread_fn))
		return -EINVAL;
	if (flags & IRQF_SHARED && !dev_id)
		return -EINVAL;
	if (!handler && !(flags & IRQF_ONESHOT)) {
		pr_err("Threaded irq requested with handler=NULL and !ONESHOT for irq %u\n",
		       irq->line + IRQ_BASE);
		return -EINVAL;
	}
	return may_share(irq, flags);
}

int request_threaded_irq(unsigned int virq, irq_handler_t handler,
			 irq_handler_t thread_fn, unsigned long flags,
			 const char *name, void *dev_id)
{
	struct irq_line *irq = irq_of(virq);
	struct action **at, *a;
	int err = check_request(irq, handler, thread_fn, flags, dev_id);

	sched_might_sleep("request_threaded_irq");
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
	if (!irq->actions)
		irq->depth = flags & IRQF_NO_AUTOEN ? 1 : 0;
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

	while (irq && irq->in_handler && !sched_self()->hardirq) {
		sched_set_state(TASK_UNINTERRUPTIBLE);
		sched_block_on(irq, home_now() + 1000, "synchronize_irq()");
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
