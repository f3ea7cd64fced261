/* SPDX-License-Identifier: MIT */
/*
 * What the rules of lint/ have: the tree (linux/of.h), what the kernel made of
 * it (of/reserved-mem.h, core/mm/memblock.h; as 6.12 did), and this.
 *
 * A rule is one function over the whole tree, in the table of lint.c.  It tells
 * what it finds by tree_reject(), tree_beware() or tree_note(), and before that,
 * if it likes, by tree_edit() and lint_says().  A node that is disabled is
 * of no interest, unless the rule is about that.
 */
#ifndef LINT_PRIVATE_H
#define LINT_PRIVATE_H

#include <linux/of.h>

#include "dmaspace/lint.h"
#include "of/note.h"

extern const struct lint_options *lint_options;

/* Is it a tree for 32-bit ARM? */
bool lint_arm32(void);
/* Do the tree's CPUs say so? */

/* A rule got no memory: lint_tree() will say so. */
void lint_no_memory(void);

/* Is it the node of an option: by its full path, or by its name? */
bool lint_is_named(const struct device_node *np, const char *name);

/* The next node that is enabled with all above it; NULL begins and ends. */
struct device_node *lint_next(struct device_node *prev);

/*
 * What the kernels of the mask (1 << LINT_6_12 | ...) do with what the next
 * note tells, in their own words where Linux has a line.  Without any call, a
 * rule's note holds for all versions, which say nothing.
 */
void lint_says(unsigned int versions, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* They have the fault, and not a word for it. */
void lint_silent(unsigned int versions);
#define LINT_ALL ((1u << LINT_VERSIONS) - 1)

/* --- the rules ------------------------------------------------------------ */

void lint_buses(void);			/* bus.c */
void lint_iommus(void);			/* iommu.c */
void lint_reach(void);			/* reach.c */
void lint_overlap(void);		/* overlap.c */
void lint_place(void);			/* place.c */
void lint_pools(void);			/* pools.c */
void lint_references(void);		/* references.c */
void lint_regions(void);		/* regions.c */
void lint_regions_forget(void);
void lint_spelling(void);		/* spelling.c */

#endif
