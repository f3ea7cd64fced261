/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/preempt.h>
#include <linux/processor.h>
#include <linux/smp.h>
#include <linux/types.h>

#define TASK_RUNNING		0x0000
#define TASK_INTERRUPTIBLE	0x0001
#define TASK_UNINTERRUPTIBLE	0x0002
#define TASK_WAKEKILL		0x0100
#define TASK_NOLOAD		0x0400
#define TASK_IDLE		(TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_KILLABLE		(TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_NOLOAD		0x0400
#define TASK_IDLE		(TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL		(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define TASK_COMM_LEN		16
#define MAX_SCHEDULE_TIMEOUT	LONG_MAX

struct host_fiber;
struct host_task;
struct mm_struct;

/* Drivers read comm and pid; the rest belongs to core/sched/sched.c. */
struct task_struct {
	unsigned int __state;
	pid_t pid;
	pid_t tgid;
	char comm[TASK_COMM_LEN];
	unsigned int flags;
	struct mm_struct *mm;
	struct host_task *host;		/* NULL: a kernel thread */
	struct sched_private *sched;
};

#define PF_KTHREAD 0x00200000

struct task_struct *get_current(void);
#define current get_current()

void dmaspace_set_state(unsigned int state);
#define set_current_state(state)	dmaspace_set_state(state)
#define __set_current_state(state)	dmaspace_set_state(state)

void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_killable(long timeout);
long schedule_timeout_uninterruptible(long timeout);
long io_schedule_timeout(long timeout);
void io_schedule(void);
void yield(void);
int cond_resched(void);

int wake_up_process(struct task_struct *task);
int wake_up_state(struct task_struct *task, unsigned int state);
int signal_pending(struct task_struct *task);
int fatal_signal_pending(struct task_struct *task);
int signal_pending_state(unsigned int state, struct task_struct *task);

struct task_struct *get_task_struct(struct task_struct *task);
void put_task_struct(struct task_struct *task);

static inline pid_t task_pid_nr(struct task_struct *task)
{
	return task->pid;
}

static inline pid_t task_tgid_nr(struct task_struct *task)
{
	return task->tgid;
}

#endif
