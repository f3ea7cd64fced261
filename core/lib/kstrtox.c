// SPDX-License-Identifier: MIT
/*
 * Text to numbers.
 *
 * Compiled with the sensor: the text may be board memory.
 *
 * Same as Linux: prefixes, one newline at the end, -EINVAL and -ERANGE.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define OVERFLOWED	BIT(31)		/* in what parse_digits() returns */

static const char *parse_base(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && tolower(s[1]) == 'x' && isxdigit(s[2]);

	if (*base == 0)
		*base = hex ? 16 : s[0] == '0' ? 8 : 10;
	return *base == 16 && hex ? s + 2 : s;
}

/* How many characters are digits of base. */
static unsigned int parse_digits(const char *s, unsigned int base,
				 unsigned int max, unsigned long long *value)
{
	unsigned int n = 0, overflow = 0;

	*value = 0;
	for (; n < max; n++) {
		int digit = isdigit(s[n]) ? s[n] - '0' :
			    isalpha(s[n]) ? tolower(s[n]) - 'a' + 10 : 99;

		if (digit >= (int)base)
			break;
		if (__builtin_mul_overflow(*value, base, value) ||
		    __builtin_add_overflow(*value, digit, value))
			overflow = OVERFLOWED;
	}
	return n | overflow;
}

static int parse_ull(const char *s, unsigned int base,
		     unsigned long long *res)
{
	unsigned long long value;
	unsigned int n;

	s = parse_base(s, &base);
	n = parse_digits(s, base, INT_MAX, &value);
	if (n & OVERFLOWED)
		return -ERANGE;
	if (!n)
		return -EINVAL;
	s += n;
	if (*s == '\n')
		s++;
	if (*s)
		return -EINVAL;
	*res = value;
	return 0;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	return parse_ull(*s == '+' ? s + 1 : s, base, res);
}

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	bool minus = *s == '-';
	unsigned long long v;
	int err;

	err = minus ? parse_ull(s + 1, base, &v) : kstrtoull(s, base, &v);
	if (err)
		return err;
	if (v > (unsigned long long)LLONG_MAX + minus)
		return -ERANGE;
	*res = minus ? -v : v;
	return 0;
}

#define DEFINE_KSTRTO(name, type, wide, parse)				\
int name(const char *s, unsigned int base, type *res)			\
{									\
	wide v;								\
	int err = parse(s, base, &v);					\
									\
	if (err)							\
		return err;						\
	if (v != (wide)(type)v)						\
		return -ERANGE;						\
	*res = v;							\
	return 0;							\
}
DEFINE_KSTRTO(kstrtoul, unsigned long, unsigned long long, kstrtoull)
DEFINE_KSTRTO(kstrtol, long, long long, kstrtoll)
DEFINE_KSTRTO(kstrtouint, unsigned int, unsigned long long, kstrtoull)
DEFINE_KSTRTO(kstrtoint, int, long long, kstrtoll)
DEFINE_KSTRTO(kstrtou16, u16, unsigned long long, kstrtoull)
DEFINE_KSTRTO(kstrtos16, s16, long long, kstrtoll)
DEFINE_KSTRTO(kstrtou8, u8, unsigned long long, kstrtoull)
DEFINE_KSTRTO(kstrtos8, s8, long long, kstrtoll)

/* y, t, 1, on and n, f, 0, off; only the first letters count. */
int kstrtobool(const char *s, bool *res)
{
	char second;

	if (!s)
		return -EINVAL;
	second = s[0] ? tolower(s[1]) : 0;
	if (strchr("yYtT1", s[0]) && s[0])
		*res = true;
	else if (strchr("nNfF0", s[0]) && s[0])
		*res = false;
	else if (tolower(s[0]) == 'o' && (second == 'n' || second == 'f'))
		*res = second == 'n';
	else
		return -EINVAL;
	return 0;
}

/* --- of a program --------------------------------------------------------- */

#define USER_MAX	32

static int fetch(char *buf, const char __user *s, size_t count)
{
	count = min_t(size_t, count, USER_MAX - 1);
	if (copy_from_user(buf, s, count))
		return -EFAULT;
	buf[count] = 0;
	return 0;
}

#define DEFINE_FROM_USER(name, type)					\
int name##_from_user(const char __user *s, size_t count,		\
		     unsigned int base, type *res)			\
{									\
	char buf[USER_MAX];						\
	int err = fetch(buf, s, count);					\
									\
	return err ? err : name(buf, base, res);			\
}
DEFINE_FROM_USER(kstrtoull, unsigned long long)
DEFINE_FROM_USER(kstrtoul, unsigned long)
DEFINE_FROM_USER(kstrtouint, unsigned int)
DEFINE_FROM_USER(kstrtoint, int)

int kstrtobool_from_user(const char __user *s, size_t count, bool *res)
{
	char buf[USER_MAX];
	int err = fetch(buf, s, count);

	return err ? err : kstrtobool(buf, res);
}

/* --- without errors ------------------------------------------------------- */

unsigned long long simple_strtoull(const char *cp, char **endp,
				   unsigned int base)
{
	unsigned long long value;
	unsigned int n;

	cp = parse_base(cp, &base);
	n = parse_digits(cp, base, INT_MAX, &value);
	if (endp)
		*endp = (char *)cp + (n & ~OVERFLOWED);
	return value;
}

long long simple_strtoll(const char *cp, char **endp, unsigned int base)
{
	if (*cp == '-')
		return -simple_strtoull(cp + 1, endp, base);
	return simple_strtoull(cp, endp, base);
}

unsigned long simple_strtoul(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoull(cp, endp, base);
}

long simple_strtol(const char *cp, char **endp, unsigned int base)
{
	return simple_strtoll(cp, endp, base);
}
