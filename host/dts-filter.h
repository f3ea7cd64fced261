/* SPDX-License-Identifier: MIT */
/*
 * Programs that text goes through: cpp and dtc.
 *
 * Each runs beside us without a shell; input, output and words are memory
 * files, so that no pipe can fill up.  What a wrong input could make of it is
 * bounded: processor time, and the size of what it writes.
 */
#ifndef HOST_DTS_FILTER_H
#define HOST_DTS_FILTER_H

#include <stddef.h>

/*
 * argv[0] on n bytes of text: what it printed, NUL behind it, for free().  NULL
 * after one line by host_error(), which has name in it.
 */
char *dts_filter(const char *name, char *const *argv, const char *text,
		 size_t n, size_t *size);

struct host_tree;

/* The source again, out of dtc, with a comment on the place of each line. */
char *dts_annotated(const struct host_tree *t, size_t *size);

#endif
