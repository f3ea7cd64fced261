/* SPDX-License-Identifier: MIT */
/*
 * mb() and the dma_ forms order memory as devices see it: they drain pending
 * stores and renew pending loads of the board.  The smp_ forms order it among
 * CPUs, which share one coherent view, so keeping the compiler in order is all
 * that they have to do.
 */
#ifndef __ASM_BARRIER_H
#define __ASM_BARRIER_H

#include <linux/compiler.h>

void __mb(void);
void __rmb(void);
void __wmb(void);

#define mb()		__mb()
#define rmb()		__rmb()
#define wmb()		__wmb()
#define dma_mb()	__mb()
#define dma_rmb()	__rmb()
#define dma_wmb()	__wmb()
#define io_stop_wc()	do { } while (0)

#define smp_mb()	barrier()
#define smp_rmb()	barrier()
#define smp_wmb()	barrier()
#define __smp_mb()	barrier()
#define __smp_rmb()	barrier()
#define __smp_wmb()	barrier()
#define virt_mb()	barrier()
#define virt_rmb()	barrier()
#define virt_wmb()	barrier()
#define smp_acquire__after_ctrl_dep()	barrier()
#define smp_mb__after_spinlock()	barrier()

#define smp_store_mb(var, value) \
	do { WRITE_ONCE(var, value); barrier(); } while (0)
#define smp_store_release(p, v) \
	do { barrier(); WRITE_ONCE(*(p), v); } while (0)
#define smp_load_acquire(p) ({						\
	__unqual_scalar_typeof(*(p)) __sla = READ_ONCE(*(p));		\
	barrier();							\
	__sla; })

#define isb()		barrier()
#define dsb(scope)	__mb()
#define dmb(scope)	__mb()
#define csdb()		barrier()
#define nop()		barrier()

#endif
