// SPDX-License-Identifier: MIT
/*
 * dmaspace lint, its command line.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "tools/lint/lint.h"
#include "tools/tool.h"

static const char help[] =
"usage: dmaspace lint [OPTION...] FILE|FOLDER|-...\n\n"
"  FILE            device tree, source (.dts) or blob (.dtb); - is standard input\n"
"  FOLDER          all *.dts and *.dtb in it and below\n"
"  --linux=V,...   the kernels that are asked: 6.1, 6.12, 7.2 (all)\n"
"  --arch=A        arm or arm64 (as the tree's CPUs are)\n"
"  --page-size=N   4k, 16k or 64k (4k)\n"
"  --cmdline=TEXT  the kernel's command line, instead of the tree's bootargs\n"
"  --memory=S@B    fill in /memory as a boot loader does: 1G@0x40000000\n"
"  --area N=S@B    firmware or a boot loader uses that: tfa=128K@0x40000000\n"
"  --need D=SIZE   device D (path or name of its node) needs such a buffer\n"
"  --mask D=BITS   device D drives so many address bits\n"
"  -I FOLDER       for #include and /include/\n"
"  --severity=S    least severity told: error, warning or note (warning)\n"
"  --suppress FILE what not to tell: lines \"rule [node [file]]\"\n"
"  --format=F      text, json, sarif or github (text)\n"
"  --fix           print a diff of the fixes instead\n"
"  --rules         list the rules\n\n"
"Exit status: 0 no errors or warnings; 1 there are; 2 wrong command line, or a\n"
"file that could not be read.\n";

enum { AREA = 1, FIX, FORMAT, HELP, MASK, MEMORY, NEED, RULES, SEVERITY,
       SUPPRESS };

static const struct option options[] = {
	TOOL_KERNEL_OPTIONS,
	{ "area", required_argument, NULL, AREA },
	{ "fix", no_argument, NULL, FIX },
	{ "format", required_argument, NULL, FORMAT },
	{ "help", no_argument, NULL, HELP },
	{ "mask", required_argument, NULL, MASK },
	{ "memory", required_argument, NULL, MEMORY },
	{ "need", required_argument, NULL, NEED },
	{ "rules", no_argument, NULL, RULES },
	{ "severity", required_argument, NULL, SEVERITY },
	{ "suppress", required_argument, NULL, SUPPRESS },
	{ NULL, 0, NULL, 0 },
};

/* A list of n elements with room for one more, zeroed; ends without memory. */
static void *one_more(const void *list, unsigned int n, size_t size)
{
	char *more = realloc((void *)list, (n + 2) * size);

	if (!more)
		host_no_memory("options");
	memset(more + n * size, 0, 2 * size);
	return more;
}

/* "NAME=VALUE" in two; NULL: it has no such form. */
static char *split(char *text)
{
	char *value = strrchr(text, '=');

	if (!value || value == text || !value[1])
		return NULL;
	*value = '\0';
	return value + 1;
}

static int add_area(struct lint_command *c, char *text)
{
	unsigned long long size, base;
	char *value = split(text), *at = value ? strchr(value, '@') : NULL;
	struct lint_area *areas;

	if (at)
		*at++ = '\0';
	if (!at || !tool_number(value, &size) || !tool_number(at, &base) ||
	    !size || base + size - 1 < base)
		return tool_usage("lint", "--area: expected NAME=SIZE@BASE, "
				  "as tfa=128K@0x40000000");
	areas = one_more(c->options.areas, c->options.nr_areas, sizeof(*areas));
	areas[c->options.nr_areas++] = (struct lint_area){ text, base, size };
	c->options.areas = areas;
	return TOOL_CLEAN;
}

static int add_need(struct lint_command *c, char *text)
{
	char *value = split(text);
	unsigned long long size;
	struct lint_need *needs;

	if (!value || !tool_number(value, &size) || !size)
		return tool_usage("lint", "--need: expected DEVICE=SIZE, as "
				  "/soc/dma@1000=384M");
	needs = one_more(c->options.needs, c->options.nr_needs, sizeof(*needs));
	needs[c->options.nr_needs++] = (struct lint_need){ text, size };
	c->options.needs = needs;
	return TOOL_CLEAN;
}

