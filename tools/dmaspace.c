// SPDX-License-Identifier: MIT
/*
 * dmaspace - run a Linux driver's C file on a modelled board.
 *
 * This file finds the subcommand; each is a file of its own.
 */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "tools/tool.h"

static const struct subcommand {
	const char *name, *what;
	int (*main)(int argc, char **argv);
} subcommands[] = {
	{ "boot", "the kernel's log lines for a device tree, then /proc/iomem",
	  boot_main },
	{ "cc", "compile one driver source for the modelled kernel", cc_main },
	{ "explain", "what the DMA API does for the devices of a tree",
	  explain_main },
	{ "lint", "what is wrong with the memory of device trees", lint_main },
	{ "run", "boot a board, load drivers, run a script on them", run_main },
};

#define NR_SUBCOMMANDS (sizeof(subcommands) / sizeof(subcommands[0]))

static void usage(FILE *out)
{
	size_t i;

	fputs("usage: dmaspace COMMAND ARGS...\n\n", out);
	for (i = 0; i < NR_SUBCOMMANDS; i++)
		fprintf(out, "  %-7s %s\n", subcommands[i].name,
			subcommands[i].what);
	fputs("\n`dmaspace COMMAND --help` says more.  Exit status: 0 clean, "
	      "1 reports,\n2 wrong command line, 3 the run failed.\n", out);
}

int tool_usage(const char *name, const char *fmt, ...)
{
	va_list args;

	fprintf(stderr, "dmaspace %s: ", name);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, " (see dmaspace %s --help)\n", name);
	return TOOL_USAGE;
}

bool tool_number(const char *text, unsigned long long *value)
{
	static const char units[] = "KMG";
	unsigned int shift;
	const char *unit;
	char *end;

	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 0);
	if (errno)
		return false;
	if (!*end)
		return true;
	unit = strchr(units, *end);
	if (!unit || end[1])
		return false;
	shift = 10 * (unsigned int)(unit - units + 1);
	if (*value > ULLONG_MAX >> shift)
		return false;
	*value <<= shift;
	return true;
}

int main(int argc, char **argv)
{
	char name[32];
	size_t i;

	if (argc < 2) {
		usage(stderr);
		return TOOL_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		usage(stdout);
		return TOOL_CLEAN;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("dmaspace " DMASPACE_VERSION);
		return TOOL_CLEAN;
	}
	for (i = 0; i < NR_SUBCOMMANDS; i++)
		if (!strcmp(argv[1], subcommands[i].name)) {
			/* getopt() says it before what is wrong. */
			snprintf(name, sizeof(name), "dmaspace %s", argv[1]);
			argv[1] = name;
			return subcommands[i].main(argc - 1, argv + 1);
		}
	fprintf(stderr, "dmaspace: no command is called \"%s\" "
		"(see dmaspace --help)\n", argv[1]);
	return TOOL_USAGE;
}
