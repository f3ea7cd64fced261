/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/preempt.h>
#include <linux/types.h>

unsigned int dmaspace_cpu(void);
unsigned int dmaspace_nr_cpus(void);

#define raw_smp_processor_id()	dmaspace_cpu()
#define smp_processor_id()	dmaspace_cpu()
#define get_cpu()		({ preempt_disable(); dmaspace_cpu(); })
#define put_cpu()		preempt_enable()
#define num_online_cpus()	dmaspace_nr_cpus()
#define num_possible_cpus()	dmaspace_nr_cpus()
#define nr_cpu_ids		dmaspace_nr_cpus()

#endif
