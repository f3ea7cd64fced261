// SPDX-License-Identifier: MIT
/*
 * pm - runtime power management: users counted, the driver's callbacks called.
 *
 * Same as Linux: states, counts, results; callbacks without interrupts masked.
 * Not the same:  nothing is done later: an asynchronous put or an autosuspend
 * leaves the device on, pm_runtime_get() resumes at once.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/pm_runtime.h>
#include <linux/refused.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "core/context.h"

static const struct dev_pm_ops *ops_of(const struct device *dev)
{
	if (dev->power.no_callbacks)
		return NULL;
	if (dev->type && dev->type->pm)
		return dev->type->pm;
	return dev->driver ? dev->driver->pm : NULL;
}

/* Who waits for the end of a callback. */
static DECLARE_WAIT_QUEUE_HEAD(idle);

static void callback_done(struct device *dev)
{
	dev->power.busy = false;
	wake_up_all(&idle);
}

static int suspend(struct device *dev)
{
	const struct dev_pm_ops *ops = ops_of(dev);
	int ret = 0;

	if (dev->power.disable_depth)
		return -EACCES;
	if (dev->power.suspended)
		return 1;
	if (dev->power.usage_count > 0)
		return -EAGAIN;
	if (dev->power.busy)
		return -EINPROGRESS;
	sched_might_sleep("runtime_suspend");
	dev->power.busy = true;
	if (ops && ops->runtime_suspend)
		ret = ops->runtime_suspend(dev);
	if (!ret)
		dev->power.suspended = true;
	callback_done(dev);
	return ret;
}

int pm_runtime_resume(struct device *dev)
{
	const struct dev_pm_ops *ops = ops_of(dev);
	int ret = 0;

	if (dev->power.disable_depth)
		return dev->power.suspended ? -EACCES : 1;
	if (dev->power.busy)
		wait_event(idle, !dev->power.busy);
	if (!dev->power.suspended)
		return 1;
	sched_might_sleep("runtime_resume");
	dev->power.busy = true;
	if (ops && ops->runtime_resume)
		ret = ops->runtime_resume(dev);
	if (!ret)
		dev->power.suspended = false;
	callback_done(dev);
	return ret;
}

int pm_runtime_idle(struct device *dev)
{
	const struct dev_pm_ops *ops = ops_of(dev);
	int ret = 0;

	if (dev->power.disable_depth)
		return -EACCES;
	if (dev->power.usage_count > 0 || dev->power.suspended)
		return -EAGAIN;
	if (ops && ops->runtime_idle)
		ret = ops->runtime_idle(dev);
	if (ret || dev->power.use_autosuspend)
		return ret;
	return suspend(dev);
}

int pm_runtime_suspend(struct device *dev)
{
	return suspend(dev);
}

int pm_runtime_get_sync(struct device *dev)
{
	dev->power.usage_count++;
	return pm_runtime_resume(dev);
}

/* Linux may do it later, so it may be called where nobody sleeps. */
int pm_runtime_get(struct device *dev)
{
	if (dev->power.suspended && !dev->power.disable_depth &&
	    (in_atomic() || irqs_disabled()))
		__refused("pm_runtime_get() of a suspended device in atomic context");
	return pm_runtime_get_sync(dev);
}

int pm_runtime_resume_and_get(struct device *dev)
{
	int ret = pm_runtime_get_sync(dev);

	if (ret < 0) {
		pm_runtime_put_noidle(dev);
		return ret;
	}
	return 0;
}

int pm_runtime_get_if_in_use(struct device *dev)
{
	if (dev->power.disable_depth)
		return -EINVAL;
	if (dev->power.suspended || !dev->power.usage_count)
		return 0;
	dev->power.usage_count++;
	return 1;
}

/* 0: that was the last user; 1: others remain; -EINVAL: there was none. */
static int drop_user(struct device *dev)
{
	if (WARN(dev->power.usage_count <= 0,
		 "%s: Runtime PM usage count underflow!\n", dev_name(dev)))
		return -EINVAL;
	return --dev->power.usage_count > 0;
}

int pm_runtime_put_sync(struct device *dev)
{
	int ret = drop_user(dev);

	if (ret)
		return ret < 0 ? ret : 0;
	return pm_runtime_idle(dev);
}

int pm_runtime_put_sync_suspend(struct device *dev)
{
	int ret = drop_user(dev);

	if (ret)
		return ret < 0 ? ret : 0;
	return suspend(dev);
}

int pm_runtime_put(struct device *dev)
{
	int ret = drop_user(dev);

	return ret < 0 ? ret : 0;
}

int pm_runtime_put_autosuspend(struct device *dev)
{
	return pm_runtime_put(dev);
}

void pm_runtime_enable(struct device *dev)
{
	if (WARN(!dev->power.disable_depth,
		 "%s: Unbalanced pm_runtime_enable!\n", dev_name(dev)))
		return;
	dev->power.disable_depth--;
}

void __pm_runtime_disable(struct device *dev, bool check_resume)
{
	dev->power.disable_depth++;
}

static void disable_action(void *data)
{
	struct device *dev = data;

	pm_runtime_dont_use_autosuspend(dev);
	pm_runtime_disable(dev);
}

int devm_pm_runtime_enable(struct device *dev)
{
	pm_runtime_enable(dev);
	return devm_add_action_or_reset(dev, disable_action, dev);
}

static int set_status(struct device *dev, bool suspended)
{
	if (!dev->power.disable_depth)
		return -EAGAIN;
	dev->power.suspended = suspended;
	return 0;
}

int pm_runtime_set_active(struct device *dev)
{
	return set_status(dev, false);
}

int pm_runtime_set_suspended(struct device *dev)
{
	return set_status(dev, true);
}

int pm_runtime_force_suspend(struct device *dev)
{
	const struct dev_pm_ops *ops = ops_of(dev);
	int ret = 0;

	pm_runtime_disable(dev);
	if (dev->power.suspended)
		return 0;
	if (ops && ops->runtime_suspend)
		ret = ops->runtime_suspend(dev);
	if (ret)
		pm_runtime_enable(dev);
	else
		dev->power.suspended = true;
	return ret;
}

int pm_runtime_force_resume(struct device *dev)
{
	const struct dev_pm_ops *ops = ops_of(dev);
	int ret = 0;

	if (dev->power.suspended && dev->power.usage_count > 0) {
		if (ops && ops->runtime_resume)
			ret = ops->runtime_resume(dev);
		if (!ret)
			dev->power.suspended = false;
	}
	pm_runtime_enable(dev);
	return ret;
}
