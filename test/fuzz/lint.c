// SPDX-License-Identifier: MIT
/*
 * Any bytes as a device tree, any options: lint has findings or says why not,
 * it never crashes, hangs, leaks or runs away.
 *
 * The tree comes first; the options are what stands behind it in the file, or
 * its last bytes.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dmaspace/lint.h"
#include "host/host.h"

#define OPTION_BYTES 24

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"/soc/dma@1000", "dma@1000", "dma", "pcie", "/", "",
};

static const char *const cmdlines[] = {
	NULL, "", "cma=16M", "cma=64M@0x90000000", "cma=0 coherent_pool=1M",
	"cma=1G@3G-4G swiotlb=force mem=128M", "cma=99999999999999999999K@",
};

#define PICK(array, byte) ((array)[(byte) % (sizeof(array) / sizeof(*(array)))])

static uint64_t number(const uint8_t *at)
{
	/* Round ones come up more often than by chance. */
	return (uint64_t)(at[0] | at[1] << 8) << at[2] % 64;
}

static void check(void *arg, const struct lint_finding *f)
{
	unsigned long *n = arg;
	bool told = false;
	unsigned int i;

	if (!f->note.rule || !f->note.node || !f->note.what || !f->note.fix ||
	    f->note.nr_edits > TREE_EDITS)
		abort();
	for (i = 0; i < f->note.nr_edits; i++)
		if (!f->note.edits[i].node || !f->note.edits[i].property)
			abort();
	for (i = 0; i < LINT_VERSIONS; i++)
		if (f->kernel[i]) {
			*n += strlen(f->kernel[i]);
			told = true;
		}
	if (!told)
		abort();
	for (i = 0; lint_rules[i].id; i++)
		if (!strcmp(lint_rules[i].id, f->note.rule))
			return;
	abort();			/* a rule that no list has */
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	host_log_enable(false);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *o = data + size - OPTION_BYTES;
	unsigned long n = 0;

	if (size < OPTION_BYTES)
		return 0;

	struct lint_area area = { "u-boot", number(o + 4), number(o + 7) };
	struct lint_need need = { PICK(names, o[10]), number(o + 11) };
	struct lint_mask mask = { PICK(names, o[14]), o[15] % 66 };
	struct lint_options options = {
		.versions = o[0] % (1u << LINT_VERSIONS),
		.page_shift = o[1] % 4 ? 10 + o[1] % 4 * 2 : 0,
		.arch = o[2] % 3,
		.cmdline = PICK(cmdlines, o[3]),
		.areas = &area, .needs = &need, .masks = &mask,
		.nr_areas = o[16] % 2, .nr_needs = o[16] / 2 % 2,
		.nr_masks = o[16] / 4 % 2,
	};

	lint_tree(data, size, &options, check, &n);
	return 0;
}
