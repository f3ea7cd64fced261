// SPDX-License-Identifier: MIT
/*
 * dmaspace boot - what the kernel says of a tree at boot, and why.
 *
 * The kernel's own lines come first-hand from of/; a line with '#' below one of
 * them explains it: node, property, what was expected, what to write.  Or a
 * picture of what became of the memory: boot-map.c, boot-svg.c.  No machine is
 * made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dmaspace/tree.h"
#include "host/dts.h"
#include "host/host.h"
#include "tools/boot/boot.h"
#include "tools/tool.h"

static const char help[] =
"usage: dmaspace boot [OPTIONS] FILE\n\n"
"  FILE            device tree, source (.dts) or blob (.dtb); - is standard input\n"
TOOL_KERNEL_HELP
"  --loaded=S@B    the kernel's image, the tree or an initrd is there (up to 8)\n"
"  --memory=S@B    fill in /memory as a boot loader does: 1G@0x40000000\n"
"  --iomem         /proc/iomem alone\n"
"  --no-iomem      without /proc/iomem\n"
"  --map           draw the memory in the terminal, alone\n"
"  --ascii         the map in ASCII (usual where the locale is not UTF-8)\n"
"  --svg=FILE      draw it as a picture, too; - is standard output, alone\n\n"
"Prints the kernel's log lines for the tree; a line with # says why.\n"
"Exit status: 0 all was taken; 1 something was rejected; 2 no device tree;\n"
"3 the picture could not be written.\n";

#define MAX_LOADED 8

struct boot {
	struct tool_kernel kernel;
	struct board_area loaded[MAX_LOADED];
	unsigned int rejected;
	bool log, iomem, map, ascii;
	const char *path, *memory, *svg;
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

/* --- pictures ---------------------------------------------------------------- */

/* Nothing half-done stays behind; a device or a pipe does. */
static void remove_file(const char *path)
{
	struct stat st;

	if (!lstat(path, &st) && S_ISREG(st.st_mode))
		unlink(path);
}

/* The picture, or why there is none. */
static int write_svg(const struct boot *boot, const struct boot_layout *l)
{
	bool console = !strcmp(boot->svg, "-");
	FILE *out = console ? stdout : fopen(boot->svg, "w");
	int err = out ? 0 : errno;

	if (out && boot_svg(l, &boot->kernel.kernel, out)) {
		host_error("no memory");
		err = ENOMEM;
	} else if (out && (fflush(out) || ferror(out))) {
		err = errno;
	}
	if (out && !console && fclose(out) && !err)
		err = errno;
	if (err && err != ENOMEM)
		host_error("--svg=%s: %s", boot->svg, strerror(err));
	if (err && out && !console)
		remove_file(boot->svg);
	return err ? TOOL_FAILED : TOOL_CLEAN;
}

static int draw(const struct boot *boot)
{
	struct boot_layout layout;
	int status = TOOL_CLEAN;

	if (!boot->map && !boot->svg)
		return TOOL_CLEAN;
	if (boot_layout_make(&layout, &boot->kernel.kernel))
		return TOOL_FAILED;
	if (boot->map &&
	    boot_map(&layout, &boot->kernel.kernel, boot->ascii))
		status = TOOL_FAILED;
	if (!status && boot->svg)
		status = write_svg(boot, &layout);
	boot_layout_free(&layout);
	return status;
}

/* --- the command ------------------------------------------------------------- */

enum {
	OPT_ASCII = 256, OPT_IOMEM, OPT_LOADED, OPT_MAP, OPT_MEMORY,
	OPT_NO_IOMEM, OPT_SVG,
};

static const struct option options[] = {
	TOOL_KERNEL_OPTIONS,
	{ "ascii", no_argument, NULL, OPT_ASCII },
	{ "help", no_argument, NULL, 'h' },
	{ "iomem", no_argument, NULL, OPT_IOMEM },
	{ "loaded", required_argument, NULL, OPT_LOADED },
	{ "map", no_argument, NULL, OPT_MAP },
	{ "memory", required_argument, NULL, OPT_MEMORY },
	{ "no-iomem", no_argument, NULL, OPT_NO_IOMEM },
	{ "svg", required_argument, NULL, OPT_SVG },
	{ NULL, 0, NULL, 0 },
};

