// SPDX-License-Identifier: MIT
/* A timer function that waits for its own end. */
#include "plain.h"
#include <linux/timer.h>

static struct timer_list timer;

static void ticked(struct timer_list *t)
{
	timer_delete_sync(t);		/* BUG: in its own function */
}

static int run(void)
{
	timer_setup(&timer, ticked, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(100);
	timer_delete_sync(&timer);
	return 0;
}

PLAIN_DRIVER(run);
