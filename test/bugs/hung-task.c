// SPDX-License-Identifier: MIT
/* Something goes on for ever, but nobody completes what is waited for. */
#include "plain.h"
#include <linux/timer.h>

static DECLARE_COMPLETION(done);
static unsigned int ticks;

static void tick(struct timer_list *t)
{
	ticks++;
	mod_timer(t, jiffies + HZ);
}
static DEFINE_TIMER(timer, tick);

static int run(void)
{
	mod_timer(&timer, jiffies + HZ);
	wait_for_completion(&done);	/* BUG: tick() forgets it */
	timer_delete_sync(&timer);
	return 0;
}

PLAIN_DRIVER(run);
