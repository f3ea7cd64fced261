/* SPDX-License-Identifier: MIT */
#ifndef HOST_DTS_H
#define HOST_DTS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The device tree in a file, as a blob of *size bytes for free(): a blob as it
 * is, a source (.dts, or text) through dtc, and through cpp if it has directives
 * of it; "-" is standard input.  NULL after a line by host_error(): which file
 * and line, what was expected.  The blob itself is not checked.
 */
void *host_load_tree(const char *path, size_t *size);

/*
 * Folders for #include and /include/ after the source's own; NULL-terminated,
 * kept by the caller.  NULL: none.
 */
void host_tree_include(char *const *folders);

/*
 * Fill in /memory as a boot loader does; spec is "SIZE@BASE" (K, M, G).  *blob,
 * for free(), may be another one then.  0, -ENOMEM, or -EINVAL after a line by
 * host_error().
 */
int host_tree_memory(const char *spec, void **blob, size_t *size);

/* --- the same with what is needed to speak of lines ------------------------ */

struct host_tree {
	const char *name;		/* of its lines; "" not yet loaded */
	void *blob;
	size_t size;			/* of blob, bytes */
	char *raw;			/* the source as read; NULL: a blob */
	size_t raw_size;
	char *text;			/* as dtc got it: raw, or out of cpp */
	size_t text_size;
	char *made;			/* name of a source made of a blob */
	bool is_overlay;		/* a part of a tree only */
};

/* Like host_load_tree(); 0 or -EINVAL, *t to be freed in either case. */
int host_tree_load(struct host_tree *t, const char *path);
/* Give a blob a source: what dtc makes of it, by the name of the blob with
 * .dts at its end.  0, -ENOMEM, or -EINVAL after a line by host_error(). */
int host_tree_decompile(struct host_tree *t);
void host_tree_free(struct host_tree *t);

/* Where a node or a property is written: from there up to, not with, there. */
struct host_place {
	const char *node;		/* full path */
	const char *property;		/* NULL: the body of the node */
	const char *file;
	unsigned int line, column;	/* both from 1, columns in bytes */
	unsigned int end_line, end_column;
};

/* Every place of a tree, in its order: a node may have several. */
struct host_places {
	struct host_place *place;
	unsigned int n, n_paths;
	char *words, **paths;		/* what the strings point into */
};

/* Read them from the source; a blob has none.  0, -ENOMEM, or -EINVAL. */
int host_tree_places(const struct host_tree *t, struct host_places *places);
void host_places_free(struct host_places *places);
/* The last place of that: a node that was written in parts has several, a
 * property that was written again is where that was done.  NULL: none. */
const struct host_place *host_place_find(const struct host_places *places,
					 const char *node,
					 const char *property);

#endif
