/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_IOPOLL_H
#define _LINUX_IOPOLL_H

#include <asm/processor.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/ktime.h>

/*
 * Call op(args) into val until cond; sleep_us between (0: do not sleep).  0 or
 * -ETIMEDOUT after timeout_us (0: never).  Sleeps unless sleep_us is 0.
 */
#define read_poll_timeout(op, val, cond, sleep_us, timeout_us,		\
			  sleep_before_read, args...)			\
({									\
	u64 __timeout = (timeout_us);					\
	unsigned long __sleep = (sleep_us);				\
	ktime_t __end = ktime_add_us(ktime_get(), __timeout);		\
									\
	might_sleep_if(__sleep != 0);					\
	if ((sleep_before_read) && __sleep)				\
		usleep_range((__sleep >> 2) + 1, __sleep);		\
	for (;;) {							\
		(val) = op(args);					\
		if (cond)						\
			break;						\
		if (__timeout && ktime_compare(ktime_get(), __end) > 0) { \
			(val) = op(args);				\
			break;						\
		}							\
		if (__sleep)						\
			usleep_range((__sleep >> 2) + 1, __sleep);	\
		cpu_relax();						\
	}								\
	(cond) ? 0 : -ETIMEDOUT;					\
})

#define read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us,	\
				 delay_before_read, args...)		\
({									\
	u64 __timeout = (timeout_us);					\
	unsigned long __delay = (delay_us);				\
	ktime_t __end = ktime_add_us(ktime_get(), __timeout);		\
									\
	if ((delay_before_read) && __delay)				\
		udelay(__delay);					\
	for (;;) {							\
		(val) = op(args);					\
		if (cond)						\
			break;						\
		if (__timeout && ktime_compare(ktime_get(), __end) > 0) { \
			(val) = op(args);				\
			break;						\
		}							\
		if (__delay)						\
			udelay(__delay);				\
		cpu_relax();						\
	}								\
	(cond) ? 0 : -ETIMEDOUT;					\
})

#define readx_poll_timeout(op, addr, val, cond, sleep_us, timeout_us)	\
	read_poll_timeout(op, val, cond, sleep_us, timeout_us, false, addr)
#define readx_poll_timeout_atomic(op, addr, val, cond, delay_us, timeout_us) \
	read_poll_timeout_atomic(op, val, cond, delay_us, timeout_us, false, addr)

#define readb_poll_timeout(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout(readb, addr, val, cond, delay_us, timeout_us)
#define readw_poll_timeout(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout(readw, addr, val, cond, delay_us, timeout_us)
#define readl_poll_timeout(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout(readl, addr, val, cond, delay_us, timeout_us)
#define readq_poll_timeout(addr, val, cond, delay_us, timeout_us)	\
	readx_poll_timeout(readq, addr, val, cond, delay_us, timeout_us)
#define readl_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout_atomic(readl, addr, val, cond, delay_us, timeout_us)
#define readq_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout_atomic(readq, addr, val, cond, delay_us, timeout_us)
#define readl_relaxed_poll_timeout(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout(readl_relaxed, addr, val, cond, delay_us, timeout_us)
#define readl_relaxed_poll_timeout_atomic(addr, val, cond, delay_us, timeout_us) \
	readx_poll_timeout_atomic(readl_relaxed, addr, val, cond, delay_us, timeout_us)

#endif
