/* SPDX-License-Identifier: MIT */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

/* real: a turn of a loop that waits for something; see core/sched/sched.c, polls */
void dmaspace_cpu_relax(void);
#define cpu_relax() dmaspace_cpu_relax()

#endif
