// SPDX-License-Identifier: MIT
/*
 * tree - from the blob to nodes and properties.
 *
 * libfdt checks the header and steps from tag to tag within bounds, forward, we
 * see to that; one walk makes the nodes and refuses what breaks the format.
 * Nodes and properties lie in an arena, names and values stay in our copy of
 * the blob.  A table finds a node by phandle; the first of equal ones wins, as
 * in Linux.
 *
 * Same as Linux: what it accepts up to depth 64 and, on arm64, 2 MiB.
 * Not the same:  no "name" property is made up, equal siblings keep their
 * names, and what Linux would skip or die of is refused with its place.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/libfdt.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "host/host.h"
#include "of/private.h"

#define MAX_DEPTH	64
#define MAX_BLOB	(2u << 20)
#define CHUNK_SIZE	65536u

struct chunk {
	struct chunk *next;
	size_t used, size;
	char data[];
};

struct walk {
	int offset;			/* of the tag, in the structure block */
	int depth;			/* of open nodes */
	struct device_node *node;	/* innermost open one */
	struct device_node *last[MAX_DEPTH];	/* youngest child of each */
	struct property *prop;		/* last of the open node */
	u32 phandles;
};

struct device_node *of_root, *of_chosen, *of_aliases;

const struct fwnode_operations of_fwnode_ops = { .firmware = "device tree" };

static void *blob;
static struct chunk *chunks;
static struct device_node **by_phandle;	/* open addressing */
static u32 phandle_mask;

/* size zeroed bytes that live as long as the tree. */
static void *tree_alloc(size_t size)
{
	struct chunk *c = chunks;
	void *p;

	size = (size + 7) & ~(size_t)7;
	if (!c || c->size - c->used < size) {
		size_t room = max(size, (size_t)CHUNK_SIZE);

		c = host_alloc(sizeof(*c) + room);
		if (!c)
			return NULL;
		c->next = chunks;
		c->size = room;
		chunks = c;
	}
	p = c->data + c->used;
	c->used += size;
	return p;
}

const char *tree_path(const struct device_node *np, char *buf, size_t n)
{
	size_t at = n - 1, len;

	buf[at] = '\0';
	if (!np || !np->parent)
		return np ? "/" : "";
	for (; np->parent && at; np = np->parent) {
		len = min(strlen(np->full_name), at - 1);
		at -= len;
		memcpy(buf + at, np->full_name, len);
		buf[--at] = '/';
	}
	return buf + at;
}

bool tree_value_is(const struct property *prop, const char *s)
{
	size_t n = strlen(s) + 1;

	return prop && prop->length == n && !memcmp(prop->value, s, n);
}

/* --- the blob ------------------------------------------------------------- */

static int check_header(const void *dtb, size_t size)
{
	if (size < sizeof(struct fdt_header)) {
		host_error("device tree: %zu bytes; the header alone has %zu",
			   size, sizeof(struct fdt_header));
		return -EINVAL;
	}
	if (fdt_magic(dtb) != FDT_MAGIC) {
		host_error("device tree: byte 0x0: 0x%08x, expected the magic "
			   "0x%08x: not a device tree blob",
			   fdt_magic(dtb), FDT_MAGIC);
		return -EINVAL;
	}
	if (fdt_totalsize(dtb) < sizeof(struct fdt_header)) {
		host_error("device tree: byte 0x4: the header tells of %u bytes and has %zu itself",
			   fdt_totalsize(dtb), sizeof(struct fdt_header));
		return -EINVAL;
	}
	if (fdt_totalsize(dtb) > size) {
		host_error("device tree: byte 0x4: the header tells of %u "
			   "bytes, there are %zu: the file is cut off",
			   fdt_totalsize(dtb), size);
		return -EINVAL;
	}
	if (fdt_totalsize(dtb) > MAX_BLOB) {
		host_error("device tree: byte 0x4: %u bytes; arm64 Linux takes %u at most",
			   fdt_totalsize(dtb), MAX_BLOB);
		return -EINVAL;
	}
	if (fdt_version(dtb) < 17 || fdt_last_comp_version(dtb) > 17) {
		host_error("device tree: byte 0x14: format version %u, expected 17",
			   fdt_version(dtb));
		return -EINVAL;
	}
	return 0;
}

