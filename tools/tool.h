/* SPDX-License-Identifier: MIT */
/*
 * The subcommands of dmaspace: each is one file with one of these functions,
 * called with its own name as argv[0].
 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include <stdbool.h>

enum tool_exit {
	TOOL_CLEAN = 0,			/* nothing to say */
	TOOL_REPORTS = 1,		/* the run found faults of a driver */
	TOOL_USAGE = 2,			/* the command line is wrong */
	TOOL_FAILED = 3,		/* the run itself could not be done */
};

int boot_main(int argc, char **argv);
int cc_main(int argc, char **argv);
int lint_main(int argc, char **argv);
int run_main(int argc, char **argv);

/* One clear line on standard error, "dmaspace NAME: ..."; TOOL_USAGE. */
int tool_usage(const char *name, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* "6.1", "6.12" or "7.2" as LINUX_VERSION_CODE; 0: none of them. */
unsigned int tool_linux_version(const char *text);
/* A number in C's notation with an optional K, M or G; false: it is none. */
bool tool_number(const char *text, unsigned long long *value);

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
