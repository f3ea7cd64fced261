// SPDX-License-Identifier: MIT
/* The error path forgets the lock. */
#include "plain.h"

static DEFINE_MUTEX(lock);

static int run(void)
{
	mutex_lock(&lock);		/* BUG: kept */
	if (jiffies)
		return -EBUSY;
	mutex_unlock(&lock);
	return 0;
}

PLAIN_DRIVER(run);
