/* SPDX-License-Identifier: MIT */
/*
 * A script being run: its lines, and what its statements have made.
 */
#ifndef TOOLS_SCRIPT_H
#define TOOLS_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCRIPT_WORDS 32

struct script_line {
	char *words[SCRIPT_WORDS];
	int nr_words;
	int number;			/* in the file, from 1 */
	int end;			/* index of a block's end, else 0 */
};

struct script {
	const char *path;
	char *text;			/* the words point into it */
	struct script_line *lines;
	int nr_lines;
	bool failed;			/* some statement did */
};

/* One flow of control: the program's, or that of a thread block. */
struct script_flow {
	struct script *script;
	const struct script_line *line;	/* being run */
	int from, to;			/* of a thread: its lines */
	uint64_t asked;			/* bytes the statement had to move */
};

/* Say "FILE:LINE: STATEMENT: text" and remember that it failed; -1. */
int script_error(struct script_flow *flow, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A result that no call gives: the error was said. */
#define SCRIPT_FAILED	INT64_MIN

struct script_statement {
	const char *name;
	int min, max;			/* words behind the name */
	const char *usage;
	/* Result as of the board's call, or SCRIPT_FAILED. */
	int64_t (*run)(struct script_flow *flow, int argc, char **argv);
	bool whole;			/* the result is a count, and must be
					 * what was asked for */
};

const struct script_statement *script_statement(const char *name);

/* --- what scripts make: script-value.c ------------------------------------ */

enum script_kind { SCRIPT_FD, SCRIPT_BUFFER, SCRIPT_NUMBER };

struct script_value {
	char *name;
	enum script_kind kind;
	int fd;
	unsigned char *addr;
	uint64_t size;			/* bytes; the number */
	bool mapped;			/* by mmap, not by alloc */
	bool gone;			/* closed or unmapped */
};

struct script_value *script_value(const char *name);
/* A new one, or an old one of this name that is gone; NULL: no memory. */
struct script_value *script_value_new(const char *name, enum script_kind kind);
/* The value of that kind, or NULL and an error said. */
struct script_value *script_want(struct script_flow *flow, const char *name,
				 enum script_kind kind);
/* NUMBER, NAME of a number, &BUFFER, joined by +; false: an error was said. */
bool script_number(struct script_flow *flow, const char *text,
		   uint64_t *value);
/* size bytes at the next fixed address; NULL when there are none. */
unsigned char *script_alloc(uint64_t size);

/* Fill or compare with PATTERN: a byte, seq:START, random:SEED. */
bool script_fill(struct script_flow *flow, const char *pattern,
		 unsigned char *p, uint64_t n);
/* Index of the first byte that differs, n: none; -1 an error was said. */
int64_t script_differs(struct script_flow *flow, const char *pattern,
		       const unsigned char *p, uint64_t n,
		       unsigned int *expected);

/* "EFAULT" as 14; 0: not known. */
int script_errno(const char *name);
/* 14 as "EFAULT", or its digits. */
const char *script_errno_name(int err);

#endif
