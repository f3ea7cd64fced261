/* SPDX-License-Identifier: MIT */
/*
 * A device tree as the kernel reads it at boot - without a machine.
 *
 * For `dmaspace boot`, lints and fuzzers: no DRAM is made, no device, no
 * driver.  A board that boots does the same and goes on; see board.h.
 */
#ifndef DMASPACE_TREE_H
#define DMASPACE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is in memory when the kernel starts: its image, the tree, an initrd. */
struct board_area {
	uint64_t base, size;		/* bytes */
};

/* AUTO: as the tree's CPUs are; those with 64 bits are for arm64. */
enum board_arch { BOARD_ARCH_AUTO, BOARD_ARM64, BOARD_ARM };

/* The kernel that reads it; all 0 and NULL: 6.12, 4 KiB pages. */
struct board_kernel {
	unsigned int version;		/* 0x060100, 0x060c00, 0x070200 */
	unsigned int page_shift;	/* 12, 14, 16 */
	enum board_arch arch;
	const char *cmdline;		/* NULL: bootargs of /chosen */
	const struct board_area *loaded;	/* valid while it reads */
	unsigned int nr_loaded;
};

enum board_tree_severity {
	TREE_NOTE,
	TREE_WARNING,			/* works by luck, or not as it is meant */
	TREE_ERROR,			/* the kernel refuses it, or memory breaks */
};

/* Part of a fix that a program can make. */
struct board_tree_edit {
	const char *node;		/* full path */
	const char *property;
	const char *value;		/* as in source, "" without a value;
					 * NULL: take the property out */
};

#define TREE_EDITS 32

/* Why the kernel said what it said, and what to write instead. */
struct board_tree_note {
	const char *rule;		/* "reserved-cells": docs/lint.md */
	enum board_tree_severity severity;
	const char *node;		/* full path */
	const char *property;		/* NULL: the node as such */
	const char *what;		/* what is there, what was expected */
	const char *fix;
	struct board_tree_edit edits[TREE_EDITS];	/* together the fix; */
	unsigned int nr_edits;				/* 0: for people */
};

/* Called for each note, after the kernel's own line; fn NULL: no more. */
void board_tree_listen(void (*fn)(void *arg, const struct board_tree_note *n),
		       void *arg);

/*
 * Read the blob: tree, memory, reserved memory; print the kernel's lines.
 * kernel may be NULL.  0; -EINVAL (no device tree; the reason was said by
 * host_error()); -ENOMEM.
 */
int board_tree_scan(const void *dtb, size_t size,
		    const struct board_kernel *kernel);
/* The tree that is there, read by another kernel. */
int board_tree_rescan(const struct board_kernel *kernel);
/* Was it read as a tree for 32-bit ARM? */
bool board_tree_is_arm(void);
/* Forget it all, so that another can be read. */
void board_tree_reset(void);

enum board_region_kind {
	REGION_RAM,			/* a bank */
	REGION_MEMRESERVE,		/* an entry of /memreserve/ */
	REGION_PLAIN,			/* reserved, in the linear map */
	REGION_NOMAP,
	REGION_POOL,			/* DMA memory: shared-dma-pool */
	REGION_CMA,
	REGION_CMA_DEFAULT,
	REGION_RESTRICTED,		/* bounce buffers: restricted-dma-pool */
};

/* Part of the address space that the tree or the command line speaks of. */
struct board_region {
	enum board_region_kind kind;
	uint64_t base, size;		/* bytes; size 0: it has no place */
	const char *name;		/* the node's; an area's; "/memreserve/" */
	const char *node;		/* full path; NULL: it is no node */
	const char *fault;		/* what is not as the tree means it;
					 * NULL: nothing */
	bool kept;			/* the page allocator does not get it, but
					 * on loan (CMA) */
	bool dynamic;			/* the kernel chose the place */
	const char *const *users;	/* enabled nodes, by memory-region */
	unsigned int nr_users;
};

/*
 * Hand to fn what the last reading made of the tree: banks by address, then
 * /memreserve/, then /reserved-memory in the order of the tree, then areas of
 * the command line.  What fn is given is valid during its call.  0; -EINVAL: no
 * tree was read; -ENOMEM.
 */
int board_tree_regions(void (*fn)(void *arg, const struct board_region *region),
		       void *arg);
/* The machine's name in the tree; NULL: it has none.  Valid until the reset. */
const char *board_tree_model(void);

/* Text of /proc/iomem for what was read; length as snprintf() counts. */
int board_tree_iomem(char *buf, size_t n);

#endif
