// SPDX-License-Identifier: MIT
/* Nobody completes it. */
#include "plain.h"

static DECLARE_COMPLETION(done);

static int run(void)
{
	wait_for_completion(&done);	/* BUG: who? */
	return 0;
}

PLAIN_DRIVER(run);
