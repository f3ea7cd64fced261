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

/* Why the kernel said what it said, and what to write instead. */
struct board_tree_note {
	bool rejected;			/* false: taken, but beware */
	const char *node;		/* full path */
	const char *property;		/* NULL: the node as such */
	const char *what;		/* what is there, what was expected */
	const char *fix;
};

/* Called for each note, after the kernel's own line; fn NULL: no more. */
void board_tree_listen(void (*fn)(void *arg, const struct board_tree_note *n),
		       void *arg);

/*
 * Read the blob: tree, memory, reserved memory; print the kernel's lines.
 * linux_version as in board_options, 0: 6.12.  0; -EINVAL (no device tree;
 * the reason was said by host_error()); -ENOMEM.
 */
int board_tree_scan(const void *dtb, size_t size, unsigned int linux_version);
/* Forget it all, so that another can be read. */
void board_tree_reset(void);

/* Text of /proc/iomem for what was read; length as snprintf() counts. */
int board_tree_iomem(char *buf, size_t n);

#endif
