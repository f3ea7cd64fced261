/* SPDX-License-Identifier: MIT */
/* Characters of ISO 8859-1, as Linux sorts them. */
#ifndef _LINUX_CTYPE_H
#define _LINUX_CTYPE_H

#include <linux/types.h>

static inline int isdigit(int c)
{
	return c >= '0' && c <= '9';
}

static inline int islower(int c)
{
	return (c >= 'a' && c <= 'z') ||
	       (c >= 0xdf && c <= 0xff && c != 0xf7);
}

static inline int isupper(int c)
{
	return (c >= 'A' && c <= 'Z') ||
	       (c >= 0xc0 && c <= 0xde && c != 0xd7);
}

static inline int isalpha(int c)
{
	return islower(c) || isupper(c);
}

static inline int isalnum(int c)
{
	return isalpha(c) || isdigit(c);
}

static inline int isspace(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
}

static inline int iscntrl(int c)
{
	return (c >= 0 && c < 0x20) || c == 0x7f;
}

static inline int ispunct(int c)
{
	return (c > 0x20 && c < 0x7f && !isalnum(c)) ||
	       (c > 0xa0 && c < 0xc0) || c == 0xd7 || c == 0xf7;
}

static inline int isgraph(int c)
{
	return isalnum(c) || ispunct(c);
}

static inline int isprint(int c)
{
	return isgraph(c) || c == ' ' || c == 0xa0;
}

static inline int isxdigit(int c)
{
	return isdigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline int isascii(int c)
{
	return (unsigned int)c < 0x80;
}

static inline int isodigit(int c)
{
	return c >= '0' && c <= '7';
}

static inline unsigned char tolower(unsigned char c)
{
	return isupper(c) ? c + 0x20 : c;
}

static inline unsigned char toupper(unsigned char c)
{
	return islower(c) && c != 0xdf && c != 0xff ? c - 0x20 : c;
}

#endif
