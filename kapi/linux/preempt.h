/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/types.h>

void preempt_disable(void);
void preempt_enable(void);
int preempt_count(void);

bool dmaspace_in_irq(void);
bool dmaspace_in_softirq(void);
bool dmaspace_in_interrupt(void);
bool dmaspace_in_atomic(void);

#define in_interrupt()	dmaspace_in_interrupt()
#define in_serving_softirq() dmaspace_in_softirq()
#define in_softirq()	(dmaspace_in_interrupt() && !dmaspace_in_irq())
#define in_irq()	dmaspace_in_irq()
#define in_hardirq()	dmaspace_in_irq()
#define in_task()	(!dmaspace_in_irq() && !dmaspace_in_softirq())
#define in_atomic()	dmaspace_in_atomic()
#define preemptible()	(!dmaspace_in_atomic())

#endif
