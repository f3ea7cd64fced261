/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with the memory of a device tree - by every kernel's rules.
 *
 * The tree is read as each kernel reads it at boot (tree.h), and held against
 * rules that look at several nodes together.  No board is set up.  Each rule is
 * explained in docs/lint.md.
 */
#ifndef DMASPACE_LINT_H
#define DMASPACE_LINT_H

#include "dmaspace/tree.h"

enum lint_version { LINT_6_1, LINT_6_12, LINT_7_2, LINT_VERSIONS };

/* What somebody knows of the board that its tree does not say. */
struct lint_area {			/* a boot loader or firmware loads there */
	const char *name;
	uint64_t base, size;		/* bytes */
};

struct lint_need {			/* a device's buffer must be that large */
	const char *node;		/* full path, or the node's name */
	uint64_t size;			/* bytes */
};

struct lint_mask {			/* a device drives that many address bits */
	const char *node;
	unsigned int bits;
};

struct lint_options {
	unsigned int versions;		/* 1 << LINT_6_12 | ...; 0: all */
	unsigned int page_shift;	/* 12, 14, 16; 0: 12 */
	enum board_arch arch;
	const char *cmdline;		/* NULL: bootargs of /chosen */
	const struct lint_area *areas;
	const struct lint_need *needs;
	const struct lint_mask *masks;
	unsigned int nr_areas, nr_needs, nr_masks;
};

/*
 * A note, and what each kernel does with it in its own words: lines ended by
 * a newline; "": not a word; NULL: that version has no fault there (or was not
 * asked).  Valid during the call.
 */
struct lint_finding {
	struct board_tree_note note;
	const char *kernel[LINT_VERSIONS];
};

/*
 * Hand every finding to fn, in the order of the tree.  0; -EINVAL (no device
 * tree; the reason was said by host_error()); -ENOMEM.
 */
int lint_tree(const void *dtb, size_t size, const struct lint_options *options,
	      void (*fn)(void *arg, const struct lint_finding *finding),
	      void *arg);

/* Every rule, for lists and SARIF; the last has id NULL. */
struct lint_rule {
	const char *id;
	enum board_tree_severity severity;	/* the usual one */
	const char *title;		/* one line: what is wrong */
};
extern const struct lint_rule lint_rules[];

#endif
