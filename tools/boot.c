// SPDX-License-Identifier: MIT
/*
 * dmaspace boot - what the kernel says of a tree at boot, and why.
 *
 * The kernel's own lines come first-hand from of/; a line with '#' below one of
 * them explains it: node, property, what was expected, what to write.
 * No machine is made.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dmaspace/tree.h"
#include "host/dts.h"
#include "host/host.h"
#include "tools/tool.h"

static const char help[] =
"usage: dmaspace boot [--linux=6.1|6.12] [--memory=SIZE@BASE]\n"
"                     [--iomem|--no-iomem] FILE\n\n"
"  FILE           device tree, source (.dts) or blob (.dtb); - is standard input\n"
"  --linux=V      the kernel to be (6.12)\n"
"  --memory=S@B   fill in /memory as a boot loader does: 1G@0x40000000\n"
"  --iomem        /proc/iomem alone\n"
"  --no-iomem     without /proc/iomem\n\n"
"Prints the kernel's log lines for the tree; a line with # says why.\n"
"Exit status: 0 all was taken; 1 something was rejected; 2 no device tree.\n";

struct boot {
	struct board_kernel kernel;
	unsigned int rejected;
	bool log, iomem;
	const char *path, *memory;
};

static void print_note(void *arg, const struct board_tree_note *note)
{
	struct boot *boot = arg;

	bool rejected = note->severity == TREE_ERROR;

	boot->rejected += rejected;
	if (!boot->log)
		return;
	printf("# %s: %s: %s%s%s\n#      fix: %s\n",
	       rejected ? "rejected" : "  beware", note->node,
	       note->property ? note->property : "",
	       note->property ? ": " : "", note->what, note->fix);
}

static int print_iomem(bool log)
{
	int n = board_tree_iomem(NULL, 0);
	char *text = n >= 0 ? malloc(n + 1) : NULL;

	if (!text) {
		host_error("no memory");
		return TOOL_FAILED;
	}
	board_tree_iomem(text, n + 1);
	printf("%s%s", log ? "# cat /proc/iomem\n" : "", text);
	free(text);
	return TOOL_CLEAN;
}

static int parse(struct boot *boot, int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "iomem", no_argument, NULL, 'i' },
		{ "linux", required_argument, NULL, 'l' },
		{ "memory", required_argument, NULL, 'm' },
		{ "no-iomem", no_argument, NULL, 'n' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		switch (c) {
		case 'h':
			fputs(help, stdout);
			exit(TOOL_CLEAN);
		case 'i':
			boot->log = false;
			break;
		case 'l':
			boot->kernel.version = tool_linux_version(optarg);
			if (!boot->kernel.version)
				return tool_usage("boot",
						  "--linux=%s: 6.1 or 6.12",
						  optarg);
			break;
		case 'm':
			boot->memory = optarg;
			break;
		case 'n':
			boot->iomem = false;
			break;
		default:
			return TOOL_USAGE;
		}
	}
	if (optind != argc - 1)
		return tool_usage("boot", "one FILE is needed");
	boot->path = argv[optind];
	return TOOL_CLEAN;
}

int boot_main(int argc, char **argv)
{
	struct boot boot = { .log = true, .iomem = true };
	int status = parse(&boot, argc, argv);
	size_t size;
	void *blob;

	if (status)
		return status;
	blob = host_load_tree(boot.path, &size);
	if (!blob)
		return TOOL_USAGE;
	if (boot.memory && host_tree_memory(boot.memory, &blob, &size)) {
		free(blob);
		return TOOL_USAGE;
	}
	host_log_enable(boot.log);
	board_tree_listen(print_note, &boot);
	status = board_tree_scan(blob, size, &boot.kernel) ? TOOL_USAGE :
							     TOOL_CLEAN;
	if (!status && boot.iomem)
		status = print_iomem(boot.log);
	board_tree_listen(NULL, NULL);
	board_tree_reset();
	free(blob);
	return status ? status : boot.rejected ? TOOL_REPORTS : TOOL_CLEAN;
}
