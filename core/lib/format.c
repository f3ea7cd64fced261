// SPDX-License-Identifier: MIT
/*
 * vsnprintf - formatted text.
 *
 * Compiled with the sensor: the buffer and every argument may be board memory.
 *
 * Same as Linux: conversions and flags, its %p extensions (core/
 * format-pointer.c), (null) and (efault) for bad strings.
 * Not the same: no %o of pointers' own, no floating point (nor has Linux).
 */
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include <asm/page.h>

#include "core/lib/format.h"

const char hex_asc[] = "0123456789abcdef";
const char hex_asc_upper[] = "0123456789ABCDEF";

/* --- pieces --------------------------------------------------------------- */

void out_char(struct out *o, char c)
{
	if (o->pos < o->size)
		o->buf[o->pos] = c;
	o->pos++;
}

static void out_repeat(struct out *o, char c, int n)
{
	for (; n > 0; n--)
		out_char(o, c);
}

/* Text in place of a string that cannot be read, or NULL. */
static const char *bad_string(const char *s)
{
	if (!s)
		return "(null)";
	if ((unsigned long)s < PAGE_SIZE || IS_ERR(s))
		return "(efault)";
	return NULL;
}

void out_string(struct out *o, const char *s, struct spec spec)
{
	const char *bad = bad_string(s);
	size_t len, i;

	if (bad)
		s = bad;
	len = strnlen(s, spec.precision < 0 ? INT_MAX : spec.precision);
	if (!spec.left)
		out_repeat(o, ' ', spec.width - (int)len);
	for (i = 0; i < len; i++)
		out_char(o, s[i]);
	if (spec.left)
		out_repeat(o, ' ', spec.width - (int)len);
}

static int put_digits(char *digits, u64 value, const struct spec *spec)
{
	const char *set = spec->small ? hex_asc : hex_asc_upper;
	int n = 0;

	do {
		digits[n++] = set[value % spec->base];
		value /= spec->base;
	} while (value);
	return n;
}

static char sign_of(u64 *value, const struct spec *spec)
{
	if (!spec->is_signed)
		return 0;
	if ((s64)*value < 0) {
		*value = -*value;
		return '-';
	}
	return spec->plus ? '+' : spec->space ? ' ' : 0;
}

void out_number(struct out *o, u64 value, struct spec spec)
{
	char sign = sign_of(&value, &spec), digits[24];
	int n = put_digits(digits, value, &spec), zeros, total;
	int prefix = !spec.special ? 0 : spec.base == 16 ? 2 :
		     spec.base == 8 && value ? 1 : 0;

	zeros = max(spec.precision - n, 0);
	total = n + zeros + prefix + !!sign;
	if (spec.zero && !spec.left && spec.precision < 0) {
		zeros = max(spec.width - total, 0);
		total += zeros;
	}
	if (!spec.left)
		out_repeat(o, ' ', spec.width - total);
	if (sign)
		out_char(o, sign);
	if (prefix)
		out_char(o, '0');
	if (prefix == 2)
		out_char(o, spec.small ? 'x' : 'X');
	out_repeat(o, '0', zeros);
	while (n)
		out_char(o, digits[--n]);
	if (spec.left)
		out_repeat(o, ' ', spec.width - total);
}

void out_hex(struct out *o, u64 value, unsigned int size)
{
	struct spec spec = {
		.special = true, .zero = true, .small = true, .base = 16,
		.width = 2 + 2 * size, .precision = -1,
	};

	out_number(o, value, spec);
}

/* --- the format ----------------------------------------------------------- */

static const char *parse_flags(const char *fmt, struct spec *spec)
{
	for (;; fmt++) {
		if (*fmt == '-')
			spec->left = true;
		else if (*fmt == '+')
			spec->plus = true;
		else if (*fmt == ' ')
			spec->space = true;
		else if (*fmt == '#')
			spec->special = true;
		else if (*fmt == '0')
			spec->zero = true;
		else
			return fmt;
	}
}

static const char *parse_int(const char *fmt, int *value)
{
	*value = 0;
	while (isdigit(*fmt))
		*value = *value * 10 + *fmt++ - '0';
	return fmt;
}

/* A number in the text or, for '*', the next argument. */
#define PARSE_COUNT(fmt, args, value) do {				\
	if (*(fmt) == '*') {						\
		(value) = va_arg(args, int);				\
		(fmt)++;						\
	} else if (isdigit(*(fmt))) {					\
		(fmt) = parse_int(fmt, &(value));			\
	}								\
} while (0)

