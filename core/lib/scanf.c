// SPDX-License-Identifier: MIT
/*
 * sscanf - numbers and words out of text.
 *
 * Compiled with the sensor: text and results may be board memory.
 *
 * Same as Linux: conversions d i u x o s c n [set] %, widths, '*', sizes; the
 * count of results.
 */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

struct scan {
	const char *start, *text;
	bool skip;			/* '*': read, do not store */
	int width;			/* -1: not told */
	unsigned int size;		/* bytes of the result */
};

static const char *parse_spec(const char *fmt, struct scan *s)
{
	s->skip = *fmt == '*';
	if (s->skip)
		fmt++;
	s->width = -1;
	if (isdigit(*fmt))
		s->width = simple_strtoul(fmt, (char **)&fmt, 10);
	s->size = 4;
	for (;; fmt++) {
		if (*fmt == 'h')
			s->size = s->size == 2 ? 1 : 2;
		else if (*fmt && strchr("lLqzZtj", *fmt))
			s->size = 8;
		else
			return fmt;
	}
}

static void store(void *to, unsigned int size, u64 v)
{
	switch (size) {
	case 1:
		*(u8 *)to = v;
		break;
	case 2:
		*(u16 *)to = v;
		break;
	case 4:
		*(u32 *)to = v;
		break;
	default:
		*(u64 *)to = v;
	}
}

/* The number at s->text; false: there is none. */
static bool scan_number(struct scan *s, char kind, u64 *value)
{
	unsigned int base = kind == 'i' ? 0 : kind == 'o' ? 8 :
			    kind == 'x' || kind == 'X' ? 16 : 10;
	char buf[32], *end;
	bool minus;
	size_t n;

	s->text = skip_spaces(s->text);
	n = min_t(size_t, s->width < 0 ? sizeof(buf) - 1 : s->width,
		  sizeof(buf) - 1);
	strncpy(buf, s->text, n);
	buf[n] = 0;
	minus = buf[0] == '-' && (kind == 'd' || kind == 'i');
	*value = simple_strtoull(buf + minus, &end, base);
	if (end == buf + minus)
		return false;
	if (minus)
		*value = -*value;
	s->text += end - buf;
	return true;
}

static bool scan_word(struct scan *s, char *to)
{
	int n = s->width < 0 ? INT_MAX : s->width;

	s->text = skip_spaces(s->text);
	if (!*s->text)
		return false;
	for (; n && *s->text && !isspace((u8)*s->text); n--, s->text++)
		if (to)
			*to++ = *s->text;
	if (to)
		*to = 0;
	return true;
}

static bool scan_chars(struct scan *s, char *to)
{
	int n = s->width < 0 ? 1 : s->width;

	for (; n; n--, s->text++) {
		if (!*s->text)
			return false;
		if (to)
			*to++ = *s->text;
	}
	return true;
}

/* "[set]" at *fmt; moves it to the ']'. */
static bool scan_set(struct scan *s, const char **fmt, char *to)
{
	DECLARE_BITMAP(set, 256) = { 0 };
	const char *p = *fmt + 1, *first;
	int n = s->width < 0 ? INT_MAX : s->width, got = 0;
	bool invert = *p == '^';

	p += invert;
	for (first = p; *p && (*p != ']' || p == first); p++)
		__set_bit((u8)*p, set);
	*fmt = p;
	for (; n && *s->text; n--, s->text++, got++) {
		if (test_bit((u8)*s->text, set) == invert)
			break;
		if (to)
			*to++ = *s->text;
	}
	if (got && to)
		*to = 0;
	return got;
}

int vsscanf(const char *buf, const char *fmt, va_list args)
{
	struct scan s = { .start = buf, .text = buf };
	int results = 0;
	void *to;
	bool ok;
	u64 v = 0;

	for (; *fmt; fmt++) {
		if (isspace((u8)*fmt)) {
			s.text = skip_spaces(s.text);
			continue;
		}
		if (*fmt != '%' || fmt[1] == '%') {
			fmt += *fmt == '%';
			if (*s.text++ != *fmt)
				break;
			continue;
		}
		fmt = parse_spec(fmt + 1, &s);
		to = s.skip ? NULL : va_arg(args, void *);
		if (*fmt == 'n') {
			store(to, s.size, s.text - s.start);
			continue;
		}
		if (*fmt == 's')
			ok = scan_word(&s, to);
		else if (*fmt == 'c')
			ok = scan_chars(&s, to);
		else if (*fmt == '[')
			ok = scan_set(&s, &fmt, to);
		else if (*fmt && strchr("diuxXo", *fmt))
			ok = scan_number(&s, *fmt, &v);
		else
			break;
		if (!ok || !*fmt)
			break;
		if (to && strchr("diuxXo", *fmt))
			store(to, s.size, v);
		results += to != NULL;
	}
	return results;
}

int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsscanf(buf, fmt, args);
	va_end(args);
	return n;
}
