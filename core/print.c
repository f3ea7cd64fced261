// SPDX-License-Identifier: MIT
/*
 * printk - the kernel log.
 *
 * A message may hold several lines, or not yet a whole one; the host gets
 * whole lines with their level and the virtual time.
 *
 * Same as Linux: levels in the text, KERN_CONT, prefixes of the dev_ family.
 * Not the same: no ring to read back and no console level: the host's log has
 * every line.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "core/print.h"
#include "home/home.h"
#include "host/host.h"

#define LINE_MAX	1024

static char line[LINE_MAX];		/* begun, not ended */
static size_t line_len;
static int line_level;

void print_flush(void)
{
	if (!line_len)
		return;
	line[line_len] = 0;
	line_len = 0;
	host_log(line_level, home_now(), line);
}

static void line_text(const char *text, size_t n)
{
	n = min(n, sizeof(line) - 1 - line_len);
	memcpy(line + line_len, text, n);
	line_len += n;
}

static void emit(int level, bool goes_on, const char *text)
{
	const char *end;

	if (!goes_on || !line_len) {
		print_flush();
		line_level = level == LOGLEVEL_DEFAULT ? LOGLEVEL_WARNING :
							 level;
	}
	for (; (end = strchr(text, '\n')); text = end + 1) {
		line_text(text, end - text);
		if (!line_len)
			host_log(line_level, home_now(), "");
		print_flush();
	}
	line_text(text, strlen(text));
}

int vprintk_level(int level, const char *prefix, const char *fmt,
		  va_list args)
{
	char text[LINE_MAX];
	size_t n = 0;

	if (prefix)
		n = scnprintf(text, sizeof(text), "%s", prefix);
	n += vscnprintf(text + n, sizeof(text) - n, fmt, args);
	emit(level, false, text);
	return n;
}

int vprintk(const char *fmt, va_list args)
{
	char text[LINE_MAX], *p = text;
	int n = vscnprintf(text, sizeof(text), fmt, args);
	int level = LOGLEVEL_DEFAULT;
	bool goes_on = false;

	while (p[0] == KERN_SOH_ASCII && p[1]) {
		if (p[1] >= '0' && p[1] <= '7')
			level = p[1] - '0';
		goes_on |= p[1] == 'c';
		p += 2;
	}
	emit(level, goes_on, p);
	return n - (p - text);
}

int _printk(const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vprintk(fmt, args);
	va_end(args);
	return n;
}
