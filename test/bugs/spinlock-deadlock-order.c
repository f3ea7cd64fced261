// SPDX-License-Identifier: MIT
/* Two locks, taken in one order here and in the other there. */
#include "plain.h"

static DEFINE_SPINLOCK(first);
static DEFINE_SPINLOCK(second);

static int other(void *arg)
{
	spin_lock(&second);
	udelay(10);
	spin_lock(&first);		/* BUG: first comes first */
	spin_unlock(&first);
	spin_unlock(&second);
	return 0;
}

static int run(void)
{
	struct task_struct *t = kthread_run(other, NULL, "other");

	spin_lock(&first);
	udelay(10);
	spin_lock(&second);
	spin_unlock(&second);
	spin_unlock(&first);
	return kthread_stop(t) == 0 ? 0 : -EINTR;
}

PLAIN_DRIVER(run);
