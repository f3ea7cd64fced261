// SPDX-License-Identifier: MIT
/*
 * Copies in memory of kmalloc(): of strings, of a program's bytes, and of what
 * grows (krealloc()).
 *
 * The caller of these functions is who owns the copy, so its stack is kept
 * with it.  Compiled with the sensor.
 *
 * Same as Linux: all of it, but kstrdup_const() always copies.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "core/mm/slab.h"
#include "host/host.h"

static void *dup_for(const void *src, size_t n, size_t room, gfp_t gfp,
		     u32 site)
{
	char *p = kmalloc_for(room, gfp, site);

	if (!p || !room)
		return p;
	memcpy(p, src, n);
	memset(p + n, 0, room - n);
	return p;
}

char *kstrdup(const char *s, gfp_t gfp)
{
	size_t n = s ? strlen(s) : 0;

	return s ? dup_for(s, n, n + 1, gfp, host_stack_here()) : NULL;
}

const char *kstrdup_const(const char *s, gfp_t gfp)
{
	size_t n = s ? strlen(s) : 0;

	return s ? dup_for(s, n, n + 1, gfp, host_stack_here()) : NULL;
}

void kfree_const(const void *p)
{
	kfree(p);
}

char *kstrndup(const char *s, size_t max, gfp_t gfp)
{
	size_t n = s ? strnlen(s, max) : 0;

	return s ? dup_for(s, n, n + 1, gfp, host_stack_here()) : NULL;
}

char *kmemdup_nul(const char *s, size_t n, gfp_t gfp)
{
	return s ? dup_for(s, n, n + 1, gfp, host_stack_here()) : NULL;
}

void *kmemdup(const void *src, size_t n, gfp_t gfp)
{
	return dup_for(src, n, n, gfp, host_stack_here());
}

void *kmemdup_array(const void *src, size_t count, size_t size, gfp_t gfp)
{
	size_t n = size_mul(count, size);

	return dup_for(src, n, n, gfp, host_stack_here());
}

void *kvmemdup(const void *src, size_t n, gfp_t gfp)
{
	void *p = kvmalloc(n, gfp);

	return p ? memcpy(p, src, n) : NULL;
}

/* --- formatted ------------------------------------------------------------ */

static char *format_for(gfp_t gfp, const char *fmt, va_list args, u32 site)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	p = kmalloc_for(n + 1, gfp, site);
	if (p)
		vsnprintf(p, n + 1, fmt, args);
	return p;
}

char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	return format_for(gfp, fmt, args, host_stack_here());
}

char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *p;

	va_start(args, fmt);
	p = format_for(gfp, fmt, args, host_stack_here());
	va_end(args);
	return p;
}

/* --- of a program's memory ------------------------------------------------ */

static void *user_for(const void __user *src, size_t n, size_t room, u32 site)
{
	char *p = kmalloc_for(room, GFP_USER | __GFP_NOWARN, site);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, n)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	memset(p + n, 0, room - n);
	return p;
}

void *memdup_user(const void __user *src, size_t n)
{
	return user_for(src, n, n, host_stack_here());
}

void *memdup_user_nul(const void __user *src, size_t n)
{
	return user_for(src, n, n + 1, host_stack_here());
}

char *strndup_user(const char __user *s, long n)
{
	long len = strnlen_user(s, n);

	if (!len)
		return ERR_PTR(-EFAULT);
	if (len > n)
		return ERR_PTR(-EINVAL);
	return user_for(s, len - 1, len, host_stack_here());
}

void *vmemdup_user(const void __user *src, size_t n)
{
	void *p = kvmalloc(n, GFP_USER);

	if (!p)
		return ERR_PTR(-ENOMEM);
	if (!copy_from_user(p, src, n))
		return p;
	kvfree(p);
	return ERR_PTR(-EFAULT);
}

/* --- growing -------------------------------------------------------------- */

static void *realloc_for(const void *p, size_t size, gfp_t flags, u32 site)
{
	size_t old = ksize(p);
	void *to;

	if (!size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	if (old >= size)
		return (void *)p;
	to = kmalloc_for(size, flags, site);
	if (!to || ZERO_OR_NULL_PTR(p))
		return to;
	memcpy(to, p, old);
	kfree(p);
	return to;
}

void *krealloc(const void *p, size_t size, gfp_t flags)
{
	return realloc_for(p, size, flags, host_stack_here());
}

void *krealloc_array(void *p, size_t n, size_t size, gfp_t flags)
{
	size_t bytes;

	if (check_mul_overflow(n, size, &bytes))
		return NULL;
	return realloc_for(p, bytes, flags, host_stack_here());
}
