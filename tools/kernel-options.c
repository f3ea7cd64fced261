// SPDX-License-Identifier: MIT
/*
 * kernel-options - which kernel reads a tree, on the command line.
 *
 * The same four options for every command that reads a tree without running it:
 * boot, explain, lint.  Each puts TOOL_KERNEL_OPTIONS in its table for
 * getopt_long(), and hands what its switch does not know to
 * tool_kernel_option().
 */
#include <string.h>
#include <strings.h>

#include "dmaspace/tree.h"
#include "tools/tool.h"

static const struct {
	const char *name;
	unsigned int code;
} versions[TOOL_VERSIONS] = {		/* in the order of enum lint_version */
	{ "6.1", 0x060100 },
	{ "6.12", 0x060c00 },
	{ "7.2", 0x070200 },
};

static const struct {
	const char *name;
	unsigned int shift;
} page_sizes[] = { { "4k", 12 }, { "16k", 14 }, { "64k", 16 } };

#define NR_PAGE_SIZES (sizeof(page_sizes) / sizeof(page_sizes[0]))

/* Which version the first n characters are; TOOL_VERSIONS: none. */
static unsigned int find_version(const char *text, size_t n)
{
	unsigned int i;

	for (i = 0; i < TOOL_VERSIONS; i++)
		if (strlen(versions[i].name) == n &&
		    !strncmp(versions[i].name, text, n))
			break;
	return i;
}

unsigned int tool_linux_version(const char *text)
{
	unsigned int i = find_version(text, strlen(text));

	return i < TOOL_VERSIONS ? versions[i].code : 0;
}

const char *tool_version_name(unsigned int code)
{
	for (unsigned int i = 0; i < TOOL_VERSIONS; i++)
		if (versions[i].code == code)
			return versions[i].name;
	return "6.12";
}

static int take_versions(const char *tool, const char *list,
			 struct tool_kernel *k)
{
	const char *at = list;
	size_t n;

	do {
		n = strcspn(at, ",");
		unsigned int i = find_version(at, n);

		if (i == TOOL_VERSIONS)
			return tool_usage(tool, "--linux=%s: 6.1, 6.12 or 7.2",
					  list);
		k->versions |= 1u << i;
		k->kernel.version = versions[i].code;
		at += n + 1;
	} while (at[-1]);
	return TOOL_CLEAN;
}

static int take_page_size(const char *tool, const char *text,
			  struct tool_kernel *k)
{
	for (size_t i = 0; i < NR_PAGE_SIZES; i++)
		if (!strcasecmp(text, page_sizes[i].name)) {
			k->kernel.page_shift = page_sizes[i].shift;
			return TOOL_CLEAN;
		}
	return tool_usage(tool, "--page-size=%s: 4k, 16k or 64k", text);
}

static int take_arch(const char *tool, const char *text, struct tool_kernel *k)
{
	k->kernel.arch = !strcmp(text, "arm") ? BOARD_ARM :
			 !strcmp(text, "arm64") ? BOARD_ARM64 : BOARD_ARCH_AUTO;
	if (k->kernel.arch != BOARD_ARCH_AUTO)
		return TOOL_CLEAN;
	return tool_usage(tool, "--arch=%s: arm or arm64", text);
}

int tool_kernel_option(const char *tool, int c, const char *value,
		       struct tool_kernel *k)
{
	switch (c) {
	case TOOL_ARCH:
		return take_arch(tool, value, k);
	case TOOL_CMDLINE:
		k->kernel.cmdline = value;
		return TOOL_CLEAN;
	case TOOL_LINUX:
		return take_versions(tool, value, k);
	case TOOL_PAGE_SIZE:
		return take_page_size(tool, value, k);
	default:
		return TOOL_USAGE;	/* getopt_long() said why */
	}
}

int tool_kernel_check(const char *tool, const struct tool_kernel *k)
{
	if (k->versions & (k->versions - 1))
		return tool_usage(tool, "--linux: one version at a time");
	if (k->kernel.arch == BOARD_ARM && k->kernel.page_shift > 12)
		return tool_usage(tool, "--page-size: arm has pages of 4k");
	return TOOL_CLEAN;
}
