/* SPDX-License-Identifier: MIT */
/*
 * Telling people what is wrong with a tree: struct board_tree_note in
 * dmaspace/tree.h says what a note is made of.  rule is its id, one of
 * lint/rules.c.
 */
#ifndef OF_NOTE_H
#define OF_NOTE_H

#include "dmaspace/tree.h"

struct device_node;

void tree_note(enum board_tree_severity severity, const char *rule,
	       const struct device_node *np, const char *property,
	       const char *fix, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

#define tree_reject(rule, ...)	tree_note(TREE_ERROR, rule, __VA_ARGS__)
#define tree_beware(rule, ...)	tree_note(TREE_WARNING, rule, __VA_ARGS__)

/*
 * A part of the next note's fix that a program can make: the property gets this
 * value as in source (an empty text: none), or goes (fmt NULL).  What does not
 * fit (TREE_EDITS of them, 255 bytes) leaves all of that fix to people.
 */
void tree_edit(const struct device_node *np, const char *property,
	       const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
