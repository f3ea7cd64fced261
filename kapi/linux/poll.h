/* SPDX-License-Identifier: MIT */
/* poll.h - waiting until a file is ready.  All real. */
#ifndef _LINUX_POLL_H
#define _LINUX_POLL_H

#include <linux/eventpoll.h>
#include <linux/fs.h>
#include <linux/types.h>
#include <linux/wait.h>

struct poll_table_struct;

typedef void (*poll_queue_proc)(struct file *, wait_queue_head_t *,
				struct poll_table_struct *);

typedef struct poll_table_struct {
	poll_queue_proc _qproc;
	__poll_t _key;
} poll_table;

static inline void poll_wait(struct file *filp, wait_queue_head_t *wait,
			     poll_table *p)
{
	if (p && p->_qproc && wait)
		p->_qproc(filp, wait, p);
}

static inline bool poll_does_not_wait(const poll_table *p)
{
	return !p || !p->_qproc;
}

static inline __poll_t poll_requested_events(const poll_table *p)
{
	return p ? p->_key : ~(__poll_t)0;
}

#define DEFAULT_POLLMASK (EPOLLIN | EPOLLOUT | EPOLLRDNORM | EPOLLWRNORM)

__poll_t vfs_poll(struct file *file, struct poll_table_struct *pt);

#endif
