// SPDX-License-Identifier: MIT
/*
 * The rules of lint by name; docs/lint.md explains each.  Those of the first
 * part are told by of/ when it reads the tree as a kernel does.
 */
#include <linux/types.h>

#include "dmaspace/lint.h"

const struct lint_rule lint_rules[] = {
	{ "cma-alignment", TREE_ERROR, "CMA area not made of whole blocks" },
	{ "cma-too-many", TREE_ERROR, "more CMA areas than the kernel has room for" },
	{ "memory-missing", TREE_NOTE, "no RAM: the boot loader fills it in" },
	{ "memory-reg-cells", TREE_WARNING, "reg of /memory is no multiple of its cells" },
	{ "memory-type", TREE_WARNING, "memory node without device_type" },
	{ "pool-needs-nomap", TREE_WARNING, "DMA pool in mapped RAM: no device can attach" },
	{ "reserved-alloc-ranges", TREE_ERROR, "alloc-ranges with the wrong number of cells" },
	{ "reserved-dynamic-cells", TREE_ERROR, "size or alignment with the wrong number of cells" },
	{ "reserved-empty", TREE_WARNING, "reserved memory with neither reg nor size" },
	{ "reserved-exclusive", TREE_ERROR, "no-map and reusable exclude each other" },
	{ "reserved-extra-ranges", TREE_WARNING, "more than one range in reg" },
	{ "reserved-format", TREE_ERROR, "/reserved-memory without the root's cells or ranges" },
	{ "reserved-nomap-busy", TREE_ERROR, "no-map range that is reserved already" },
	{ "reserved-no-room", TREE_ERROR, "dynamic region that cannot be placed" },
	{ "reserved-overlap", TREE_WARNING, "regions that overlap" },
	{ "reserved-reg-cells", TREE_ERROR, "reg with the wrong number of cells" },
	{ "reserved-size-zero", TREE_ERROR, "region of size 0" },
	{ "reserved-too-many", TREE_WARNING, "more regions than Linux 6.1 has room for" },
	/* lint/references.c */
	{ "reference-disabled", TREE_WARNING, "memory-region names a disabled node" },
	{ }
};
