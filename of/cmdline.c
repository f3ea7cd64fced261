// SPDX-License-Identifier: MIT
/*
 * cmdline - what the kernel's command line says of memory.
 *
 * Same as Linux: blanks part parameters, but not within quotes; '-' and '_' are
 * one; behind a lone "--" all is for init; a number may have a unit.
 * Not the same:  only what asks here is known, nobody else complains.
 */
#include <linux/of.h>
#include <linux/string.h>

#include "core/boot.h"
#include "of/cmdline.h"

static const char *cmdline(void)
{
	const char *args = linux_cmdline;

	if (!args && of_chosen)
		of_property_read_string(of_chosen, "bootargs", &args);
	return args ? args : "";
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *token_end(const char *at)
{
	bool quoted = false;

	for (; *at && (quoted || !is_blank(*at)); at++)
		quoted ^= *at == '"';
	return at;
}

static bool is_named(const char *at, const char *name)
{
	for (; *name; at++, name++)
		if ((*at == '-' ? '_' : *at) != *name)
			return false;
	return *at == '=' || !*at || is_blank(*at);
}

const char *cmdline_next(const char *name, const char *at)
{
	for (at = at ? token_end(at) : cmdline(); ; at = token_end(at)) {
		while (is_blank(*at))
			at++;
		if (!*at || (token_end(at) - at == 2 && !memcmp(at, "--", 2)))
			return NULL;
		if (!is_named(at, name))
			continue;
		at += strlen(name);
		return at + (*at == '=');
	}
}

static unsigned int unit_shift(char c)
{
	static const char units[] = "KMGTPE";

	for (unsigned int i = 0; units[i]; i++)
		if (c == units[i] || c == units[i] + ('a' - 'A'))
			return 10 * (i + 1);
	return 0;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

u64 cmdline_size(const char **p)
{
	const char *at = *p;
	int base = 10;
	u64 n = 0;

	if (at[0] == '0')
		base = (at[1] | 0x20) == 'x' && digit(at[2]) < 16 ? 16 : 8;
	if (base == 16)
		at += 2;
	for (; digit(*at) < base; at++)
		n = n * base + digit(*at);
	n <<= unit_shift(*at);
	*p = at + !!unit_shift(*at);
	return n;
}
