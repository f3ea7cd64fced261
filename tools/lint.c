// SPDX-License-Identifier: MIT
/*
 * dmaspace lint - faults of device trees' memory.
 */
#include <stdio.h>
#include <stdlib.h>

#include "dmaspace/lint.h"
#include "host/dts.h"
#include "tools/tool.h"

static void print(void *arg, const struct lint_finding *f)
{
	static const char *const severities[] = { "note", "warning", "error" };
	static const char *const versions[] = { "6.1", "6.12", "7.2" };

	printf("%s: %s: %s%s%s: %s [%s]\n", (const char *)arg,
	       severities[f->note.severity], f->note.node,
	       f->note.property ? ": " : "",
	       f->note.property ? f->note.property : "", f->note.what,
	       f->note.rule);
	for (unsigned int v = 0; v < LINT_VERSIONS; v++)
		if (f->kernel[v])
			printf("    %s: %s\n", versions[v], f->kernel[v]);
	printf("    fix: %s\n", f->note.fix);
}

int lint_main(int argc, char **argv)
{
	struct lint_options options = { 0 };
	int status = TOOL_CLEAN;

	for (int i = 1; i < argc; i++) {
		size_t size;
		void *blob = host_load_tree(argv[i], &size);

		if (!blob || lint_tree(blob, size, &options, print, argv[i]))
			status = TOOL_USAGE;
		free(blob);
	}
	return status;
}
