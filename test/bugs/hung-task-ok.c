// SPDX-License-Identifier: MIT
/* The hundredth tick completes it. */
#include "plain.h"
#include <linux/timer.h>

static DECLARE_COMPLETION(done);
static unsigned int ticks;

static void tick(struct timer_list *t)
{
	if (++ticks == 100)
		complete(&done);
	mod_timer(t, jiffies + HZ);
}
static DEFINE_TIMER(timer, tick);

static int run(void)
{
	mod_timer(&timer, jiffies + HZ);
	wait_for_completion(&done);
	timer_delete_sync(&timer);
	return 0;
}

PLAIN_DRIVER(run);
