// SPDX-License-Identifier: MIT
/*
 * What keeps others off a CPU: masked interrupts, bottom halves held off,
 * preemption disabled; and what a context may ask about itself.
 *
 * Each is a count of the context, but for the interrupt mask, which is the
 * CPU's.  Same as Linux: nesting, the bits of preempt_count().
 */
#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>

#include "core/sched/sched.h"
#include "host/host.h"

unsigned long dmaspace_irq_save(void)
{
	sched_self()->off_stack = host_stack_here();
	return home_irq_mask(true);
}

void dmaspace_irq_restore(unsigned long flags)
{
	home_irq_mask(flags);
}

/* Where it was disabled, for who forgets to enable it. */
static void disabled_here(void)
{
	sched_self()->off_stack = host_stack_here();
}

void local_irq_disable(void)
{
	disabled_here();
	home_irq_mask(true);
}

void local_irq_enable(void)
{
	home_irq_mask(false);
}

bool irqs_disabled(void)
{
	return home_irq_masked();
}

void preempt_disable(void)
{
	disabled_here();
	sched_self()->preempt++;
}

void preempt_enable(void)
{
	struct sched_private *me = sched_self();

	if (WARN(!me->preempt, "preempt_enable() without preempt_disable()"))
		return;
	me->preempt--;
	sched_point(8);
}

void sched_bh_disable(void)
{
	sched_self()->bh++;
}

void sched_bh_enable(void)
{
	struct sched_private *me = sched_self();

	if (me->bh && --me->bh == 0)
		timer_retry();
}

void local_bh_disable(void)
{
	disabled_here();
	sched_bh_disable();
}

void local_bh_enable(void)
{
	WARN(!sched_self()->bh, "local_bh_enable() without local_bh_disable()");
	sched_bh_enable();
	sched_point(8);
}

/* Linux's bits: preemption 0-7, bottom halves 8-15, interrupts 16-19. */
int preempt_count(void)
{
	const struct sched_private *me = sched_self();

	return (int)(me->preempt | me->bh << 9 | me->softirq << 8 |
		     me->hardirq << 16);
}

bool dmaspace_in_irq(void)
{
	return sched_self() && sched_self()->hardirq;
}

bool dmaspace_in_softirq(void)
{
	return sched_self() && sched_self()->softirq;
}

bool dmaspace_in_interrupt(void)
{
	struct sched_private *me = sched_self();

	return me && (me->hardirq || me->softirq || me->bh);
}

bool dmaspace_in_atomic(void)
{
	struct sched_private *me = sched_self();

	return me && (me->hardirq || me->softirq || me->bh || me->preempt ||
		      home_irq_masked());
}
