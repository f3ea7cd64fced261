/* SPDX-License-Identifier: MIT */
/*
 * pm_runtime.h - runtime power management.  Real: users are counted, the
 * driver's runtime_resume() and runtime_suspend() are called.
 *
 * Not the same: what Linux does later in a worker or after the autosuspend
 * delay is not done at all: a device that nobody uses may stay on for ever.
 */
#ifndef _LINUX_PM_RUNTIME_H
#define _LINUX_PM_RUNTIME_H

#include <linux/device.h>
#include <linux/pm.h>

void pm_runtime_enable(struct device *dev);
void __pm_runtime_disable(struct device *dev, bool check_resume);
int devm_pm_runtime_enable(struct device *dev);

/* 0: resumed, 1: was active already, -EACCES: not enabled, or the callback's
 * error.  get_sync() keeps the count also then; resume_and_get() does not. */
int pm_runtime_get_sync(struct device *dev);
int pm_runtime_resume_and_get(struct device *dev);
int pm_runtime_resume(struct device *dev);
int pm_runtime_get(struct device *dev);
int pm_runtime_get_if_in_use(struct device *dev);
int pm_runtime_put_sync(struct device *dev);
int pm_runtime_put_sync_suspend(struct device *dev);
int pm_runtime_put(struct device *dev);
int pm_runtime_put_autosuspend(struct device *dev);
int pm_runtime_suspend(struct device *dev);
int pm_runtime_idle(struct device *dev);
int pm_runtime_set_active(struct device *dev);
int pm_runtime_set_suspended(struct device *dev);
int pm_runtime_force_suspend(struct device *dev);
int pm_runtime_force_resume(struct device *dev);

static inline void pm_runtime_disable(struct device *dev)
{
	__pm_runtime_disable(dev, true);
}

static inline void pm_runtime_get_noresume(struct device *dev)
{
	dev->power.usage_count++;
}

static inline void pm_runtime_put_noidle(struct device *dev)
{
	if (dev->power.usage_count > 0)
		dev->power.usage_count--;
}

static inline bool pm_runtime_enabled(struct device *dev)
{
	return !dev->power.disable_depth;
}

static inline bool pm_runtime_active(struct device *dev)
{
	return !dev->power.suspended || dev->power.disable_depth;
}

static inline bool pm_runtime_suspended(struct device *dev)
{
	return dev->power.suspended && !dev->power.disable_depth;
}

static inline bool pm_runtime_status_suspended(struct device *dev)
{
	return dev->power.suspended;
}

static inline void pm_runtime_use_autosuspend(struct device *dev)
{
	dev->power.use_autosuspend = true;
}

static inline void pm_runtime_dont_use_autosuspend(struct device *dev)
{
	dev->power.use_autosuspend = false;
}

static inline void pm_runtime_set_autosuspend_delay(struct device *dev,
						    int delay)
{
}

static inline void pm_runtime_mark_last_busy(struct device *dev)
{
}

static inline void pm_runtime_no_callbacks(struct device *dev)
{
	dev->power.no_callbacks = true;
}

static inline void pm_suspend_ignore_children(struct device *dev, bool enable)
{
}

#endif
