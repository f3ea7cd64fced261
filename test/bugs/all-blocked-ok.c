// SPDX-License-Identifier: MIT
/* A time-out ends the wait, in no real time. */
#include "plain.h"

static DECLARE_COMPLETION(done);

static int run(void)
{
	return wait_for_completion_timeout(&done, 600 * HZ) ? -EIO : 0;
}

PLAIN_DRIVER(run);
