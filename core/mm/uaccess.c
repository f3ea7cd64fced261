// SPDX-License-Identifier: MIT
/*
 * uaccess - copies between a program's memory and the kernel's.
 *
 * The kernel's side may be board memory, so bytes pass through a small buffer
 * here; the task's side is host/task.h's.  A kernel thread has no program:
 * nothing can be copied.
 *
 * Same as Linux: counts of bytes not copied, zeroing after a short copy,
 * may sleep (said when it must not).
 */
#include <linux/bug.h>
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include "core/context.h"
#include "home/home.h"
#include "host/task.h"

#define TASK_SIZE	(1UL << 47)
#define PART		1024u

static struct host_task *task(void)
{
	return current->host;
}

bool capable(int cap)
{
	return !task() || host_task_capable(task());
}

bool dmaspace_access_ok(const void __user *addr, unsigned long size)
{
	unsigned long at = (unsigned long)addr;

	if (size > TASK_SIZE || at > TASK_SIZE - size)
		return false;
	return at + size <= HOME_WINDOW || at >= HOME_WINDOW + HOME_WINDOW_SIZE;
}

static bool reachable(const void __user *addr, unsigned long n)
{
	sched_might_sleep("copy between user and kernel");
	return task() && access_ok(addr, n);
}

unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	u8 part[PART];
	unsigned long done = 0;

	if (!n || !reachable(to, n))
		return n;
	if (!home_in_window(from))
		return host_task_write(task(), (uintptr_t)to, from, n);
	while (done < n) {
		size_t m = min(n - done, (unsigned long)PART), left;

		home_load(from + done, part, m);
		left = host_task_write(task(), (uintptr_t)to + done, part, m);
		done += m - left;
		if (left)
			break;
	}
	return n - done;
}

unsigned long copy_from_user(void *to, const void __user *from,
			     unsigned long n)
{
	u8 part[PART];
	unsigned long done = 0;
	bool ok = n && reachable(from, n);

	while (ok && done < n) {
		size_t m = min(n - done, (unsigned long)PART), left;

		left = host_task_read(task(), (uintptr_t)from + done, part, m);
		home_store(to + done, part, m - left);
		done += m - left;
		if (left)
			break;
	}
	if (done < n)
		home_set(to + done, 0, n - done);
	return n - done;
}

unsigned long clear_user(void __user *to, unsigned long n)
{
	static const u8 zero[PART];
	unsigned long done = 0;

	if (!n || !reachable(to, n))
		return n;
	while (done < n) {
		size_t m = min(n - done, (unsigned long)PART), left;

		left = host_task_write(task(), (uintptr_t)to + done, zero, m);
		done += m - left;
		if (left)
			break;
	}
	return n - done;
}

int dmaspace_get_user(void *to, const void __user *from, unsigned int size)
{
	return copy_from_user(to, from, size) ? -EFAULT : 0;
}

int dmaspace_put_user(void __user *to, const void *from, unsigned int size)
{
	return copy_to_user(to, from, size) ? -EFAULT : 0;
}

/* The byte at s; -EFAULT. */
static int user_byte(const char __user *s)
{
	u8 c;

	if (host_task_read(task(), (uintptr_t)s, &c, 1))
		return -EFAULT;
	return c;
}

long strncpy_from_user(char *dst, const char __user *src, long count)
{
	long n;
	int c;

	if (count <= 0)
		return 0;
	if (!reachable(src, 1))
		return -EFAULT;
	for (n = 0; n < count; n++) {
		char byte;

		c = access_ok(src + n, 1) ? user_byte(src + n) : -EFAULT;
		if (c < 0)
			return c;
		byte = c;
		home_store(dst + n, &byte, 1);
		if (!c)
			return n;
	}
	return count;
}

long strnlen_user(const char __user *s, long max)
{
	long n;
	int c;

	if (max <= 0 || !reachable(s, 1))
		return 0;
	for (n = 0; n < max; n++) {
		c = access_ok(s + n, 1) ? user_byte(s + n) : -EFAULT;
		if (c <= 0)
			return c ? 0 : n + 1;
	}
	return max + 1;
}

int check_zeroed_user(const void __user *from, size_t size)
{
	size_t i;
	int c;

	if (size && !reachable(from, size))
		return -EFAULT;
	for (i = 0; i < size; i++) {
		c = user_byte((const char __user *)from + i);
		if (c)
			return c < 0 ? c : 0;
	}
	return 1;
}

int copy_struct_from_user(void *dst, size_t ksize, const void __user *src,
			  size_t usize)
{
	size_t size = min(ksize, usize);
	int ret;

	if (usize < ksize) {
		home_set(dst + size, 0, ksize - size);
	} else if (usize > ksize) {
		ret = check_zeroed_user(src + size, usize - size);
		if (ret <= 0)
			return ret ? ret : -E2BIG;
	}
	return copy_from_user(dst, src, size) ? -EFAULT : 0;
}

/* --- iterators ------------------------------------------------------------ */

void iov_iter_advance(struct iov_iter *i, size_t bytes)
{
	bytes = min(bytes, i->count);
	i->iov_offset += bytes;
	i->count -= bytes;
}

void iov_iter_revert(struct iov_iter *i, size_t bytes)
{
	if (WARN_ON(bytes > i->iov_offset))
		return;
	i->iov_offset -= bytes;
	i->count += bytes;
}

size_t copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i)
{
	size_t n = min(bytes, i->count);

	if (WARN_ON(i->data_source))
		return 0;
	n -= copy_to_user(i->ubuf + i->iov_offset, addr, n);
	iov_iter_advance(i, n);
	return n;
}

size_t copy_from_iter(void *addr, size_t bytes, struct iov_iter *i)
{
	size_t n = min(bytes, i->count);

	if (WARN_ON(!i->data_source))
		return 0;
	n -= copy_from_user(addr, i->ubuf + i->iov_offset, n);
	iov_iter_advance(i, n);
	return n;
}
