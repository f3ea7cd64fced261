/* SPDX-License-Identifier: MIT */
/*
 * uaccess.h - memory of the calling program.  All real.
 *
 * A kernel address is never a good user address: these calls then copy
 * nothing, as on hardware.
 */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/types.h>

#define u64_to_user_ptr(x)	((void __user *)(uintptr_t)(x))

/* Could [addr, addr + size) be a program's?  Not: is it mapped. */
bool dmaspace_access_ok(const void __user *addr, unsigned long size);
#define access_ok(addr, size) \
	dmaspace_access_ok((const void __user *)(addr), (size))

/* Bytes that could NOT be copied; the rest of to is zeroed by the second. */
unsigned long __must_check copy_to_user(void __user *to, const void *from,
					unsigned long n);
unsigned long __must_check copy_from_user(void *to, const void __user *from,
					  unsigned long n);
unsigned long __must_check clear_user(void __user *to, unsigned long n);

#define __copy_to_user		copy_to_user
#define __copy_from_user	copy_from_user
#define __clear_user		clear_user

/* Length without NUL, count when it does not end by then, -EFAULT. */
long __must_check strncpy_from_user(char *dst, const char __user *src,
				    long count);
/* Size with NUL; n + 1: longer; 0: bad address. */
long __must_check strnlen_user(const char __user *s, long n);
/* 0, -EFAULT, -E2BIG (non-zero bytes past what the kernel knows). */
int __must_check copy_struct_from_user(void *dst, size_t ksize,
				       const void __user *src, size_t usize);
/* 1: all zero, 0: not, -EFAULT. */
int check_zeroed_user(const void __user *from, size_t size);

/* One object of 1, 2, 4 or 8 bytes: 0 or -EFAULT (and x is then zero). */
int dmaspace_get_user(void *to, const void __user *from, unsigned int size);
int dmaspace_put_user(void __user *to, const void *from, unsigned int size);

#define get_user(x, ptr)						\
({									\
	__typeof__(*(ptr)) __gu_val;					\
	int __gu_err = dmaspace_get_user((void *)&__gu_val, (ptr),	\
					 sizeof(__gu_val));		\
	(x) = __gu_val;							\
	__gu_err;							\
})

#define put_user(x, ptr)						\
({									\
	__typeof__(*(ptr)) __pu_val = (x);				\
	dmaspace_put_user((ptr), &__pu_val, sizeof(__pu_val));		\
})

#define __get_user	get_user
#define __put_user	put_user

#endif
