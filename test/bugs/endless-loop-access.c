// SPDX-License-Identifier: MIT
/* A loop that works all the time and never ends; a tick comes meanwhile. */
#include "plain.h"
#include <linux/timer.h>

static unsigned int table[64];
static struct timer_list tick;

static void ticked(struct timer_list *t)
{
	mod_timer(t, jiffies + 1);
}

static int run(void)
{
	unsigned int i;

	timer_setup(&tick, ticked, 0);
	mod_timer(&tick, jiffies + 1);
	for (i = 0; table[0] + 1 > i % 64; i++)	/* BUG: always */
		table[i % 64] = 64;
	return 0;
}

PLAIN_DRIVER(run);
