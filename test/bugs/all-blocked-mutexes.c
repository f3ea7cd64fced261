// SPDX-License-Identifier: MIT
/* Two mutexes, taken in one order here and in the other there. */
#include "plain.h"

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);

static int other(void *arg)
{
	mutex_lock(&second);
	usleep_range(10, 20);
	mutex_lock(&first);		/* BUG: first comes first */
	mutex_unlock(&first);
	mutex_unlock(&second);
	return 0;
}

static int run(void)
{
	struct task_struct *t = kthread_run(other, NULL, "other");

	mutex_lock(&first);
	usleep_range(10, 20);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);
	kthread_stop(t);
	return 0;
}

PLAIN_DRIVER(run);
