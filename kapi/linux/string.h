/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_STRING_H_
#define _LINUX_STRING_H_

#include <stdarg.h>

#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/overflow.h>
#include <linux/stddef.h>
#include <linux/string_helpers.h>
#include <linux/types.h>

void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
void *memset16(u16 *dst, u16 v, size_t count);
void *memset32(u32 *dst, u32 v, size_t count);
void *memset64(u64 *dst, u64 v, size_t count);
int memcmp(const void *a, const void *b, size_t n);
int bcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
/* First byte that is not c, NULL when all are. */
void *memchr_inv(const void *s, int c, size_t n);
void *memscan(void *s, int c, size_t n);
void memzero_explicit(void *s, size_t n);

size_t strlen(const char *s);
size_t strnlen(const char *s, size_t max);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
char *strchrnul(const char *s, int c);
char *strnchr(const char *s, size_t n, int c);
char *strstr(const char *s, const char *what);
char *strnstr(const char *s, const char *what, size_t n);
char *strpbrk(const char *s, const char *any);
size_t strspn(const char *s, const char *accept);
size_t strcspn(const char *s, const char *reject);
char *strsep(char **s, const char *any);
char *strim(char *s);
char * __must_check skip_spaces(const char *s);

char *strcpy(char *dst, const char *src);
char *strncpy(char *dst, const char *src, size_t n);
char *strcat(char *dst, const char *src);
char *strncat(char *dst, const char *src, size_t n);
size_t strlcpy(char *dst, const char *src, size_t size);
size_t strlcat(char *dst, const char *src, size_t size);
char *stpcpy(char *dst, const char *src);

/* Length copied, or -E2BIG when src did not fit; dst always ends in NUL. */
ssize_t sized_strscpy(char *dst, const char *src, size_t size);
ssize_t sized_strscpy_pad(char *dst, const char *src, size_t size);
#define __strscpy_2(dst, src) \
	sized_strscpy(dst, src, sizeof(dst) + __must_be_array(dst))
#define __strscpy_3(dst, src, size)	sized_strscpy(dst, src, size)
#define __strscpy_pad_2(dst, src) \
	sized_strscpy_pad(dst, src, sizeof(dst) + __must_be_array(dst))
#define __strscpy_pad_3(dst, src, size)	sized_strscpy_pad(dst, src, size)
#define __strscpy_pick(a, b, c, name, ...)	name
#define strscpy(...) \
	__strscpy_pick(__VA_ARGS__, __strscpy_3, __strscpy_2)(__VA_ARGS__)
#define strscpy_pad(...) \
	__strscpy_pick(__VA_ARGS__, __strscpy_pad_3, \
		       __strscpy_pad_2)(__VA_ARGS__)

bool sysfs_streq(const char *a, const char *b);
int match_string(const char *const *array, size_t n, const char *s);
int __sysfs_match_string(const char *const *array, size_t n, const char *s);
#define sysfs_match_string(a, s) __sysfs_match_string(a, ARRAY_SIZE(a), s)

char *kstrdup(const char *s, gfp_t gfp) __malloc;
const char *kstrdup_const(const char *s, gfp_t gfp);
void kfree_const(const void *p);
char *kstrndup(const char *s, size_t max, gfp_t gfp);
void *kmemdup(const void *src, size_t n, gfp_t gfp);
void *kmemdup_array(const void *src, size_t count, size_t size, gfp_t gfp);
void *kvmemdup(const void *src, size_t n, gfp_t gfp);
char *kmemdup_nul(const char *s, size_t n, gfp_t gfp);
/* Copies of a program's memory; ERR_PTR(-ENOMEM, -EFAULT, -EINVAL). */
void *memdup_user(const void __user *src, size_t n);
void *vmemdup_user(const void __user *src, size_t n);
char *strndup_user(const char __user *s, long n);
void *memdup_user_nul(const void __user *src, size_t n);

static inline bool strstarts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

static inline size_t str_has_prefix(const char *s, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(s, prefix, n) == 0 ? n : 0;
}

static inline const char *kbasename(const char *path)
{
	const char *tail = strrchr(path, '/');

	return tail ? tail + 1 : path;
}

static inline void memcpy_and_pad(void *dst, size_t dst_len, const void *src,
				  size_t n, int pad)
{
	size_t copied = n < dst_len ? n : dst_len;

	memcpy(dst, src, copied);
	memset((char *)dst + copied, pad, dst_len - copied);
}

#define unsafe_memcpy(dst, src, n, reason)	memcpy(dst, src, n)
#define memset_after(obj, v, member) ({					\
	__typeof__(*(obj)) *__ma_obj = (obj);				\
	memset((u8 *)__ma_obj + offsetofend(__typeof__(*(obj)), member),\
	       (v), sizeof(*(obj)) -					\
	       offsetofend(__typeof__(*(obj)), member)); })
#define memset_startat(obj, v, member) ({				\
	__typeof__(*(obj)) *__ms_obj = (obj);				\
	memset((u8 *)__ms_obj + offsetof(__typeof__(*(obj)), member),	\
	       (v), sizeof(*(obj)) -					\
	       offsetof(__typeof__(*(obj)), member)); })

#endif
