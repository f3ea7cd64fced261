// SPDX-License-Identifier: MIT
/* Two locks, taken in one order here and in the other there. */
#include "plain.h"

static DEFINE_SPINLOCK(first);
static DEFINE_SPINLOCK(second);
static atomic_t holders = ATOMIC_INIT(0);

/* Only now and then on hardware; here each time. */
static void meet(void)
{
	atomic_inc(&holders);
	while (atomic_read(&holders) < 2)
		cpu_relax();
}

static int other(void *arg)
{
	spin_lock(&second);
	meet();
	spin_lock(&first);		/* BUG: first comes first */
	spin_unlock(&first);
	spin_unlock(&second);
	return 0;
}

static int run(void)
{
	struct task_struct *t = kthread_run(other, NULL, "other");

	spin_lock(&first);
	meet();
	spin_lock(&second);
	spin_unlock(&second);
	spin_unlock(&first);
	return kthread_stop(t) == 0 ? 0 : -EINTR;
}

PLAIN_DRIVER(run);
