/* SPDX-License-Identifier: MIT */
/*
 * The files of dmaspace explain: explain.c asks, explain-text.c and
 * explain-json.c print.
 */
#ifndef TOOLS_EXPLAIN_H
#define TOOLS_EXPLAIN_H

#include <jansson.h>
#include <stdio.h>

#include "dmaspace/explain.h"

/* What was asked, and what other kernels make of a device's regions. */
struct explain_view {
	struct explain_options options;
	const char *linux_name, *arch;	/* "6.12", "arm64" */
	unsigned int page_kib;
	const char *others;		/* lines of text; "": nothing differs */
};

/* "-EINVAL", of what attaching to a region gives. */
const char *explain_error_name(int err);
/* The kernel and what was asked, once; a device without its name. */
void explain_print_head(FILE *out, const struct explain_view *view);
void explain_print_body(FILE *out, const struct explain_view *view,
			const struct explain_device *d);
/* The same for tools, a new reference; NULL: no memory. */
json_t *explain_json_head(const struct explain_view *view);
json_t *explain_json_device(const struct explain_view *view,
			    const struct explain_device *d);

#endif
