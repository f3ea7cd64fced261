// SPDX-License-Identifier: MIT
/* A mutex is taken twice. */
#include "plain.h"

static DEFINE_MUTEX(lock);

static int run(void)
{
	mutex_lock(&lock);
	mutex_lock(&lock);		/* BUG: held */
	mutex_unlock(&lock);
	mutex_unlock(&lock);
	return 0;
}

PLAIN_DRIVER(run);