/* Size in bytes by the letters hh h l ll L q z t j; 4 without. */
static const char *parse_size(const char *fmt, unsigned int *size)
{
	*size = 4;
	for (;; fmt++) {
		switch (*fmt) {
		case 'h':
			*size = *size == 2 ? 1 : 2;
			break;
		case 'l':
		case 'L':
		case 'q':
		case 'z':
		case 'Z':
		case 't':
		case 'j':
			*size = 8;
			break;
		default:
			return fmt;
		}
	}
}

static u64 narrow(u64 value, unsigned int size, bool is_signed)
{
	unsigned int shift = 64 - 8 * size;

	return is_signed ? (u64)((s64)(value << shift) >> shift) :
			   value << shift >> shift;
}

/* Base for a letter of the number conversions; 0: it is none. */
static unsigned int number_base(char c, struct spec *spec)
{
	spec->small = c != 'X';
	spec->is_signed = c == 'd' || c == 'i';
	switch (c) {
	case 'd':
	case 'i':
	case 'u':
		return 10;
	case 'x':
	case 'X':
		return 16;
	case 'o':
		return 8;
	default:
		return 0;
	}
}

static const struct spec plain = { .width = -1, .precision = -1 };

static void out_one_char(struct out *o, char c, struct spec spec)
{
	if (!spec.left)
		out_repeat(o, ' ', spec.width - 1);
	out_char(o, c);
	if (spec.left)
		out_repeat(o, ' ', spec.width - 1);
}

struct args {
	va_list list;
};

/* The conversion at fmt, behind its '%'; returns what is behind it. */
static const char *out_conversion(struct out *o, const char *fmt,
				  struct args *args)
{
	struct spec spec = plain;
	unsigned int size;
	u64 value;

	fmt = parse_flags(fmt, &spec);
	PARSE_COUNT(fmt, args->list, spec.width);
	if (spec.width < -1) {
		spec.left = true;
		spec.width = -spec.width;
	}
	if (*fmt == '.') {
		fmt++;
		spec.precision = 0;
		PARSE_COUNT(fmt, args->list, spec.precision);
	}
	fmt = parse_size(fmt, &size);
	spec.base = number_base(*fmt, &spec);
	if (spec.base) {
		value = size == 8 ? va_arg(args->list, u64) :
				    va_arg(args->list, unsigned int);
		out_number(o, narrow(value, size, spec.is_signed), spec);
		return fmt + 1;
	}
	switch (*fmt) {
	case 'c':
		out_one_char(o, va_arg(args->list, int), spec);
		break;
	case 's':
		out_string(o, va_arg(args->list, const char *), spec);
		break;
	case 'p':
		out_pointer(o, fmt + 1, va_arg(args->list, const void *), spec);
		/* Letters and digits behind %p belong to it. */
		while (isalnum(fmt[1]))
			fmt++;
		break;
	case '%':
		out_char(o, '%');
		break;
	default:
		WARN_ONCE(1, "Please remove unsupported %%%c in format string\n",
			  *fmt);
		return *fmt ? fmt + 1 : fmt;
	}
	return fmt + 1;
}

void out_vformat(struct out *o, const char *fmt, va_list list)
{
	struct args args;

	va_copy(args.list, list);
	while (*fmt) {
		if (*fmt != '%')
			out_char(o, *fmt++);
		else
			fmt = out_conversion(o, fmt + 1, &args);
	}
	va_end(args.list);
}

void out_format(struct out *o, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	out_vformat(o, fmt, args);
	va_end(args);
}

/* --- what drivers call ---------------------------------------------------- */

int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct out o = { .buf = buf, .size = size };

	if (WARN_ON_ONCE(size > INT_MAX))
		return 0;
	out_vformat(&o, fmt, args);
	if (size)
		buf[min(o.pos, size - 1)] = 0;
	return o.pos;
}

int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int n = vsnprintf(buf, size, fmt, args);

	return size ? min_t(size_t, n, size - 1) : 0;
}

int vsprintf(char *buf, const char *fmt, va_list args)
{
	return vsnprintf(buf, INT_MAX, fmt, args);
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return n;
}

int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return n;
}

int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(buf, INT_MAX, fmt, args);
	va_end(args);
	return n;
}
