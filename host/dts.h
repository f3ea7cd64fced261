/* SPDX-License-Identifier: MIT */
#ifndef HOST_DTS_H
#define HOST_DTS_H

#include <stddef.h>

/*
 * The device tree in a file, as a blob of *size bytes for free(): a blob as it
 * is, a source (.dts, or text) through dtc; "-" is standard input.  NULL after
 * a line by host_error(): which file and line, what was expected.  The blob
 * itself is not checked.
 */
void *host_load_tree(const char *path, size_t *size);

#endif
