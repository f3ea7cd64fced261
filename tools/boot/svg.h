/* SPDX-License-Identifier: MIT */
/*
 * Between boot-svg.c, which draws, and boot-svg-place.c, which says where.
 * All lengths are whole pixels, y downwards.
 */
#ifndef TOOLS_BOOT_SVG_H
#define TOOLS_BOOT_SVG_H

#include "tools/boot/boot.h"

/* Addresses of a segment and where they are in its bar. */
struct svg_scale {
	uint64_t *addr;			/* each base and end of a block, once */
	int *y;				/* from the bar's top */
	unsigned int nr;
	int height;			/* of the bar */
};

/*
 * Share height among the segment's blocks, so that each can be seen: the bar
 * may become higher.  0, -1: no memory.
 */
int svg_scale_make(struct svg_scale *scale, const struct boot_segment *s,
		   int height);
void svg_scale_free(struct svg_scale *scale);
int svg_scale_y(const struct svg_scale *scale, uint64_t addr);
/* Is the range drawn larger than its share of the bar? */
bool svg_scale_larger(const struct svg_scale *scale, uint64_t base,
		      uint64_t end);

/* Text beside a block. */
struct svg_label {
	const struct boot_block *block;
	int want;			/* where its middle would be best */
	int height, y;			/* y: its top, as svg_place() says */
};

/*
 * Put labels, sorted by want, below each other in [0, height], each as near to
 * its wish as the others let it.  Their heights must fit.
 */
void svg_place(struct svg_label *labels, unsigned int nr, int height);

#endif
