// SPDX-License-Identifier: MIT
/* A timer function that sleeps. */
#include "plain.h"
#include <linux/timer.h>

static struct timer_list timer;

static void ticked(struct timer_list *t)
{
	msleep(1);			/* BUG: no thread of its own */
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
