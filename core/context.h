/* SPDX-License-Identifier: MIT */
/*
 * Contexts of the modelled kernel: who runs, where, what it holds.
 *
 * For the rooms of the K side; drivers see <linux/sched.h> and its like.
 * core/sched/sched.c owns the fields.
 */
#ifndef CORE_CONTEXT_H
#define CORE_CONTEXT_H

#include <linux/types.h>

struct host_fiber;
struct host_task;
struct task_struct;

/* Start fn(arg) as a kernel context (a kthread or a system call of task, NULL
 * for none); runnable at once.  NULL when there is no memory. */
struct task_struct *sched_spawn(const char *name, int (*fn)(void *), void *arg,
				struct host_task *task);
/* The same for a kernel thread that sleeps until it is first woken. */
struct task_struct *sched_create(const char *name, int (*fn)(void *),
				 void *arg);
/*
 * Run fn(arg) in kernel context for the calling program and wait for it: the
 * body of each system call.  Its return value; -EIO after an oops.
 */
long sched_call(const char *name, long (*fn)(void *), void *arg);
/* Wait until every context that board_spawn() started has ended. */
int sched_join_all(void);

/* Give the CPU away; true when somebody else ran. */
bool sched_yield_cpu(void);
/*
 * Sleep until sched_wake() or until the virtual time deadline (U64_MAX: none).
 * The state was set by set_current_state(); what says why, for the report of a
 * machine in which nobody can run.  Returns false on time-out.
 */
bool sched_block(u64 deadline, const char *what);
bool sched_wake(struct task_struct *task, unsigned int states);

bool sched_alive(void);			/* false after an oops */
void sched_die(void) __noreturn;	/* the current context will never go on */

/*
 * The call is over: report a lock that is still held, and let it go.  Each
 * sched_call() does it; before code is unloaded somebody must, too.
 */
void sched_check_released(void);

/* May this code sleep?  Reports sleep-in-atomic if not, naming what. */
void sched_might_sleep(const char *what);

/* Is code of a driver under us: the fault-injection of board_fail_nth().
 * true: the allocation or mapping named what must fail now. */
bool fault_inject(const char *what);

#endif
