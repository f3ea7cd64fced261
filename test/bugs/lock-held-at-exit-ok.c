// SPDX-License-Identifier: MIT
/* Every path releases it. */
#include "plain.h"

static DEFINE_MUTEX(lock);

static int run(void)
{
	int err = 0;

	mutex_lock(&lock);
	if (!jiffies)
		err = -EBUSY;
	mutex_unlock(&lock);
	return err;
}

PLAIN_DRIVER(run);
