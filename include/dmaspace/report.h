/* SPDX-License-Identifier: MIT */
/*
 * Reports - what went wrong, who did it, why it fails on hardware, what to
 * write instead.
 *
 * A report has a word id as a compiler warning has.  Whoever finds a fault
 * fills one of these and emits it; host/report.c counts it and hands it to the
 * sinks (terminal, JSON).  All ids stand in docs/reports.md.
 */
#ifndef DMASPACE_REPORT_H
#define DMASPACE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

struct report_place {
	const char *what;		/* "mapped here", "CPU read here" */
	uint32_t stack;			/* host_stack_save(); 0 = none */
	uint64_t when;			/* virtual time, ns */
};

#define REPORT_PLACES 4

struct report {
	const char *id;			/* "dma-missing-sync-for-cpu" */
	const char *device;		/* "a0000000.dma", NULL when none */
	const char *driver;		/* "axi-cdma", NULL when none */
	uint64_t addr;			/* where, in the address space named by */
	const char *addr_kind;		/* "dma", "paddr", "vaddr"; NULL: no addr */
	uint64_t size;			/* bytes; 0 = not told */
	const char *dir;		/* "DMA_FROM_DEVICE", NULL when none */
	char what[256];			/* one sentence: the facts of this case */
	const char *why;		/* why it goes wrong on hardware */
	const char *fix;		/* what to write instead */
	char kernel[256];		/* what a debugging Linux logs of it; "":
					 * nothing */
	struct report_place place[REPORT_PLACES];
	int nplaces;
};

/*
 * Count r and show it in every sink.  The same fault (same id, same innermost
 * places) is shown once and counted each time.
 */
void report_emit(const struct report *r);

/* Reports since the start, repeated ones too. */
unsigned int report_count(void);
/* Different ones: as many as were shown. */
unsigned int report_count_different(void);
/* How many times was this id emitted? */
unsigned int report_count_of(const char *id);

/*
 * Add a sink: text for people on a descriptor, written at once, or one JSON
 * document (docs/reports.md has its form) written to a file when the sinks are
 * closed.  0 or -errno.
 */
int report_to_terminal(int fd, bool color);
int report_to_json(const char *path);
/* Write what is to be written, close every sink; 0 or the first -errno. */
int report_close(void);

#endif
