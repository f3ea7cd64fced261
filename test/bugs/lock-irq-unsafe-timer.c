// SPDX-License-Identifier: MIT
/* A timer takes a lock that others take where the timer may come. */
#include "plain.h"
#include <linux/timer.h>

static DEFINE_SPINLOCK(lock);
static struct timer_list timer;
static int count;

static void ticked(struct timer_list *t)
{
	spin_lock(&lock);
	count++;
	spin_unlock(&lock);
}

static int run(void)
{
	timer_setup(&timer, ticked, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(20);
	spin_lock(&lock);		/* BUG: _bh */
	count++;
	spin_unlock(&lock);
	timer_delete_sync(&timer);
	return 0;
}

PLAIN_DRIVER(run);
