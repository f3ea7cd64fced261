// SPDX-License-Identifier: MIT
/*
 * Bytes as text and back.
 *
 * Compiled with the sensor: the bytes may be board memory.
 *
 * Same as Linux: layout of the lines, errors.
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/string.h>
#include <linux/unaligned.h>

int hex_to_bin(unsigned char ch)
{
	if (isdigit(ch))
		return ch - '0';
	ch = tolower(ch);
	return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

int hex2bin(u8 *dst, const char *src, size_t count)
{
	for (; count; count--, src += 2) {
		int hi = hex_to_bin(src[0]), lo;

		if (hi < 0)
			return -EINVAL;
		lo = hex_to_bin(src[1]);
		if (lo < 0)
			return -EINVAL;
		*dst++ = hi << 4 | lo;
	}
	return 0;
}

char *bin2hex(char *dst, const void *src, size_t count)
{
	const u8 *p = src;

	while (count--)
		dst = hex_byte_pack(dst, *p++);
	return dst;
}

static int put_group(char *to, size_t room, const void *p, int size,
		     const char *gap)
{
	switch (size) {
	case 8:
		return scnprintf(to, room, "%s%16.16llx", gap,
				 get_unaligned((const u64 *)p));
	case 4:
		return scnprintf(to, room, "%s%8.8x", gap,
				 get_unaligned((const u32 *)p));
	case 2:
		return scnprintf(to, room, "%s%4.4x", gap,
				 get_unaligned((const u16 *)p));
	default:
		return scnprintf(to, room, "%s%2.2x", gap, *(const u8 *)p);
	}
}

/* Columns that a full row of groups takes, a gap before the text included. */
static int ascii_column(int rowsize, int groupsize)
{
	return rowsize * 2 + rowsize / groupsize + 1;
}

int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *linebuf, size_t linebuflen, bool ascii)
{
	const u8 *p = buf;
	size_t n = 0, i;
	int full;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	len = min_t(size_t, len, rowsize);
	if (!is_power_of_2(groupsize) || groupsize > 8 || len % groupsize)
		groupsize = 1;
	full = ascii_column(rowsize, groupsize);
	if (!len || !linebuflen) {
		if (linebuflen)
			linebuf[0] = 0;
		return ascii && len ? full + (int)len :
				      (int)(len * 2 + len / groupsize) - !!len;
	}
	for (i = 0; i < len; i += groupsize)
		n += put_group(linebuf + n, linebuflen - n, p + i, groupsize,
			       i ? " " : "");
	if (!ascii)
		return len * 2 + len / groupsize - 1;
	n += scnprintf(linebuf + n, linebuflen - n, "%*s",
		       max(full - (int)n, 0), "");
	for (i = 0; i < len; i++)
		n += scnprintf(linebuf + n, linebuflen - n, "%c",
			       isascii(p[i]) && isprint(p[i]) ? p[i] : '.');
	return full + len;
}

void print_hex_dump(const char *level, const char *prefix_str, int prefix_type,
		    int rowsize, int groupsize, const void *buf, size_t len,
		    bool ascii)
{
	char line[32 * 3 + 2 + 32 + 1];
	size_t i;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	for (i = 0; i < len; i += rowsize) {
		hex_dump_to_buffer(buf + i, len - i, rowsize, groupsize, line,
				   sizeof(line), ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			printk("%s%s%p: %s\n", level, prefix_str, buf + i,
			       line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			printk("%s%s%.8x: %s\n", level, prefix_str,
			       (unsigned int)i, line);
		else
			printk("%s%s%s\n", level, prefix_str, line);
	}
}
