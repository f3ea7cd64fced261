// SPDX-License-Identifier: MIT
/*
 * The rules of lint by name; docs/lint.md explains each.  Those of the first
 * part are told by of/ when it reads the tree as a kernel does.
 */
#include <linux/types.h>

#include "dmaspace/lint.h"

const struct lint_rule lint_rules[] = {
	{ "cma-alignment", TREE_ERROR, "CMA area not made of whole blocks" },
	{ "cma-cmdline", TREE_NOTE, "cma= on the command line instead of the tree's area" },
	{ "cma-too-many", TREE_ERROR, "more CMA areas than the kernel has room for" },
	{ "memory-missing", TREE_NOTE, "no RAM: the boot loader fills it in" },
	{ "memory-reg-cells", TREE_WARNING, "reg of /memory is no multiple of its cells" },
	{ "memory-type", TREE_WARNING, "memory node without device_type" },
	{ "pool-needs-nomap", TREE_WARNING, "DMA pool in mapped RAM: no device can attach" },
	{ "reserved-alloc-ranges", TREE_ERROR, "alloc-ranges with the wrong number of cells" },
	{ "reserved-dynamic-cells", TREE_ERROR, "size or alignment with the wrong cell count" },
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
	{ "restricted-exclusive", TREE_ERROR, "restricted pool with what excludes it" },
	/* lint/bus.c */
	{ "dma-coherent-both", TREE_WARNING, "dma-coherent and dma-noncoherent in one node" },
	{ "dma-ranges-cells", TREE_WARNING, "dma-ranges with the wrong number of cells" },
	{ "dma-ranges-memory", TREE_NOTE, "RAM that a bus does not reach" },
	{ "dma-ranges-overlap", TREE_WARNING, "two dma-ranges for one address of the bus" },
	{ "dma-ranges-parent", TREE_ERROR, "dma-ranges that those above do not cover" },
	{ "dma-ranges-size", TREE_ERROR, "dma-ranges with a size that cannot be" },
	/* lint/iommu.c */
	{ "iommu-cells", TREE_ERROR, "iommus that cannot be read" },
	{ "iommu-disabled", TREE_NOTE, "an IOMMU or MSI controller that is disabled" },
	{ "iommu-map-cells", TREE_ERROR, "iommu-map or msi-map with the wrong number of cells" },
	{ "iommu-map-length", TREE_WARNING, "entry of a map for no ID, or for too many" },
	{ "iommu-map-mask", TREE_ERROR, "mask that takes bits of a map's IDs away" },
	{ "iommu-map-overlap", TREE_WARNING, "entries of a map for the same ID" },
	{ "iommu-map-target", TREE_ERROR, "map that names no node" },
	/* lint/overlap.c */
	{ "reserved-overlap-load", TREE_ERROR, "region where a boot loader loads something" },
	{ "reserved-overlap-memreserve", TREE_ERROR, "region that gives /memreserve/ memory away" },
	{ "reserved-overlap-registers", TREE_ERROR, "region over the registers of a device" },
	/* lint/place.c */
	{ "cma-zone", TREE_ERROR, "CMA area across the end of a zone" },
	{ "reserved-alignment", TREE_WARNING, "alignment that is no power of two" },
	{ "reserved-alloc-ranges-ram", TREE_WARNING, "alloc-ranges without RAM" },
	{ "reserved-all-ram", TREE_WARNING, "no RAM left to the kernel" },
	{ "reserved-half-ram", TREE_WARNING, "region that is not all RAM" },
	{ "reserved-outside-ram", TREE_WARNING, "region outside of all RAM" },
	{ "reserved-page-aligned", TREE_WARNING, "no-map that ends within a page" },
	{ "reserved-unit-address", TREE_NOTE, "region named after another address" },
	{ "reserved-wraps", TREE_ERROR, "region behind the last address there can be" },
	/* lint/pools.c */
	{ "cma-default-misplaced", TREE_WARNING, "linux,cma-default in what is no CMA area" },
	{ "cma-default-several", TREE_WARNING, "more than one default CMA area" },
	{ "dma-default-misplaced", TREE_NOTE, "linux,dma-default, which means nothing" },
	{ "pool-several", TREE_NOTE, "more than one pool of a device" },
	{ "pool-too-small", TREE_ERROR, "pool that can never give what is needed" },
	/* lint/reach.c */
	{ "dma-mask", TREE_ERROR, "region beyond the device's address bits" },
	{ "dma-offset", TREE_NOTE, "region that has another address on the bus" },
	{ "dma-ranges-hidden", TREE_WARNING, "dma-ranges that a bus below hides" },
	{ "dma-reach", TREE_ERROR, "region that the device's buses do not reach" },
	/* lint/references.c */
	{ "reference-disabled", TREE_WARNING, "memory-region names a disabled node" },
	{ "reference-missing", TREE_ERROR, "memory-region names no node" },
	{ "reference-names", TREE_WARNING, "not as many names as entries of memory-region" },
	{ "reference-no-handler", TREE_NOTE, "memory-region names a region that nobody serves" },
	{ "reference-not-reserved", TREE_WARNING, "memory-region names no reserved memory" },
	{ "reserved-duplicate-name", TREE_ERROR, "a node that is called like a region" },
	/* lint/spelling.c */
	{ "reference-misspelt", TREE_WARNING, "memory-region with a letter wrong" },
	{ "reserved-misplaced", TREE_WARNING, "reserved memory where the kernel does not look" },
	{ "reserved-misspelt", TREE_WARNING, "property with a letter wrong" },
	/* tools/lint/suppress.c */
	{ "suppression-unused", TREE_NOTE, "suppression that keeps nothing back" },
	{ }
};
