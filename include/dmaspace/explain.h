/* SPDX-License-Identifier: MIT */
/*
 * What the DMA API does for a device of a tree - without a machine.
 *
 * The tree is read as a kernel does (tree.h); then each device that can do DMA
 * is asked what `dmaspace run` asks when its driver calls: which regions it can
 * attach, where memory comes from, how the CPU sees it, what the bus makes of
 * an address.  Where Linux has a mechanism that the library has not (an IOMMU),
 * a text says what Linux does and begins with "Linux:".
 */
#ifndef DMASPACE_EXPLAIN_H
#define DMASPACE_EXPLAIN_H

#include "dmaspace/tree.h"

#define EXPLAIN_TEXT	400		/* bytes of a text, with its NUL */
#define EXPLAIN_REGIONS	16
#define EXPLAIN_RANGES	16
#define EXPLAIN_CALLS	12
#define EXPLAIN_ATTRS	16
#define EXPLAIN_NOTES	12
#define EXPLAIN_OUT_OF_REACH UINT64_MAX

struct explain_options {
	const char *device;		/* full path, alias, or the end of a
					 * path; NULL: all that can do DMA */
	uint64_t size;			/* bytes to ask for; 0: none */
	unsigned long attrs;		/* bits of explain_attrs[] */
	unsigned int mask;		/* bits of dma_set_mask_and_coherent();
					 * 0: it is not called */
};

struct explain_range {			/* an entry of dma-ranges */
	uint64_t cpu, bus, size;
};

/* An entry of memory-region, and what attaching to it gives. */
struct explain_region {
	const char *path;		/* NULL: it leads nowhere */
	const char *name;		/* memory-region-names; or NULL */
	const char *kind;		/* "DMA pool", "CMA area", ... */
	uint64_t base, size;		/* both 0: no such region */
	uint64_t bus;			/* base for the device */
	int result;			/* 0 or -errno */
	bool serves;			/* allocations come from there */
	char what[EXPLAIN_TEXT];
};

/* One door of the API. */
struct explain_call {
	const char *call;
	char from[64];			/* where the memory comes from */
	const char *view;		/* how the CPU sees it; "": not at all */
	int cached, buffered;		/* the two bits; -1: none */
	const char *sync;		/* "none", "by direction" */
	const char *full;		/* when there is no room; "": never */
	bool own;			/* why is about this device, not all */
	bool never;			/* the size cannot be had: why */
	char why[EXPLAIN_TEXT];
};

struct explain_sync {
	const char *direction;
	const char *for_device;		/* map, dma_sync_*_for_device() */
	const char *for_cpu;		/* unmap, dma_sync_*_for_cpu() */
};

struct explain_line {
	const char *about;
	const char *source;		/* where Linux does it; NULL: ours shows */
	char text[EXPLAIN_TEXT];
};

/* Strings are valid during the call; "" and 0: nothing to say. */
struct explain_device {
	const char *path, *compatible;	/* compatible: its first one, or NULL */
	const char *listed;		/* what says that it does DMA */
	bool endpoints;			/* a PCI host: it is about those below */
	bool coherent;
	const char *coherent_by;	/* node that says so or not; NULL: none */
	char iommu[EXPLAIN_TEXT], iommu_id[16];	/* its first ID there */
	uint64_t mask;			/* coherent mask in the end */
	int mask_result;		/* of the call with options.mask */
	uint64_t limit;			/* mask and bus together */
	uint64_t enough;		/* a mask that reaches all RAM; 0: none */
	bool translated;		/* by an IOMMU: RAM may be anywhere */
	uint64_t reached;		/* bytes of RAM in reach */
	uint64_t ram_end, missed, first_missed;	/* and out of it */
	const char *zone;		/* for ordinary pages: tried first */
	const char *ranges_by;		/* node whose dma-ranges count, or NULL */
	struct explain_range ranges[EXPLAIN_RANGES];
	struct explain_region regions[EXPLAIN_REGIONS];
	struct explain_call calls[EXPLAIN_CALLS];
	struct explain_sync syncs[3];
	struct explain_line sizes[3];	/* what the size asked for becomes */
	struct explain_line attrs[EXPLAIN_ATTRS];
	struct explain_line notes[EXPLAIN_NOTES];	/* what would change it */
	unsigned int nr_ranges, nr_regions, nr_calls, nr_sizes, nr_attrs,
		     nr_notes;
};

/*
 * Read the tree and hand each device to fn, in the tree's order.  kernel may
 * be NULL.  0; -EINVAL: no device tree, or no such device (host_error() said
 * why, and which names are near); -ENOMEM.
 */
int explain_tree(const void *dtb, size_t size,
		 const struct board_kernel *kernel,
		 const struct explain_options *options,
		 void (*fn)(void *arg, const struct explain_device *device),
		 void *arg);

/* The attributes of dma_alloc_attrs() by name; the last has name NULL. */
struct explain_attr {
	const char *name;		/* without DMA_ATTR_ */
	unsigned long bit;
	unsigned int since;		/* the first kernel that has it */
};
extern const struct explain_attr explain_attrs[];

#endif
