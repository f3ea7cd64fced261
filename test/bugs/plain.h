/* SPDX-License-Identifier: MIT */
/*
 * What the drivers of this folder that need no device have in common: the bug
 * is in one function that insmod runs.
 */
#ifndef BUGS_PLAIN_H
#define BUGS_PLAIN_H

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#define PLAIN_DRIVER(run)						\
static int __init plain_init(void)					\
{									\
	return run();							\
}									\
static void __exit plain_exit(void)					\
{									\
}									\
module_init(plain_init);						\
module_exit(plain_exit);						\
MODULE_LICENSE("Dual MIT/GPL")

#endif
