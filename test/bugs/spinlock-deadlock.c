// SPDX-License-Identifier: MIT
/* A lock is taken twice. */
#include "plain.h"

static DEFINE_SPINLOCK(lock);

static void count(void)
{
	spin_lock(&lock);		/* BUG: held */
	spin_unlock(&lock);
}

static int run(void)
{
	spin_lock(&lock);
	count();
	spin_unlock(&lock);
	return 0;
}

PLAIN_DRIVER(run);
