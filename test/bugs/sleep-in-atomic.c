// SPDX-License-Identifier: MIT
/* An allocation that may sleep, under a spinlock. */
#include "plain.h"

static DEFINE_SPINLOCK(lock);

static int run(void)
{
	void *p;

	spin_lock(&lock);
	p = kmalloc(64, GFP_KERNEL);	/* BUG: GFP_ATOMIC */
	spin_unlock(&lock);
	kfree(p);
	return 0;
}

PLAIN_DRIVER(run);
