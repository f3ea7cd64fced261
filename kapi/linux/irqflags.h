/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#include <linux/types.h>

/* real: interrupts of the modelled CPU that runs this code */
unsigned long dmaspace_irq_save(void);
void dmaspace_irq_restore(unsigned long flags);
void local_irq_disable(void);
void local_irq_enable(void);
bool irqs_disabled(void);

#define local_irq_save(flags)	((flags) = dmaspace_irq_save())
#define local_irq_restore(flags) dmaspace_irq_restore(flags)

#endif
