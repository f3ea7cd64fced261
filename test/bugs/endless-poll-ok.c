// SPDX-License-Identifier: MIT
/* A poll of what another thread changes. */
#include "plain.h"

static int done;

static int other(void *arg)
{
	msleep(20);
	WRITE_ONCE(done, 1);
	return 0;
}

static int run(void)
{
	struct task_struct *t = kthread_run(other, NULL, "other");

	if (IS_ERR(t))
		return PTR_ERR(t);
	while (!READ_ONCE(done))
		cpu_relax();
	kthread_stop(t);
	return 0;
}

PLAIN_DRIVER(run);
