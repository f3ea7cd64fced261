// SPDX-License-Identifier: MIT
/* Try first. */
#include "plain.h"

static DEFINE_MUTEX(lock);

static int run(void)
{
	mutex_lock(&lock);
	if (mutex_trylock(&lock))
		return -EIO;
	mutex_unlock(&lock);
	return 0;
}

PLAIN_DRIVER(run);
