/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_OF_IRQ_H
#define _LINUX_OF_IRQ_H

#include <linux/ioport.h>
#include <linux/of.h>
#include <linux/types.h>

int of_irq_parse_one(struct device_node *device, int index,
		     struct of_phandle_args *out_irq);
unsigned int irq_create_of_mapping(struct of_phandle_args *irq_data);
unsigned int irq_of_parse_and_map(struct device_node *node, int index);
int of_irq_get(struct device_node *dev, int index);
int of_irq_get_byname(struct device_node *dev, const char *name);
int of_irq_count(struct device_node *dev);
struct device_node *of_irq_find_parent(struct device_node *child);
int of_irq_to_resource(struct device_node *dev, int index,
		       struct resource *r);

#endif
