/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_TIMER_H
#define _LINUX_TIMER_H

#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/types.h>

struct timer_list {
	unsigned long expires;		/* jiffies */
	void (*function)(struct timer_list *t);
	u32 flags;
	void *event;			/* core/sched/timer.c: armed event, or NULL */
};

#define __TIMER_INITIALIZER(fn, fl) { .function = (fn), .flags = (fl) }
#define DEFINE_TIMER(name, fn)						\
	struct timer_list name = __TIMER_INITIALIZER(fn, 0)

void timer_setup(struct timer_list *t, void (*fn)(struct timer_list *),
		 unsigned int flags);
#define timer_setup_on_stack(t, fn, flags) timer_setup(t, fn, flags)
#define destroy_timer_on_stack(t)	do { (void)(t); } while (0)
#define from_timer(var, t, field)					\
	container_of(t, typeof(*var), field)
#define timer_container_of(var, t, field)				\
	container_of(t, typeof(*var), field)

void add_timer(struct timer_list *t);
int mod_timer(struct timer_list *t, unsigned long expires);
int timer_pending(const struct timer_list *t);
int timer_delete(struct timer_list *t);
int timer_delete_sync(struct timer_list *t);
int timer_shutdown(struct timer_list *t);
int timer_shutdown_sync(struct timer_list *t);
#define del_timer(t)		timer_delete(t)
#define del_timer_sync(t)	timer_delete_sync(t)

#endif