static int add_mask(struct lint_command *c, char *text)
{
	char *value = split(text);
	unsigned long long bits;
	struct lint_mask *masks;

	if (!value || !tool_number(value, &bits) || bits < 1 || bits > 64)
		return tool_usage("lint", "--mask: expected DEVICE=BITS, 1 to "
				  "64, as /soc/dma@1000=32");
	masks = one_more(c->options.masks, c->options.nr_masks, sizeof(*masks));
	masks[c->options.nr_masks++] = (struct lint_mask){ text,
							   (unsigned int)bits };
	c->options.masks = masks;
	return TOOL_CLEAN;
}

static void add_folder(struct lint_command *c, char *folder)
{
	unsigned int n = 0;

	while (c->include && c->include[n])
		n++;
	c->include = one_more(c->include, n, sizeof(*c->include));
	c->include[n] = folder;
}

static int set_format(struct lint_command *c, const char *name)
{
	static const struct lint_output *const outputs[] = {
		&lint_text_output, &lint_json_output, &lint_sarif_output,
		&lint_github_output,
	};

	for (size_t i = 0; i < sizeof(outputs) / sizeof(*outputs); i++)
		if (!strcmp(outputs[i]->name, name)) {
			c->output = outputs[i];
			return TOOL_CLEAN;
		}
	return tool_usage("lint", "--format=%s: text, json, sarif or github",
			  name);
}

static int set_severity(struct lint_command *c, const char *name)
{
	for (int i = TREE_NOTE; i <= TREE_ERROR; i++)
		if (!strcmp(lint_severity_names[i], name)) {
			c->least = i;
			return TOOL_CLEAN;
		}
	return tool_usage("lint", "--severity=%s: error, warning or note",
			  name);
}

static int take(struct lint_command *c, int option, struct tool_kernel *k)
{
	switch (option) {
	case AREA:
		return add_area(c, optarg);
	case FIX:
		c->fix = true;
		return TOOL_CLEAN;
	case FORMAT:
		return set_format(c, optarg);
	case 'h':
	case HELP:
		fputs(help, stdout);
		exit(TOOL_CLEAN);
	case 'I':
		add_folder(c, optarg);
		return TOOL_CLEAN;
	case MASK:
		return add_mask(c, optarg);
	case MEMORY:
		c->memory = optarg;
		return TOOL_CLEAN;
	case NEED:
		return add_need(c, optarg);
	case RULES:
		c->list_rules = true;
		return TOOL_CLEAN;
	case SEVERITY:
		return set_severity(c, optarg);
	case SUPPRESS:
		return suppress_load(optarg) ? TOOL_USAGE : TOOL_CLEAN;
	}
	return tool_kernel_option("lint", option, optarg, k);
}

int lint_parse(struct lint_command *c, int argc, char **argv)
{
	struct tool_kernel k = { 0 };
	int option, status = TOOL_CLEAN;

	*c = (struct lint_command){ .output = &lint_text_output,
				    .least = TREE_WARNING };
	while (!status &&
	       (option = getopt_long(argc, argv, "hI:", options, NULL)) != -1)
		status = take(c, option, &k);
	c->options.versions = k.versions;
	c->options.page_shift = k.kernel.page_shift;
	c->options.cmdline = k.kernel.cmdline;
	c->options.arch = k.kernel.arch;
	if (status || c->list_rules)
		return status;
	if (k.kernel.arch == BOARD_ARM && k.kernel.page_shift > 12)
		return tool_usage("lint", "--page-size: arm has pages of 4k");
	if (c->fix && c->output != &lint_text_output)
		return tool_usage("lint", "--fix prints a diff, not --format=%s",
				  c->output->name);
	if (optind == argc)
		return tool_usage("lint", "a FILE or FOLDER is needed");
	return TOOL_CLEAN;
}

void lint_command_free(struct lint_command *c)
{
	free((void *)c->options.areas);
	free((void *)c->options.needs);
	free((void *)c->options.masks);
	free(c->include);
}
