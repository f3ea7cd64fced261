/* SPDX-License-Identifier: MIT */
/*
 * pm.h - power management.  A board here never goes to sleep, so the system
 * callbacks are not called; those of runtime power management are, see
 * pm_runtime.h.
 */
#ifndef _LINUX_PM_H
#define _LINUX_PM_H

#include <linux/completion.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct device;

typedef struct pm_message {
	int event;
} pm_message_t;

struct dev_pm_ops {
	int (*prepare)(struct device *dev);
	void (*complete)(struct device *dev);
	int (*suspend)(struct device *dev);
	int (*resume)(struct device *dev);
	int (*freeze)(struct device *dev);
	int (*thaw)(struct device *dev);
	int (*poweroff)(struct device *dev);
	int (*restore)(struct device *dev);
	int (*suspend_late)(struct device *dev);
	int (*resume_early)(struct device *dev);
	int (*freeze_late)(struct device *dev);
	int (*thaw_early)(struct device *dev);
	int (*poweroff_late)(struct device *dev);
	int (*restore_early)(struct device *dev);
	int (*suspend_noirq)(struct device *dev);
	int (*resume_noirq)(struct device *dev);
	int (*freeze_noirq)(struct device *dev);
	int (*thaw_noirq)(struct device *dev);
	int (*poweroff_noirq)(struct device *dev);
	int (*restore_noirq)(struct device *dev);
	int (*runtime_suspend)(struct device *dev);
	int (*runtime_resume)(struct device *dev);
	int (*runtime_idle)(struct device *dev);
};

/* What core/platform/pm.c knows of a device. */
struct dev_pm_info {
	int usage_count;
	unsigned int disable_depth;	/* 0: runtime PM is enabled */
	bool suspended;
	bool use_autosuspend;
	bool busy;			/* a callback is running */
	bool no_callbacks;
	bool can_wakeup;
};

#define SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)			\
	.suspend = suspend_fn, .resume = resume_fn,			\
	.freeze = suspend_fn, .thaw = resume_fn,			\
	.poweroff = suspend_fn, .restore = resume_fn,
#define LATE_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)			\
	.suspend_late = suspend_fn, .resume_early = resume_fn,		\
	.freeze_late = suspend_fn, .thaw_early = resume_fn,		\
	.poweroff_late = suspend_fn, .restore_early = resume_fn,
#define NOIRQ_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)		\
	.suspend_noirq = suspend_fn, .resume_noirq = resume_fn,		\
	.freeze_noirq = suspend_fn, .thaw_noirq = resume_fn,		\
	.poweroff_noirq = suspend_fn, .restore_noirq = resume_fn,
#define RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn)			\
	.runtime_suspend = suspend_fn,					\
	.runtime_resume = resume_fn,					\
	.runtime_idle = idle_fn,

#define SET_SYSTEM_SLEEP_PM_OPS		SYSTEM_SLEEP_PM_OPS
#define SET_LATE_SYSTEM_SLEEP_PM_OPS	LATE_SYSTEM_SLEEP_PM_OPS
#define SET_NOIRQ_SYSTEM_SLEEP_PM_OPS	NOIRQ_SYSTEM_SLEEP_PM_OPS
#define SET_RUNTIME_PM_OPS		RUNTIME_PM_OPS

#define DEFINE_SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn)		\
	const struct dev_pm_ops name = {				\
		SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)		\
	}
#define SIMPLE_DEV_PM_OPS(name, suspend_fn, resume_fn)			\
	const struct dev_pm_ops __maybe_unused name = {			\
		SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)		\
	}
#define UNIVERSAL_DEV_PM_OPS(name, suspend_fn, resume_fn, idle_fn)	\
	const struct dev_pm_ops __maybe_unused name = {			\
		SET_SYSTEM_SLEEP_PM_OPS(suspend_fn, resume_fn)		\
		SET_RUNTIME_PM_OPS(suspend_fn, resume_fn, idle_fn)	\
	}

#define pm_ptr(_ptr)		(_ptr)
#define pm_sleep_ptr(_ptr)	(_ptr)

#endif
