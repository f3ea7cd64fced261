// SPDX-License-Identifier: MIT
/*
 * The task that this process is: its memory is ours.
 *
 * Reads and writes are copies whose fault is caught; what such a copy could not
 * do is done again by process_vm_readv() on ourselves, which knows how far it
 * came.  So a bad pointer of a program is -EFAULT and not a fault of ours.
 * Mappings of board memory get addresses from a window of their own, the same in
 * each run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "host/host.h"
#include "host/private.h"
#include "host/task.h"

#define MMAP_BASE	UINT64_C(0x300000000000)
#define MMAP_SIZE	(UINT64_C(1) << 40)
#define PAGE		4096u

struct host_task {
	uint64_t mmap_next;
	int pending;			/* a signal's number, 0: none */
};

static struct host_task self = { .mmap_next = MMAP_BASE };

struct host_task *host_task_self(void)
{
	return &self;
}

int host_task_pid(const struct host_task *t)
{
	(void)t;
	return 2;			/* the same in each run */
}

const char *host_task_name(const struct host_task *t)
{
	(void)t;
	return "program";
}

bool host_task_capable(const struct host_task *t)
{
	(void)t;
	return true;			/* it runs the board: it is root there */
}

static size_t copy_some(bool write, uint64_t uaddr, void *buf, size_t n)
{
	struct iovec local = { .iov_base = buf, .iov_len = n };
	struct iovec remote = { .iov_base = (void *)(uintptr_t)uaddr,
				.iov_len = n };
	ssize_t done;

	if (write)
		done = process_vm_writev(getpid(), &local, 1, &remote, 1, 0);
	else
		done = process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
	return done < 0 ? 0 : (size_t)done;
}

/* Whole pages at a time: the kernel stops at the first bad iovec, not byte. */
static size_t copy_pages(bool write, uint64_t uaddr, char *buf, size_t n)
{
	size_t done = 0;

	while (done < n) {
		size_t part = PAGE - (uaddr + done) % PAGE;
		size_t got;

		if (part > n - done)
			part = n - done;
		got = copy_some(write, uaddr + done, buf + done, part);
		done += got;
		if (got < part)
			break;
	}
	return done;
}

/* How many bytes are left. */
static size_t copy(bool write, uint64_t uaddr, char *buf, size_t n)
{
	void *user = (void *)(uintptr_t)uaddr;
	size_t done;

	if (host_copy_guarded(write ? user : buf, write ? buf : user, n))
		return 0;
	done = copy_some(write, uaddr, buf, n);
	if (done < n)
		done += copy_pages(write, uaddr + done, buf + done, n - done);
	return n - done;
}

size_t host_task_read(struct host_task *t, uint64_t uaddr, void *buf, size_t n)
{
	(void)t;
	return copy(false, uaddr, buf, n);
}

size_t host_task_write(struct host_task *t, uint64_t uaddr, const void *buf,
		       size_t n)
{
	(void)t;
	return copy(true, uaddr, (void *)(uintptr_t)buf, n);
}

static bool is_mapping(uint64_t uaddr)
{
	return uaddr - MMAP_BASE < MMAP_SIZE;
}

int host_task_pin(struct host_task *t, uint64_t uaddr, bool writable)
{
	uint64_t page = uaddr & ~(uint64_t)(PAGE - 1);
	char byte;

	(void)t;
	if (is_mapping(uaddr))
		return -EFAULT;
	if (copy(false, page, &byte, 1))
		return -EFAULT;
	if (writable && copy(true, page, &byte, 1))
		return -EFAULT;
	return 0;
}

void host_task_unpin(struct host_task *t, uint64_t uaddr)
{
	(void)t;
	(void)uaddr;			/* our own pages stay where they are */
}

uint64_t host_task_mmap_reserve(struct host_task *t, size_t size)
{
	uint64_t at = t->mmap_next;
	uint64_t whole = (size + PAGE - 1) & ~(uint64_t)(PAGE - 1);

	if (!size || whole < size || whole > MMAP_BASE + MMAP_SIZE - at)
		return 0;
	if (host_reserve(at, whole))
		return 0;
	t->mmap_next = at + whole + PAGE;	/* a gap between mappings */
	return at;
}

int host_task_map(struct host_task *t, uint64_t uaddr, size_t size, int fd,
		  uint64_t offset, bool write)
{
	int err = host_map_fd(uaddr, size, fd, offset);

	(void)t;
	if (!err && !write && mprotect((void *)(uintptr_t)uaddr, size,
				       PROT_READ))
		err = -errno;
	return err;
}

int host_task_unmap(struct host_task *t, uint64_t uaddr, size_t size)
{
	(void)t;
	return munmap((void *)(uintptr_t)uaddr, size) ? -errno : 0;
}

bool host_task_signal_pending(const struct host_task *t)
{
	return t->pending;
}

void host_task_signal(struct host_task *t, int sig)
{
	t->pending = sig;
}

void host_task_signal_clear(struct host_task *t)
{
	t->pending = 0;
}
