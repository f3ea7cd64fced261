// SPDX-License-Identifier: MIT
/* A work function that keeps the lock. */
#include "plain.h"
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(lock);

static void work_fn(struct work_struct *work)
{
	spin_lock(&lock);		/* BUG: kept */
}

static int run(void)
{
	static DECLARE_WORK(work, work_fn);

	schedule_work(&work);
	flush_work(&work);
	return 0;
}

PLAIN_DRIVER(run);
