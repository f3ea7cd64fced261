/* SPDX-License-Identifier: MIT */
/*
 * dmaspace lint - what its files share.  lint.c reads trees and hands what is
 * found to an output; lint-suppress.c keeps some of it back, lint-fix.c makes
 * a diff of the fixes.
 */
#ifndef TOOLS_LINT_H
#define TOOLS_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "dmaspace/lint.h"
#include "host/dts.h"

/* A finding and where it is.  finding->note.node may be NULL: it is about no
 * tree, but about a line of a source or of a file of suppressions. */
struct lint_told {
	const struct lint_finding *finding;
	const char *file;
	unsigned int line;		/* 0: the input was a blob */
};

/* --- lint-options.c -------------------------------------------------------- */

struct lint_command {
	struct lint_options options;
	const struct lint_output *output;
	enum board_tree_severity least;	/* that is told */
	const char *memory;		/* --memory=, NULL: as in the tree */
	bool fix;
	bool list_rules;
	char **include;			/* of -I, NULL-terminated */
};

/* TOOL_CLEAN: the files are argv[optind] and on; TOOL_USAGE after a line. */
int lint_parse(struct lint_command *command, int argc, char **argv);
void lint_command_free(struct lint_command *command);

/* --- outputs: lint-text.c, lint-json.c, lint-github.c, lint-sarif.c -------- */

struct lint_output {
	const char *name;		/* of --format= */
	void (*tell)(const struct lint_told *told);
	/* Once, after all; complete: each file could be read.  NULL: nothing.
	 * 0, or -ENOMEM. */
	int (*end)(bool complete);
};

extern const struct lint_output lint_github_output;
extern const struct lint_output lint_json_output;
extern const struct lint_output lint_sarif_output;
extern const struct lint_output lint_text_output;

extern const char *const lint_severity_names[];	/* by severity */
extern const char *const lint_version_names[];	/* by enum lint_version */

/*
 * What the kernels do with it: "LEADLinux 6.1, 6.12: WORDS" and a line-feed for
 * each group that says the same; a line that comes again is told once.
 */
void lint_put_kernels(FILE *out, const char *lead, const char *const *kernel);
/* The finding as text for one field of an output: node, property, what, the
 * kernels and the fix.  For free(); NULL: no memory. */
char *lint_message(const struct lint_finding *f);

/* --- lint-files.c: files, and folders with all that is in them ------------- */

/* fn for a file, or for each *.dts and *.dtb of a folder, in the order of their
 * names.  0, or -EINVAL after a line: it could not be read. */
int lint_each_file(const char *path, void (*fn)(const char *path, bool named));

/* --- lint-suppress.c ------------------------------------------------------- */

/* Read a file of suppressions; 0, or -EINVAL after a line. */
int suppress_load(const char *path);
/* Comments in the sources of a tree; 0 or -ENOMEM. */
int suppress_read_source(const struct host_tree *t,
			 const struct host_places *places);
/* Is it to be kept back?  tree is the name of the tree it is in. */
bool suppress_is(const struct lint_told *told, const char *tree,
		 const struct host_places *places);
/* Tell each one that nothing was found for, and forget them all. */
void suppress_end(void (*tell)(const struct lint_told *told));

/* --- lint-fix.c, lint-diff.c ----------------------------------------------- */

/* Make all of these edits part of the diff, or none; t has a source.  Could
 * they be made? */
bool fix_add(const struct host_tree *t, const struct host_places *places,
	     const struct board_tree_edit *edits, unsigned int n);
/* Print the diff of each file, and forget all of it. */
void fix_end(FILE *out);

/* Bytes of a text that become other ones. */
struct fix_change {
	size_t from, to;		/* to == from: it is put in there */
	char *text;
	unsigned int call;		/* of fix_add(), that made it */
};

/* A unified diff of one file.  Changes are sorted and do not overlap. */
void fix_diff(FILE *out, const char *name, const char *text, size_t size,
	      const struct fix_change *changes, unsigned int n);

/* --- lint-trial.c ---------------------------------------------------------- */

/* Findings of one tree: copies. */
struct trial_item {
	struct board_tree_note note;	/* what is NULL */
	unsigned int kernels;		/* how many have it */
};

struct trial_list {
	struct trial_item *item;
	unsigned int n;
};

void trial_add(struct trial_list *list, const struct lint_finding *finding);
void trial_free(struct trial_list *list);

/* Make edits in the source, all or none; could they be made? */
typedef bool trial_fn(void *arg, const struct board_tree_edit *edits,
		      unsigned int n);
/*
 * Mend what is wanted: each finding's edits are handed to make() if the tree is
 * better with them.  How many of them are left to people.
 */
unsigned int trial_run(const void *dtb, size_t size,
		       const struct lint_options *options,
		       const struct trial_list *wanted, trial_fn *make,
		       void *arg);

/* The text of a source that a place is in: t's own or a file's, *size bytes,
 * for free(); NULL: it is not there. */
char *lint_source_text(const struct host_tree *t, const char *file,
		       size_t *size);

#endif
