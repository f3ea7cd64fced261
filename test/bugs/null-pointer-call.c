// SPDX-License-Identifier: MIT
/* A callback that nobody set. */
#include <linux/module.h>

static struct {
	int (*start)(void *arg);
} ops;

static int __init call_init(void)
{
	return READ_ONCE(ops.start)(&ops);	/* BUG: not set */
}
module_init(call_init);

MODULE_LICENSE("Dual MIT/GPL");
