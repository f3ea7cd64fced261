/* SPDX-License-Identifier: MIT */
/*
 * The subcommands of dmaspace: each is one file with one of these functions,
 * called with its own name as argv[0].
 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include <stdbool.h>

#include "dmaspace/tree.h"

enum tool_exit {
	TOOL_CLEAN = 0,			/* nothing to say */
	TOOL_REPORTS = 1,		/* the run found faults of a driver */
	TOOL_USAGE = 2,			/* the command line is wrong */
	TOOL_FAILED = 3,		/* the run itself could not be done */
};

int boot_main(int argc, char **argv);
int cc_main(int argc, char **argv);
int explain_main(int argc, char **argv);
int lint_main(int argc, char **argv);
int run_main(int argc, char **argv);

/* One clear line on standard error, "dmaspace NAME: ..."; TOOL_USAGE. */
int tool_usage(const char *name, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* "6.1", "6.12" or "7.2" as LINUX_VERSION_CODE; 0: none of them. */
unsigned int tool_linux_version(const char *text);
/* The other way round; 0 is the default, 6.12. */
const char *tool_version_name(unsigned int code);
/* A number in C's notation with an optional K, M or G; false: it is none. */
bool tool_number(const char *text, unsigned long long *value);

/*
 * Which kernel reads a tree: kernel-options.c.  All 0 at first.  --linux= takes
 * one version or several (6.1,7.2), and may come more than once.
 */
#define TOOL_VERSIONS 3
struct tool_kernel {
	struct board_kernel kernel;	/* version: the last one named */
	unsigned int versions;		/* 1 << LINT_6_12 | ...: all of them */
};

enum { TOOL_ARCH = 512, TOOL_CMDLINE, TOOL_LINUX, TOOL_PAGE_SIZE };

/* Lines for a table of struct option. */
#define TOOL_KERNEL_OPTIONS \
	{ "arch", required_argument, NULL, TOOL_ARCH }, \
	{ "cmdline", required_argument, NULL, TOOL_CMDLINE }, \
	{ "linux", required_argument, NULL, TOOL_LINUX }, \
	{ "page-size", required_argument, NULL, TOOL_PAGE_SIZE }

/* Lines for a command's --help. */
#define TOOL_KERNEL_HELP \
"  --linux=V       the kernel to be: 6.1, 6.12 or 7.2 (6.12)\n" \
"  --arch=A        arm or arm64 (as the tree's CPUs)\n" \
"  --page-size=N   4k, 16k or 64k (4k)\n" \
"  --cmdline=TEXT  the kernel's command line, instead of the tree's bootargs\n"

/*
 * What getopt_long() returned is none of the command's own: take it.  value
 * must outlive k.  TOOL_CLEAN; TOOL_USAGE after a line.
 */
int tool_kernel_option(const char *tool, int c, const char *value,
		       struct tool_kernel *k);
/* Do they go together, for a command that is one kernel?  The same. */
int tool_kernel_check(const char *tool, const struct tool_kernel *k);

/*
 * Compile one driver source to a shared object: cc.c.  extra holds compiler
 * options, NULL-terminated; compiler NULL: $CC, else cc.  TOOL_CLEAN, else
 * TOOL_REPORTS (the source is at fault, which was said) or TOOL_FAILED.
 */
int cc_compile(const char *source, const char *out, unsigned int version,
	       const char *compiler, char *const *extra);

/* Run the statements of a script on the booted board: script.c.  0, or -1
 * after one line on standard error for what went wrong. */
int script_run(const char *path);
/* Can it be read, and is each line a statement?  0, or -1 and a line. */
int script_check(const char *path);

#endif
