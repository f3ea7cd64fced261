// SPDX-License-Identifier: MIT
/* Two threads and a lock. */
#include "plain.h"

static DEFINE_SPINLOCK(lock);
static int n;

static int add(void *arg)
{
	for (int i = 0; i < 200; i++) {
		spin_lock(&lock);
		n++;
		spin_unlock(&lock);
	}
	return 0;
}

static int run(void)
{
	struct task_struct *t = kthread_run(add, NULL, "add");

	if (IS_ERR(t))
		return PTR_ERR(t);
	add(NULL);
	kthread_stop(t);
	return n == 400 || n == 200 ? 0 : -EIO;
}

PLAIN_DRIVER(run);