static int check_blocks(const void *dtb)
{
	int err = fdt_check_header(dtb);

	if (err) {
		host_error("device tree: header: a block lies outside of the %u bytes: %s",
			   fdt_totalsize(dtb), fdt_strerror(err));
		return -EINVAL;
	}
	if (fdt_off_mem_rsvmap(dtb) % 8 || fdt_off_dt_struct(dtb) % 4) {
		host_error("device tree: header: block at byte 0x%x or 0x%x, "
			   "expected multiples of 8 and 4",
			   fdt_off_mem_rsvmap(dtb), fdt_off_dt_struct(dtb));
		return -EINVAL;
	}
	if (fdt_num_mem_rsv(dtb) < 0) {
		host_error("device tree: byte 0x%x: /memreserve/ has no end, "
			   "expected an entry of size 0",
			   fdt_off_mem_rsvmap(dtb));
		return -EINVAL;
	}
	return 0;
}

/* --- the walk ------------------------------------------------------------- */

static int refuse(const struct walk *w, const char *what, const char *name)
{
	char path[TREE_PATH];

	host_error("device tree: %s: byte 0x%x: %s%s%.64s",
		   w->node ? tree_path(w->node, path, sizeof(path)) :
		   "before the root", fdt_off_dt_struct(blob) + w->offset,
		   what, name ? ": " : "", name ? name : "");
	return -EINVAL;
}

/* Names go to logs and terminals: nothing but printable ASCII. */
static bool name_ok(const char *name, bool property)
{
	if (!*name)
		return false;
	for (; *name; name++)
		if (*name < '!' || *name > '~' || (*name == '/' && !property))
			return false;
	return true;
}

/* name without the unit address, in memory of its own if that differs. */
static const char *base_name(const char *name)
{
	const char *at = strchr(name, '@');
	char *copy;

	if (!at)
		return name;
	copy = tree_alloc(at - name + 1);
	if (copy)
		memcpy(copy, name, at - name);
	return copy;
}

static int begin_node(struct walk *w, const char *name)
{
	struct device_node *np;

	if (!w->node && of_root)
		return refuse(w, "a second root, expected the end", NULL);
	if (w->node ? !name_ok(name, false) : *name)
		return refuse(w, w->node ?
			      "node name, expected printable ASCII without '/'" :
			      "the root has a name", NULL);
	if (w->depth == MAX_DEPTH)
		return refuse(w, "nodes are nested deeper than 64", name);
	np = tree_alloc(sizeof(*np));
	if (!np)
		return -ENOMEM;
	np->full_name = name;
	np->name = base_name(name);
	if (!np->name)
		return -ENOMEM;
	np->fwnode.ops = &of_fwnode_ops;
	np->parent = w->node;
	if (!w->node)
		of_root = np;
	else if (w->last[w->depth - 1])
		w->last[w->depth - 1]->sibling = np;
	else
		w->node->child = np;
	if (w->node)
		w->last[w->depth - 1] = np;
	w->last[w->depth++] = NULL;
	w->node = np;
	w->prop = NULL;
	return 0;
}

static int end_node(struct walk *w)
{
	if (!w->node)
		return refuse(w, "a node ends that did not begin", NULL);
	w->node = w->node->parent;
	w->depth--;
	w->prop = NULL;
	return 0;
}

static void note_phandle(struct walk *w, const struct property *prop)
{
	if (prop->length != 4 || w->node->phandle ||
	    (strcmp(prop->name, "phandle") &&
	     strcmp(prop->name, "linux,phandle")))
		return;
	w->node->phandle = of_read_number(prop->value, 1);
	w->phandles++;
}

static int add_property(struct walk *w, const struct fdt_property *fp)
{
	struct property *prop;
	const char *name;

	if (!w->node)
		return refuse(w, "a property outside of every node", NULL);
	name = fdt_get_string(blob, fdt32_to_cpu(fp->nameoff), NULL);
	if (!name || !name_ok(name, true))
		return refuse(w, "property name, expected printable ASCII in "
				 "the strings block", NULL);
	if (w->node->child)
		return refuse(w, "property behind a child node, expected before it",
			      name);
	prop = tree_alloc(sizeof(*prop));
	if (!prop)
		return -ENOMEM;
	prop->name = (char *)name;
	prop->length = fdt32_to_cpu(fp->len);
	prop->value = (void *)fp->data;
	if (w->prop)
		w->prop->next = prop;
	else
		w->node->properties = prop;
	w->prop = prop;
	note_phandle(w, prop);
	return 0;
}

