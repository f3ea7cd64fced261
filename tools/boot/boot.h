/* SPDX-License-Identifier: MIT */
/*
 * What the pictures of `dmaspace boot` share: the board's memory as segments of
 * the address space, each a row of blocks.  boot-layout.c makes it, boot-map.c
 * draws it in a terminal, boot-svg.c as a picture.
 */
#ifndef TOOLS_BOOT_H
#define TOOLS_BOOT_H

#include <stdbool.h>
#include <stdio.h>

#include "dmaspace/tree.h"

struct boot_region {
	enum board_region_kind kind;
	uint64_t base, size, end;	/* end: past it, cut at the top of the
					 * address space */
	char *name, *fault, *users;	/* printable; users "/a, /b" or "";
					 * fault NULL: none */
	bool kept, dynamic;
	unsigned int order;		/* in which the kernel named it */
};

struct boot_block {
	const struct boot_region *region;	/* NULL: free RAM */
	uint64_t base, end;		/* cut to the segment */
	unsigned int lane;		/* 0, or it overlaps what is before it: */
	const struct boot_region *over;
};

/* A bank of RAM, or reserved ranges that lie outside of all banks. */
struct boot_segment {
	bool ram;
	uint64_t base, end;
	struct boot_block *blocks;	/* by base */
	unsigned int nr_blocks, nr_regions;
};

struct boot_layout {
	struct boot_region *regions;	/* all but banks, by base */
	unsigned int nr_regions, max_regions;
	struct boot_segment *segments;	/* by base */
	unsigned int nr_segments, max_segments;
	uint64_t ram, kept;		/* bytes; kept of the RAM */
	bool no_memory;
};

#define BOOT_LANES 4u			/* more overlaps are drawn in the last */

/* Of the tree that kernel has read.  0, or -1 after a line: no memory. */
int boot_layout_make(struct boot_layout *l, const struct board_kernel *kernel);
void boot_layout_free(struct boot_layout *l);

#define BOOT_SIZE 32
/* "1.5 GiB": exact, in the largest unit that gives halves at most; buf. */
const char *boot_size(char buf[BOOT_SIZE], uint64_t bytes);
/* "312.4 MiB": rounded to a tenth of the largest unit; buf. */
const char *boot_about(char buf[BOOT_SIZE], uint64_t bytes);
/* "no-map" */
const char *boot_kind(enum board_region_kind kind);
/* "RAM" */
const char *boot_segment(const struct boot_layout *l,
			 const struct boot_segment *s);
/* "Linux 6.12, arm64, 4 KiB pages"; buf. */
const char *boot_kernel(char *buf, size_t n, const struct board_kernel *kernel);
/* How many characters of text make a line of at most room: broken behind a blank
 * or before a slash where there is one; 0: the text is empty. */
size_t boot_break(const char *text, size_t room);
/* The machine's name, printable, for free(); NULL: no memory. */
char *boot_model(void);

/* Draw it on standard output.  0, or -1 after a line: no memory. */
int boot_map(const struct boot_layout *l, const struct board_kernel *kernel,
	     bool ascii);
/* The same as SVG.  Errors of out are left to the caller. */
int boot_svg(const struct boot_layout *l, const struct board_kernel *kernel,
	     FILE *out);

#endif
