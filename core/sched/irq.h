/* SPDX-License-Identifier: MIT */
#ifndef CORE_SCHED_IRQ_H
#define CORE_SCHED_IRQ_H

/* virq of the machine's line 0; 0..15 are never given out. */
#define IRQ_BASE 16u

/* Report each interrupt that a leaving module still has (irq-leak), and free
 * it; how many. */
unsigned int irq_report_leaks(void);

#endif