static int add_loaded(struct boot *boot, char *text)
{
	struct board_kernel *kernel = &boot->kernel.kernel;
	unsigned long long size, base;
	char *at = strchr(text, '@');

	if (kernel->nr_loaded == MAX_LOADED)
		return tool_usage("boot", "--loaded: no more than %d",
				  MAX_LOADED);
	if (at)
		*at++ = '\0';
	if (!at || !tool_number(text, &size) || !tool_number(at, &base) ||
	    !size || base + size - 1 < base)
		return tool_usage("boot", "--loaded: expected SIZE@BASE, as "
				  "32M@0x40200000");
	boot->loaded[kernel->nr_loaded].base = base;
	boot->loaded[kernel->nr_loaded++].size = size;
	kernel->loaded = boot->loaded;
	return TOOL_CLEAN;
}

static int take_option(struct boot *boot, int c)
{
	switch (c) {
	case 'h':
		fputs(help, stdout);
		exit(TOOL_CLEAN);
	case OPT_ASCII:
		boot->ascii = true;
		break;
	case OPT_IOMEM:
		boot->log = false;
		boot->iomem = true;
		break;
	case OPT_LOADED:
		return add_loaded(boot, optarg);
	case OPT_MAP:
		boot->map = true;
		boot->log = boot->iomem = false;
		break;
	case OPT_MEMORY:
		boot->memory = optarg;
		break;
	case OPT_NO_IOMEM:
		boot->iomem = false;
		break;
	case OPT_SVG:
		boot->svg = optarg;
		if (!strcmp(optarg, "-"))
			boot->log = boot->iomem = false;
		break;
	default:
		return tool_kernel_option("boot", c, optarg, &boot->kernel);
	}
	return TOOL_CLEAN;
}

static int parse(struct boot *boot, int argc, char **argv)
{
	int c, status = TOOL_CLEAN;

	while (!status &&
	       (c = getopt_long(argc, argv, "h", options, NULL)) != -1)
		status = take_option(boot, c);
	if (status)
		return status;
	if (optind != argc - 1)
		return tool_usage("boot", "one FILE is needed");
	if (boot->map && boot->svg && !strcmp(boot->svg, "-"))
		return tool_usage("boot", "--map and --svg=-: one of them");
	boot->path = argv[optind];
	return tool_kernel_check("boot", &boot->kernel);
}

/* What was printed may not have got through. */
static int finish_output(int status)
{
	if (!fflush(stdout) && !ferror(stdout))
		return status;
	host_error("standard output: %s", strerror(errno));
	return TOOL_FAILED;
}

/* Read the tree as that kernel; what it says goes out meanwhile. */
static int read_tree(struct boot *boot, const void *blob, size_t size)
{
	int err;

	host_log_enable(boot->log);
	board_tree_listen(print_note, boot);
	err = board_tree_scan(blob, size, &boot->kernel.kernel);
	board_tree_listen(NULL, NULL);
	return err ? TOOL_USAGE : TOOL_CLEAN;
}

int boot_main(int argc, char **argv)
{
	struct boot boot = { .log = true, .iomem = true };
	int status;
	size_t size;
	void *blob;

	setlocale(LC_CTYPE, "");
	boot.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	status = parse(&boot, argc, argv);
	if (status)
		return status;
	blob = host_load_tree(boot.path, &size);
	if (!blob)
		return TOOL_USAGE;
	if (boot.memory && host_tree_memory(boot.memory, &blob, &size)) {
		free(blob);
		return TOOL_USAGE;
	}
	status = read_tree(&boot, blob, size);
	if (!status)
		status = draw(&boot);
	if (!status && boot.iomem)
		status = print_iomem(boot.log);
	status = finish_output(status);
	board_tree_reset();
	free(blob);
	return status ? status : boot.rejected ? TOOL_REPORTS : TOOL_CLEAN;
}
