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

/*
 * Fill in /memory as a boot loader does; spec is "SIZE@BASE" (K, M, G).  *blob,
 * for free(), may be another one then.  0, -ENOMEM, or -EINVAL after a line by
 * host_error().
 */
int host_tree_memory(const char *spec, void **blob, size_t *size);

#endif
