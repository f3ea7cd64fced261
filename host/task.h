/* SPDX-License-Identifier: MIT */
/*
 * host task - a user program as the board's kernel sees it.
 *
 * A task is memory that can be read, written, pinned and mapped into, a set of
 * open files, credentials and signals.  Two implementations stand behind these
 * calls: in process (the program calls board.h; its memory is ours) and, later,
 * remote (a preload client on a socket).
 *
 * Addresses are the task's own.  A range that the task has not got gives the
 * number of bytes not done, as copy_to_user() counts, never a fault of ours.
 */
#ifndef HOST_TASK_H
#define HOST_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct host_task;

/* The program that this process is. */
struct host_task *host_task_self(void);
int host_task_pid(const struct host_task *t);
const char *host_task_name(const struct host_task *t);
bool host_task_capable(const struct host_task *t);	/* is it root? */

/* Bytes that could NOT be copied; 0 is success. */
size_t host_task_read(struct host_task *t, uint64_t uaddr, void *buf,
		      size_t n);
size_t host_task_write(struct host_task *t, uint64_t uaddr, const void *buf,
		       size_t n);

/*
 * Keep the page of uaddr where it is.  writable: the task may write to it.
 * 0, or -EFAULT: not mapped, or not so; mapped board memory cannot be pinned.
 */
int host_task_pin(struct host_task *t, uint64_t uaddr, bool writable);
void host_task_unpin(struct host_task *t, uint64_t uaddr);

/*
 * Reserve size bytes of the task's address space for a mapping of board
 * memory (deterministic addresses); its address or 0.
 */
uint64_t host_task_mmap_reserve(struct host_task *t, size_t size);
/* Put bytes [offset, offset + size) of fd into a reserved range. */
int host_task_map(struct host_task *t, uint64_t uaddr, size_t size, int fd,
		  uint64_t offset, bool write);
int host_task_unmap(struct host_task *t, uint64_t uaddr, size_t size);

bool host_task_signal_pending(const struct host_task *t);
void host_task_signal(struct host_task *t, int sig);
void host_task_signal_clear(struct host_task *t);

#endif
