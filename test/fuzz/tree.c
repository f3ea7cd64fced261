// SPDX-License-Identifier: MIT
/*
 * Any bytes as a device tree: the loader takes it or says why not, it never
 * crashes, hangs, leaks or runs away.
 *
 * In this process, without a machine: tree, memory, reserved memory, by one of
 * the two versions; then, as boot code and drivers would, addresses, interrupts
 * and references of each node.  All is forgotten afterwards.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dmaspace/tree.h"
#include "host/host.h"

struct device_node;
struct resource;

/* The kernel side's names, as they are outside of it. */
struct device_node *k_of_find_all_nodes(struct device_node *prev);
struct device_node *k_of_find_node_opts_by_path(const char *path,
						const char **opts);
int k_of_irq_count(struct device_node *dev);
unsigned int k_irq_of_parse_and_map(struct device_node *node, int index);
bool k_of_dma_is_coherent(struct device_node *np);
int k_of_alias_get_id(const struct device_node *np, const char *stem);
int k_of_count_phandle_with_args(const struct device_node *np,
				 const char *list, const char *cells);
int k_of_property_read_string_helper(const struct device_node *np,
				     const char *name, const char **out,
				     size_t n, int skip);
struct parser {
	uint64_t space[16];		/* at least a struct of_range_parser */
};
struct range {
	uint64_t space[8];		/* at least a struct of_range */
};
int k_of_range_parser_init(struct parser *p, struct device_node *np);
int k_of_pci_dma_range_parser_init(struct parser *p, struct device_node *np);
struct range *k_of_pci_range_parser_one(struct parser *p, struct range *r);

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(struct device_node *np)
{
	const char *strings[4];
	struct parser parser;
	struct range range;

	if (k_of_irq_count(np))
		k_irq_of_parse_and_map(np, 0);
	k_of_dma_is_coherent(np);
	k_of_alias_get_id(np, "serial");
	k_of_count_phandle_with_args(np, "memory-region", NULL);
	k_of_count_phandle_with_args(np, "dmas", "#dma-cells");
	k_of_property_read_string_helper(np, "reg-names", strings, 4, 1);
	if (!k_of_range_parser_init(&parser, np))
		while (k_of_pci_range_parser_one(&parser, &range))
			;
	if (!k_of_pci_dma_range_parser_init(&parser, np))
		while (k_of_pci_range_parser_one(&parser, &range))
			;
}

static void use(void)
{
	struct device_node *np = NULL;
	int n = board_tree_iomem(NULL, 0);
	char *text = n > 0 ? malloc(n + 1) : NULL;

	if (text && board_tree_iomem(text, n + 1) != (int)strlen(text))
		abort();
	free(text);
	k_of_find_node_opts_by_path("serial0/x:115200", NULL);
	while ((np = k_of_find_all_nodes(np)))
		ask(np);
}

static void ignore(void *arg, const struct board_tree_note *note)
{
	if (!note->node || !note->what || !note->fix)
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	host_log_enable(false);
	board_tree_listen(ignore, NULL);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned int versions[] = { 0x060100, 0x060c00, 0x070200 };
	struct board_kernel kernel = { .version = versions[size % 3] };

	if (!board_tree_scan(data, size, &kernel))
		use();
	board_tree_reset();
	return 0;
}
