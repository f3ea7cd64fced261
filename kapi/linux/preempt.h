/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/types.h>

void preempt_disable(void);
void preempt_enable(void);
int preempt_count(void);

bool dmaspace_in_irq(void);
bool dmaspace_in_atomic(void);

#define in_interrupt()	dmaspace_in_irq()
#define in_irq()	dmaspace_in_irq()
#define in_hardirq()	dmaspace_in_irq()
#define in_task()	(!dmaspace_in_irq())
#define in_atomic()	dmaspace_in_atomic()
#define preemptible()	(!dmaspace_in_atomic())

#endif
