// SPDX-License-Identifier: MIT
/*
 * Strings.
 *
 * Compiled with the sensor, so a string may lie in a driver's memory, in board
 * memory or in ours, and plain loops are right for all of them.
 *
 * Same as Linux: all of it, sysfs_streq() and the errors of strscpy() too.
 */
#include <linux/bug.h>
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

/* --- length, order -------------------------------------------------------- */

size_t strlen(const char *s)
{
	const char *p = s;

	while (*p)
		p++;
	return p - s;
}

size_t strnlen(const char *s, size_t max)
{
	size_t n = 0;

	while (n < max && s[n])
		n++;
	return n;
}

int strcmp(const char *a, const char *b)
{
	for (; *a && *a == *b; a++, b++)
		;
	return (u8)*a < (u8)*b ? -1 : (u8)*a > (u8)*b;
}

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n && *a && *a == *b; a++, b++, n--)
		;
	return !n ? 0 : (u8)*a < (u8)*b ? -1 : (u8)*a > (u8)*b;
}

int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n; a++, b++, n--) {
		int diff = tolower(*a) - tolower(*b);

		if (diff || !*a)
			return diff;
	}
	return 0;
}

int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, SIZE_MAX);
}

bool sysfs_streq(const char *a, const char *b)
{
	for (; *a && *a == *b; a++, b++)
		;
	if (*a == *b)
		return true;
	if (!*a && *b == '\n')
		return !b[1];
	return *a == '\n' && !a[1] && !*b;
}

int match_string(const char *const *array, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (!strcmp(array[i], s))
			return i;
	return -EINVAL;
}

int __sysfs_match_string(const char *const *array, size_t n, const char *s)
{
	size_t i;

	for (i = 0; i < n && array[i]; i++)
		if (sysfs_streq(array[i], s))
			return i;
	return -EINVAL;
}

/* --- search --------------------------------------------------------------- */

void *memchr(const void *s, int c, size_t n)
{
	const u8 *p = s;

	for (; n; n--, p++)
		if (*p == (u8)c)
			return (void *)p;
	return NULL;
}

void *memchr_inv(const void *s, int c, size_t n)
{
	const u8 *p = s;

	for (; n; n--, p++)
		if (*p != (u8)c)
			return (void *)p;
	return NULL;
}

void *memscan(void *s, int c, size_t n)
{
	void *p = memchr(s, c, n);

	return p ? p : s + n;
}

char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}

char *strchr(const char *s, int c)
{
	s = strchrnul(s, c);
	return *s == (char)c ? (char *)s : NULL;
}

char *strnchr(const char *s, size_t n, int c)
{
	for (; n; n--, s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}

char *strnstr(const char *s, const char *what, size_t n)
{
	size_t len = strlen(what);

	for (; n >= len; n--, s++) {
		if (!strncmp(s, what, len))
			return (char *)s;
		if (!*s)
			break;
	}
	return NULL;
}

char *strstr(const char *s, const char *what)
{
	return strnstr(s, what, SIZE_MAX);
}

size_t strspn(const char *s, const char *accept)
{
	size_t n = 0;

	while (s[n] && strchr(accept, s[n]))
		n++;
	return n;
}

size_t strcspn(const char *s, const char *reject)
{
	size_t n = 0;

	while (s[n] && !strchr(reject, s[n]))
		n++;
	return n;
}

char *strpbrk(const char *s, const char *any)
{
	s += strcspn(s, any);
	return *s ? (char *)s : NULL;
}

char *strsep(char **s, const char *any)
{
	char *start = *s, *end;

	if (!start)
		return NULL;
	end = strpbrk(start, any);
	if (end)
		*end++ = 0;
	*s = end;
	return start;
}

char *skip_spaces(const char *s)
{
	while (isspace((u8)*s))
		s++;
	return (char *)s;
}

char *strim(char *s)
{
	size_t n = strlen(s);

	while (n && isspace((u8)s[n - 1]))
		n--;
	s[n] = 0;
	return skip_spaces(s);
}

/* --- copies --------------------------------------------------------------- */

char *stpcpy(char *dst, const char *src)
{
	while ((*dst = *src++))
		dst++;
	return dst;
}

char *strcpy(char *dst, const char *src)
{
	stpcpy(dst, src);
	return dst;
}

char *strncpy(char *dst, const char *src, size_t n)
{
	size_t len = strnlen(src, n);

	memcpy(dst, src, len);
	memset(dst + len, 0, n - len);
	return dst;
}

char *strncat(char *dst, const char *src, size_t n)
{
	size_t at = strlen(dst), len = strnlen(src, n);

	memcpy(dst + at, src, len);
	dst[at + len] = 0;
	return dst;
}

char *strcat(char *dst, const char *src)
{
	return strncat(dst, src, SIZE_MAX);
}

ssize_t sized_strscpy(char *dst, const char *src, size_t size)
{
	size_t len;

	if (!size || WARN_ON_ONCE(size > INT_MAX))
		return -E2BIG;
	len = strnlen(src, size);
	if (len == size) {
		memcpy(dst, src, size - 1);
		dst[size - 1] = 0;
		return -E2BIG;
	}
	memcpy(dst, src, len);
	dst[len] = 0;
	return len;
}

ssize_t sized_strscpy_pad(char *dst, const char *src, size_t size)
{
	ssize_t len = sized_strscpy(dst, src, size);

	if (len >= 0)
		memset(dst + len, 0, size - len);
	return len;
}

size_t strlcpy(char *dst, const char *src, size_t size)
{
	size_t len = strlen(src);

	if (size)
		sized_strscpy(dst, src, size);
	return len;
}

size_t strlcat(char *dst, const char *src, size_t size)
{
	size_t at = strlen(dst);

	BUG_ON(at >= size);
	return at + strlcpy(dst + at, src, size - at);
}

/* --- many of a kind ------------------------------------------------------- */

void *memset16(u16 *dst, u16 v, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		dst[i] = v;
	return dst;
}

void *memset32(u32 *dst, u32 v, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		dst[i] = v;
	return dst;
}

void *memset64(u64 *dst, u64 v, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		dst[i] = v;
	return dst;
}