/* libfdt has checked that the tag with all its bytes lies in the block. */
static int take_tag(struct walk *w, u32 tag)
{
	const void *at = (const char *)blob + fdt_off_dt_struct(blob) +
			 w->offset;

	switch (tag) {
	case FDT_BEGIN_NODE:
		return begin_node(w, ((const struct fdt_node_header *)at)->name);
	case FDT_END_NODE:
		return end_node(w);
	case FDT_PROP:
		return add_property(w, at);
	case FDT_NOP:
		return 0;
	default:
		return refuse(w, "no tag of the format", NULL);
	}
}

static int walk_tree(struct walk *w)
{
	int next, err = 0;
	u32 tag;

	for (;; w->offset = next) {
		tag = fdt_next_tag(blob, w->offset, &next);
		if (next < 0)
			return refuse(w, "cut off or no tag of the format",
				      fdt_strerror(next));
		/* libfdt 1.6 adds a length without a look at the sign. */
		if (next <= w->offset)
			return refuse(w, "a value that ends before it begins",
				      NULL);
		if (tag == FDT_END)
			break;
		err = take_tag(w, tag);
		if (err)
			return err;
	}
	if (w->node)
		return refuse(w, "the tree ends in an open node", NULL);
	return of_root ? 0 : refuse(w, "no root node", NULL);
}

/* --- phandles ------------------------------------------------------------- */

static u32 phandle_slot(phandle handle)
{
	u32 at = handle * 2654435761u >> 7 & phandle_mask;

	while (by_phandle[at] && by_phandle[at]->phandle != handle)
		at = (at + 1) & phandle_mask;
	return at;
}

static int index_phandles(u32 count)
{
	struct device_node *np;
	u32 size = 16, slot;

	while (size < count * 2)
		size *= 2;
	by_phandle = host_alloc(size * sizeof(*by_phandle));
	if (!by_phandle)
		return -ENOMEM;
	phandle_mask = size - 1;
	for_each_of_allnodes(np) {
		if (!np->phandle || np->phandle == ~0u)
			continue;
		slot = phandle_slot(np->phandle);
		if (!by_phandle[slot])
			by_phandle[slot] = np;
	}
	return 0;
}

struct device_node *of_find_node_by_phandle(phandle handle)
{
	if (!handle || !by_phandle)
		return NULL;
	return by_phandle[phandle_slot(handle)];
}

/* --- all of it ------------------------------------------------------------ */

static int build(void)
{
	struct walk w = { 0 };
	int err = walk_tree(&w);

	if (!err)
		err = index_phandles(w.phandles);
	if (err)
		return err;
	of_aliases = of_find_node_by_path("/aliases");
	of_chosen = of_find_node_by_path("/chosen");
	return 0;
}

int tree_build(const void *dtb, size_t size)
{
	int err = check_header(dtb, size);

	if (err)
		return err;
	tree_reset();
	size = fdt_totalsize(dtb);
	blob = host_alloc(size);
	if (!blob)
		return -ENOMEM;
	memcpy(blob, dtb, size);
	err = check_blocks(blob);
	if (!err)
		err = build();
	if (err)
		tree_reset();
	return err;
}

void tree_reset(void)
{
	while (chunks) {
		struct chunk *next = chunks->next;

		host_free(chunks);
		chunks = next;
	}
	host_free(by_phandle);
	host_free(blob);
	of_root = of_chosen = of_aliases = NULL;
	by_phandle = NULL;
	blob = NULL;
}

bool tree_memreserve(unsigned int i, u64 *base, u64 *size)
{
	uint64_t b = 0, s = 0;

	if (fdt_get_mem_rsv(blob, i, &b, &s))
		return false;
	*base = b;
	*size = s;
	return s != 0;
}
