/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_OF_ADDRESS_H
#define _LINUX_OF_ADDRESS_H

#include <linux/errno.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/of.h>
#include <linux/types.h>

struct of_range_parser {
	struct device_node *node;
	const __be32 *range;
	const __be32 *end;
	int na;
	int ns;
	int pna;
	bool dma;
};
#define of_pci_range_parser of_range_parser

struct of_range {
	union {
		u64 pci_addr;
		u64 bus_addr;
	};
	u64 cpu_addr;
	u64 size;
	u32 flags;
};
#define of_pci_range of_range

#define OF_BAD_ADDR	((u64)-1)

u64 of_translate_address(struct device_node *np, const __be32 *addr);
u64 of_translate_dma_address(struct device_node *dev, const __be32 *in_addr);
int of_address_to_resource(struct device_node *dev, int index,
			   struct resource *r);
const __be32 *__of_get_address(struct device_node *dev, int index, int bar_no,
			       u64 *size, unsigned int *flags);
int of_property_read_reg(struct device_node *np, int idx, u64 *addr,
			 u64 *size);
void __iomem *of_iomap(struct device_node *device, int index);
void __iomem *of_io_request_and_map(struct device_node *device, int index,
				    const char *name);
bool of_dma_is_coherent(struct device_node *np);

/* Entry index of reg, not translated; size and flags may be NULL. */
static inline const __be32 *of_get_address(struct device_node *dev, int index,
					   u64 *size, unsigned int *flags)
{
	return __of_get_address(dev, index, -1, size, flags);
}

int of_range_parser_init(struct of_range_parser *parser,
			 struct device_node *node);
int of_pci_dma_range_parser_init(struct of_range_parser *parser,
				 struct device_node *node);
#define of_dma_range_parser_init of_pci_dma_range_parser_init
struct of_range *of_pci_range_parser_one(struct of_range_parser *parser,
					 struct of_range *range);
#define of_range_parser_one of_pci_range_parser_one

#define for_each_of_range(parser, range)				\
	for (; of_range_parser_one(parser, range);)
#define for_each_of_pci_range for_each_of_range

static inline int of_address_count(struct device_node *np)
{
	struct resource res;
	int count = 0;

	while (of_address_to_resource(np, count, &res) == 0)
		count++;
	return count;
}

#endif
