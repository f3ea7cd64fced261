/* SPDX-License-Identifier: MIT */
/* Formatted text: what core/lib/format.c and core/lib/format-pointer.c share. */
#ifndef CORE_LIB_FORMAT_H
#define CORE_LIB_FORMAT_H

#include <stdarg.h>

#include <linux/types.h>

/* Where the text goes; what does not fit is counted only. */
struct out {
	char *buf;
	size_t size, pos;
};

struct spec {
	bool left, plus, space, special, zero, small;
	bool is_signed;
	unsigned int base;
	int width;			/* -1: not told */
	int precision;			/* -1: not told */
};

void out_char(struct out *o, char c);
void out_string(struct out *o, const char *s, struct spec spec);
void out_number(struct out *o, u64 value, struct spec spec);
/* "0x" and all digits of a value of size bytes. */
void out_hex(struct out *o, u64 value, unsigned int size);
void out_format(struct out *o, const char *fmt, ...);
void out_vformat(struct out *o, const char *fmt, va_list args);

/* %p and what stands after it in ext; nothing of ext is consumed. */
void out_pointer(struct out *o, const char *ext, const void *p,
		 struct spec spec);

#endif
