/* SPDX-License-Identifier: MIT */
/* What `dmaspace run` was told to do; run.c and seeds.c. */
#ifndef TOOLS_RUN_H
#define TOOLS_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "dmaspace/board.h"

#define RUN_MODELS 16

struct run {
	struct board_options board;
	const char *tree, *memory, *script, *json;
	const char *models[RUN_MODELS];	/* "M.so" or "M.so@NODE" */
	int nr_models;
	char **drivers;			/* shared objects */
	int nr_drivers;
	uint64_t seeds;			/* 0: one run, told in full */
	bool iomem, trace_hash;
	char folder[256];		/* of what was compiled; "" none */
};

/* Boot, load, script, shut down in this process, into the sinks that there
 * are; then closes them.  A tool_exit; *trace is the run's hash. */
int run_once(const struct run *r, uint64_t *trace);
/* r->seeds runs, each in a child; each different report once, then the sum. */
int run_seeds(const struct run *r);

#endif
